/// The strip that shows a reader's running hold on every page.
@NullMarked
package dev.frontrow.storefront.held;

import org.jspecify.annotations.NullMarked;
