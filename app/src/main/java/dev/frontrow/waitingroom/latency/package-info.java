/// How fast the shop answers those who are inside.
@NullMarked
package dev.frontrow.waitingroom.latency;

import org.jspecify.annotations.NullMarked;
