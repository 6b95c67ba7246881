/// Sets right by hand what went wrong for one buyer, by the rules of the modules that own it.
@NullMarked
package dev.frontrow.boxoffice.repair;

import org.jspecify.annotations.NullMarked;
