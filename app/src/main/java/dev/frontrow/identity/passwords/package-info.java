/// What a password may be, and how it is hashed.
@NullMarked
package dev.frontrow.identity.passwords;

import org.jspecify.annotations.NullMarked;
