package dev.frontrow.audit;

/// What was done, as the audit log names it. An entry keeps its name for ever, so never rename one.
public enum Action {
    CONCERT_CREATED(Reason.IF_WISHED),
    CONCERT_EDITED(Reason.IF_WISHED),
    CONCERT_PUBLISHED(Reason.IF_WISHED),
    CONCERT_CANCELLED(Reason.IF_WISHED),
    POSTER_CHANGED(Reason.IF_WISHED),
    PERFORMANCE_ADDED(Reason.IF_WISHED),
    PERFORMANCE_MOVED(Reason.IF_WISHED),
    PERFORMANCE_CANCELLED(Reason.IF_WISHED),
    VENUE_CREATED(Reason.OPTIONAL),
    VENUE_VERSION_CREATED(Reason.OPTIONAL),
    VENUE_DRAFT_SAVED(Reason.OPTIONAL),
    VENUE_DRAFT_DROPPED(Reason.OPTIONAL),
    HOLD_RELEASED(Reason.OPTIONAL),
    LIST_EXPORTED(Reason.OPTIONAL),
    LOOKED_UP(Reason.OPTIONAL),
    ROOM_STEERED(Reason.IF_WISHED),
    ACCESS_CODES_CREATED(Reason.OPTIONAL),
    ACCESS_CODE_REVOKED(Reason.OPTIONAL),
    RESET_LINK_GIVEN(Reason.OPTIONAL),
    OPERATOR_INVITED(Reason.OPTIONAL),
    INVITATION_WITHDRAWN(Reason.OPTIONAL),
    OPERATOR_JOINED(Reason.OPTIONAL),
    OPERATOR_ROLE_CHANGED(Reason.OPTIONAL),
    OPERATOR_REMOVED(Reason.OPTIONAL),
    SECOND_FACTOR_BEGUN(Reason.OPTIONAL),
    SECOND_FACTOR_CONFIRMED(Reason.OPTIONAL),
    SECOND_FACTOR_REMOVED(Reason.OPTIONAL),
    SESSIONS_ENDED(Reason.OPTIONAL),
    REFUND_ENTERED(Reason.REQUIRED),
    REFUND_APPROVED(Reason.REQUIRED),
    REFUND_WITHDRAWN(Reason.REQUIRED),
    REFUND_DECLINED(Reason.REQUIRED),
    REFUND_LAPSED(Reason.REQUIRED),
    REFUND_JOB_STARTED(Reason.REQUIRED),
    REFUND_JOB_APPROVED(Reason.REQUIRED),
    REFUND_JOB_DECLINED(Reason.REQUIRED),
    REFUND_JOB_STEERED(Reason.OPTIONAL),
    SEATS_SOLD(Reason.REQUIRED),
    SEATS_WITHHELD(Reason.REQUIRED),
    SEATS_RELEASED(Reason.OPTIONAL),
    TICKET_RESEATED(Reason.REQUIRED);

    /// Whether somebody who does it must say why.
    enum Reason {
        OPTIONAL,

        /// Required where `frontrow.audit.reasons-required` says so: programs that exist already send none.
        IF_WISHED,

        /// For money that moves.
        REQUIRED
    }

    private final Reason reason;

    Action(Reason reason) {
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
