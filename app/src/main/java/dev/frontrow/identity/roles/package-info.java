/// What each operator may do: their role, and the rights that go with it.
@NullMarked
@NamedInterface("roles")
package dev.frontrow.identity.roles;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
