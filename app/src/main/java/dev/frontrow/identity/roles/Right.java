package dev.frontrow.identity.roles;

/// What an operator may be allowed to do. Each call of the operators' API needs one right.
public enum Right {
    /// Their own account: second factor, sessions.
    OWN_ACCOUNT,

    /// How a sale stands: rooms, seats, venues.
    SEE_SALE,

    /// A buyer, an order, a ticket.
    LOOK_UP,

    /// Reports, exports, access codes, the audit log, the list of operators.
    READ_ALL,

    /// Blocked seats, allocations and sales at the box office.
    SELL,

    /// What goes wrong with an order or an account, without money.
    REPAIR,

    /// Money back to one buyer, up to the limit.
    REFUND,

    /// Refunds that need a second person.
    APPROVE,

    /// Money back to all buyers of a performance.
    REFUND_PERFORMANCE,

    EDIT_CONCERTS,

    EDIT_VENUES,

    /// The waiting room, its access codes, and everything else of a running sale.
    STEER_SALE,

    /// The accounts of other operators.
    EDIT_PEOPLE
}
