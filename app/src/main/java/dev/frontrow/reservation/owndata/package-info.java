/// Holds and tickets as their owners get them, and what stays of them when an account is deleted.
@NullMarked
package dev.frontrow.reservation.owndata;

import org.jspecify.annotations.NullMarked;
