/// Challenges: a puzzle that a suspect browser solves before it may join or is let in.
@NamedInterface
@NullMarked
package dev.frontrow.waitingroom.challenge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
