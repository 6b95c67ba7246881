package dev.frontrow.reservation;

import dev.frontrow.idempotency.Answer;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/// What a hold's outcome is answered with.
@Component
class HoldAnswers {

    private static final Duration RETRY_WHEN_LOCKED = Duration.ofSeconds(1);

    private final InstantSource clock;

    HoldAnswers(InstantSource clock) {
        this.clock = clock;
    }

    Answer answer(HoldOutcome outcome) {
        return outcome instanceof HoldOutcome.Held(Hold hold)
                ? new Answer.Done(201, document(hold))
                : new Answer.Declined(problem(outcome));
    }

    private static Problem problem(HoldOutcome outcome) {
        return switch (outcome) {
            case HoldOutcome.Held _ -> throw new IllegalArgumentException("not a refusal: " + outcome);
            case HoldOutcome.PerformanceUnknown() -> Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId");
            case HoldOutcome.OutOfScope() -> Problem.of(ProblemCode.QUEUE_TOKEN_INVALID);
            case HoldOutcome.SeatsUnknown(List<String> seats) ->
                Problem.of(ProblemCode.SEAT_UNKNOWN).with("unknownSeats", seats).at("seats", "value");
            case HoldOutcome.AreasUnknown(List<String> areas) ->
                Problem.of(ProblemCode.AREA_UNKNOWN).with("unknownAreas", areas).at("areas", "value");
            case HoldOutcome.AreaFull(String area, int left) ->
                Problem.of(ProblemCode.AREA_FULL)
                        .saying(area, left)
                        .with("area", area)
                        .with("left", left);
            case HoldOutcome.SeatsLocked() -> Problem.of(ProblemCode.BUSY).retryAfter(RETRY_WHEN_LOCKED);
            case HoldOutcome.PricesChanged() -> Problem.of(ProblemCode.PRICES_CHANGED);
            case HoldOutcome.SaleClosed() -> Problem.of(ProblemCode.SALE_CLOSED);
            case HoldOutcome.AdmissionOver() -> Problem.of(ProblemCode.ADMISSION_OVER);
            case HoldOutcome.CoolingDown cooling ->
                Problem.of(ProblemCode.HOLD_COOL_DOWN).saying(cooling.minutes()).retryAfter(cooling.left());
            case HoldOutcome.SeatLimitExceeded(int max) ->
                Problem.of(ProblemCode.SEAT_LIMIT_EXCEEDED).saying(max).with("seatsPerBuyerMax", max);
            case HoldOutcome.PriceLevelUnknown() ->
                Problem.invalidField("bestAvailable.priceLevel", "price-level-unknown");
            case HoldOutcome.NoSeatsTogether(int count) ->
                Problem.of(ProblemCode.NO_SEATS_TOGETHER).saying(count);
            case HoldOutcome.SeatsTaken(List<String> seats) ->
                Problem.of(ProblemCode.SEAT_TAKEN).with("takenSeats", seats);
        };
    }

    HoldDocument document(Hold hold) {
        Instant now = clock.instant();
        List<Hold.HeldArea> areas = hold.areas();
        return new HoldDocument(
                hold.holdId(),
                hold.performanceId(),
                hold.seats(),
                areas.isEmpty() ? null : areas,
                hold.total().amountMinor(),
                hold.total().currency().getCurrencyCode(),
                hold.statusAt(now),
                hold.expiresAt(),
                hold.isExtendableAt(now));
    }
}
