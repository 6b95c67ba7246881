/// The key that signs tokens: where it comes from, and a check that it is the one the database knows.
@NullMarked
package dev.frontrow.identity.keys;

import org.jspecify.annotations.NullMarked;
