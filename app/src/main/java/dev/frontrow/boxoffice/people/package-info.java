/// The pages about operators: who they are, who is invited, and what they did.
@NullMarked
package dev.frontrow.boxoffice.people;

import org.jspecify.annotations.NullMarked;
