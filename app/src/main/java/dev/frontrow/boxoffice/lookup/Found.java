package dev.frontrow.boxoffice.lookup;

import org.jspecify.annotations.Nullable;

/// One thing that was found.
///
/// @param title how people know it: a name, an order's number, seats
/// @param where what tells it from its like: an address, a concert
/// @param link  the call that answers all about it
record Found(Kind kind, String title, @Nullable String where, String id, String link) {

    enum Kind {
        BUYER,
        ORDER,
        HOLD,
        TICKET,

        /// By a code that it had before it got another seat.
        MOVED_TICKET,
        PLACE
    }
}
