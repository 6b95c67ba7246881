/// Challenges: proofs of work that suspects solve before they are admitted, or everybody before joining.
@NamedInterface
@NullMarked
package dev.frontrow.waitingroom.challenge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
