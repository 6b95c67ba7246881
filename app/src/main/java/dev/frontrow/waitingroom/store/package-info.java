/// The places in line, their admissions and the rooms' settings in the database.
@NullMarked
package dev.frontrow.waitingroom.store;

import org.jspecify.annotations.NullMarked;
