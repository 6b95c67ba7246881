@NullMarked
package dev.frontrow.boxoffice.repair;

import org.jspecify.annotations.NullMarked;
