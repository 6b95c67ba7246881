/// Finds what somebody at the counter asks for, and tells what happened to it. Only reads, from the tables of all
/// modules.
@NullMarked
package dev.frontrow.boxoffice.lookup;

import org.jspecify.annotations.NullMarked;
