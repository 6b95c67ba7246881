/// The night of a sale on one page: one stream of figures, made once for all who watch, and the record of what was.
@NullMarked
package dev.frontrow.boxoffice.night;

import org.jspecify.annotations.NullMarked;
