@NullMarked
package dev.frontrow.boxoffice.lookup;

import org.jspecify.annotations.NullMarked;
