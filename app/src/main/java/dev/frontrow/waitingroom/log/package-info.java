/// What the admission did, minute by minute: the last hour in memory, the rest in the database.
@NullMarked
package dev.frontrow.waitingroom.log;

import org.jspecify.annotations.NullMarked;
