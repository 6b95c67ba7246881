/// The admission log: ticks of the last hour in memory, minutes in the database.
@NullMarked
package dev.frontrow.waitingroom.log;

import org.jspecify.annotations.NullMarked;
