/// The posters of concerts without a picture, as images for links that are shared elsewhere.
@NullMarked
package dev.frontrow.storefront.posters;

import org.jspecify.annotations.NullMarked;
