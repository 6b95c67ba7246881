/// Alerts to fans who are away when their turn comes: who asked for one, and who is told.
@NullMarked
package dev.frontrow.waitingroom.alerts;

import org.jspecify.annotations.NullMarked;
