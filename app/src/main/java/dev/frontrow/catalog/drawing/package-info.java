/// The plan of a performance as clients draw it.
@NullMarked
package dev.frontrow.catalog.drawing;

import org.jspecify.annotations.NullMarked;
