/// What the nodes of a cluster tell each other about a room.
@NullMarked
package dev.frontrow.waitingroom.news;

import org.jspecify.annotations.NullMarked;
