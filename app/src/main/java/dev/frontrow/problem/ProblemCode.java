package dev.frontrow.problem;

import java.util.Locale;

/// Every way in which Frontrow says no. The code is part of the API: clients branch on it, so a constant is never
/// renamed. Title and detail of each stand in `messages/problems*.properties`, in every language.
public enum ProblemCode {
    REQUEST_INVALID(400),
    IDEMPOTENCY_KEY_REQUIRED(400),
    UNAUTHENTICATED(401),
    CREDENTIALS_WRONG(401),
    QUEUE_TOKEN_INVALID(401),
    BALANCE_INSUFFICIENT(402),
    FORBIDDEN(403),
    COOKIES_REQUIRED(403),
    NOT_ADMITTED(403),
    ADMISSION_OVER(403),
    ACCESS_CODE_REQUIRED(403),
    CHALLENGE_REQUIRED(403),
    NOT_FOUND(404),
    BUYER_UNKNOWN(404),
    CONCERT_UNKNOWN(404),
    VENUE_UNKNOWN(404),
    VENUE_DRAFT_UNKNOWN(404),
    PERFORMANCE_UNKNOWN(404),
    HOLD_UNKNOWN(404),
    PAYMENT_UNKNOWN(404),
    PLACE_UNKNOWN(404),
    OPERATOR_UNKNOWN(404),
    INVITATION_UNKNOWN(404),
    TICKET_UNKNOWN(404),
    ACCESS_CODE_UNKNOWN(404),
    DRAW_RECEIPT_UNKNOWN(404),
    NO_DATES_AVAILABLE(404),
    NO_SEATS_AVAILABLE(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    REQUEST_TOO_SLOW(408),
    USERNAME_TAKEN(409),
    LAST_OWNER(409),
    ROOM_CLOSED(409),
    ROOM_NOT_OPEN_YET(409),
    PHASE_CHANGE_REFUSED(409),
    NOT_WAITING(409),
    ACCESS_CODE_EXISTS(409),
    ACCESS_CODE_USED_UP(409),
    BEACON_REFUSED(409),
    VENUE_DRAFT_CHANGED(409),
    VENUE_CHANGED(409),
    CONCERT_EDITED_MEANWHILE(409),
    CONCERT_CANCELLED(409),
    CONCERT_PUBLISHED(409),
    EDIT_TOO_LATE(409),
    PRICE_LEVEL_CLAIMED(409),
    PRICES_CHANGED(409),
    SEAT_TAKEN(409),
    AREA_FULL(409),
    NO_SEATS_TOGETHER(409),
    SALE_CLOSED(409),
    HOLD_EXPIRED(409),
    HOLD_ALREADY_PAID(409),
    SECTION_UNDER_PRESSURE(409),
    REQUEST_IN_PROGRESS(409),
    BODY_TOO_LARGE(413),
    URI_TOO_LONG(414),
    MEDIA_TYPE_UNSUPPORTED(415),
    SEAT_UNKNOWN(422),
    AREA_UNKNOWN(422),
    SEAT_LIMIT_EXCEEDED(422),
    AMOUNT_INVALID(422),
    BALANCE_LIMIT_EXCEEDED(422),
    IDEMPOTENCY_KEY_REUSED(422),
    CSV_INVALID(422),
    PICTURE_INVALID(422),
    ACCESS_CODE_INVALID(422),
    CHALLENGE_FAILED(422),
    RESET_LINK_INVALID(422),
    INVITATION_INVALID(422),
    REASON_REQUIRED(422),
    HOLD_COOL_DOWN(429),
    TOO_MANY_REQUESTS(429),
    HEADERS_TOO_LARGE(431),
    INTERNAL_ERROR(500),
    BUSY(503);

    private final int status;
    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    ProblemCode(int status) {
        this.status = status;
    }

    /// The HTTP status that always goes with this code.
    public int status() {
        return status;
    }

    /// The code as clients see it, e.g. `seat-taken`.
    public String code() {
        return code;
    }
}
