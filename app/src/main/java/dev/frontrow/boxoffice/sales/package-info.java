/// The page on which the box office sells seats and places of a performance.
@NullMarked
package dev.frontrow.boxoffice.sales;

import org.jspecify.annotations.NullMarked;
