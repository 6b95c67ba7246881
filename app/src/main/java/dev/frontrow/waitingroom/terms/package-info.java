/// How long admissions and turns last.
@NullMarked
package dev.frontrow.waitingroom.terms;

import org.jspecify.annotations.NullMarked;
