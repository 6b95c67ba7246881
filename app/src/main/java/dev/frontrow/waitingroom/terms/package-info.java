/// How long admissions and turns last, and how a freeze stops their time.
@NullMarked
package dev.frontrow.waitingroom.terms;

import org.jspecify.annotations.NullMarked;
