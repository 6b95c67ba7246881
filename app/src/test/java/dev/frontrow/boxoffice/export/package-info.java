@NullMarked
package dev.frontrow.boxoffice.export;

import org.jspecify.annotations.NullMarked;
