/// Places in line as their owners get them, and what stays of them when an account is deleted.
@NullMarked
package dev.frontrow.waitingroom.owndata;

import org.jspecify.annotations.NullMarked;
