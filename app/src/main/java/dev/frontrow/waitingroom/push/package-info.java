/// Web push: the key that the server signs with, messages that only the fan's browser can read, and the services that
/// take them to it (RFC 8030, 8291 and 8292).
@NullMarked
package dev.frontrow.waitingroom.push;

import org.jspecify.annotations.NullMarked;
