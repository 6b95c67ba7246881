/// Where operators are signed in: their sessions, listed and ended.
@NullMarked
@NamedInterface("signedin")
package dev.frontrow.identity.signedin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
