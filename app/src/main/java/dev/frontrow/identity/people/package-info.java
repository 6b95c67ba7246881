/// The accounts of operators: who is invited, who has which role, who has gone.
@NullMarked
package dev.frontrow.identity.people;

import org.jspecify.annotations.NullMarked;
