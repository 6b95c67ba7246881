/// The night page of a sale: current figures, computed once for all open pages, and the figures of the past minutes.
@NullMarked
package dev.frontrow.boxoffice.night;

import org.jspecify.annotations.NullMarked;
