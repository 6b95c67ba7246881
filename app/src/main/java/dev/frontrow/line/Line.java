package dev.frontrow.line;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// One concert's line, in memory. Each lane gives numbers and has a serving position that only grows; a place
/// compares its position with it. A look therefore takes constant time, however long the line, and needs no
/// database.
///
/// Deterministic: no clock and no I/O. It follows what the database has committed and is restored from there
/// after a crash. Thread-safe by one lock, held for microseconds.
public final class Line {

    /// A place counts as silent after this long without a poll. Waiting clients are told to poll at least every
    /// 30 seconds.
    static final Duration SILENT_AFTER = Duration.ofSeconds(90);

    /// After the opening or a restart, everybody who is there polls once within this time.
    static final Duration PRESUMED_FOR = Duration.ofSeconds(45);

    private static final int SWEEPS = 10;
    private static final double ENOUGH = 1 - 1e-9;

    private final Instant epoch;
    private final Map<Lane, LaneState> lanes = new EnumMap<>(Lane.class);
    private final LaneTurns turns = new LaneTurns();
    private final AdmissionControl control;
    private final WaitEstimates estimates;

    private final Admissions admissions = new Admissions();

    private LineTerms terms;
    private @Nullable Instant pausedAt;
    private Instant tickedAt;
    private Instant clockedAt;
    private int sweep;
    private long fellSilent;
    private int atOtherDoors;
    private int calledInTick;
    private int admittedInTick;
    private double arrivalsInTick;
    private Limit bound = Limit.NOBODY_WAITING;

    public Line(LineTerms terms, Instant now) {
        this.terms = terms;
        // A whole second, so that all nodes count the same seconds.
        this.epoch = Instant.ofEpochSecond(now.getEpochSecond() - 1);
        this.tickedAt = now;
        this.clockedAt = now;
        this.control = new AdmissionControl(terms, now);
        this.estimates = new WaitEstimates(lanes, control, terms);
        var calibration = new Calibration();
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new LaneState(calibration.new Pending()));
        }
    }

    /// Restores a lane after a restart.
    public synchronized void restore(Lane lane, long lastNumber, long servingPosition, Instant now) {
        lane(lane).restore(lastNumber, servingPosition, now, second(now));
    }

    /// Restores a lane's drawn order after a restart. Positions are computed on demand.
    public synchronized void restoreDraw(Lane lane, long registrations, LongUnaryOperator order) {
        lane(lane).restoreDraw(registrations, order);
    }

    /// Applies the draw to a lane: registration `n` now has position `positions[n]`.
    public synchronized void draw(Lane lane, int[] positions, Instant now) {
        lane(lane).draw(positions, second(now));
    }

    /// The place has just been stored with this number. Numbers between the last known one and this one belong to
    /// others, whose commits have not been seen yet: they are uncertain.
    public synchronized void joined(PlaceNumber place, Instant now) {
        lane(place.lane()).joined(place.number(), second(now));
    }

    /// The place was found stored. Numbers between the last known one and this one are uncertain.
    public synchronized void found(PlaceNumber place) {
        lane(place.lane()).found(place.number());
    }

    /// These numbers of the lane have no stored place: it is lost, or its insert is still running.
    public synchronized void missing(Lane lane, BitSet numbers) {
        lane(lane).missing(numbers);
    }

    /// Marks the place as uncertain: a commit had an unknown outcome. Callers must read its row before they
    /// answer, then call [#known].
    public synchronized void doubt(PlaceNumber place) {
        lane(place.lane()).doubt(place.number());
    }

    public synchronized boolean isKnown(PlaceNumber place) {
        return lane(place.lane()).isKnown(place.number());
    }

    public synchronized void known(PlaceNumber place) {
        lane(place.lane()).known(place.number());
    }

    /// Calls as many places as the limits allow; true if it called any. A standing line is paused.
    public synchronized boolean callNext(Instant now, Movement movement) {
        clockedAt = now;
        expire(now);
        control.earn(now);
        if (movement == Movement.STANDING) {
            pausedAt = pausedAt == null ? now : pausedAt;
            bound = Limit.CLOSED;
            return false;
        }
        resume(now);
        int before = calledInTick;
        bound = movement == Movement.CALLED_HERE ? call(now) : limit();
        return calledInTick > before;
    }

    /// Calls places up to this position, as another node has done. Never moves back.
    public synchronized void follow(Lane lane, long servingPosition, Instant now) {
        LaneState state = lane(lane);
        state.reaches(servingPosition);
        while (state.servingPosition() < servingPosition) {
            if (!state.passGone()) {
                call(lane, control.chance(state.nextSign()), now);
            }
        }
        control.forgive();
    }

    /// What a poll needs, under one lock: calls as the limits allow, then looks. Empty if the place is uncertain
    /// ([#isKnown]).
    public synchronized Optional<Standing> callAndLook(PlaceNumber place, Instant now, Movement movement) {
        if (!isKnown(place)) {
            return Optional.empty();
        }
        callNext(now, movement);
        return Optional.of(look(place, now));
    }

    private Limit call(Instant now) {
        double outstanding = outstanding();
        double capacityRoom = capacityRoom(outstanding);
        double stockRoom = control.stockRoom(inside(), outstanding);
        for (Lane lane = nextLane(); lane != null; lane = nextLane()) {
            double chance = control.chance(lane(lane).nextSign());
            if (capacityRoom < chance * ENOUGH) {
                return Limit.CAPACITY;
            }
            if (stockRoom < chance * ENOUGH) {
                return Limit.STOCK;
            }
            if (control.credit() < chance * ENOUGH) {
                return control.rateLimit();
            }
            call(lane, chance, now);
            capacityRoom -= chance;
            stockRoom -= chance;
        }
        return Limit.NOBODY_WAITING;
    }

    private void call(Lane lane, double chance, Instant now) {
        lane(lane).callNext(chance, now, second(now));
        control.called(chance);
        turns.called(lane, chance / terms.share(lane));
        arrivalsInTick += chance;
        calledInTick++;
    }

    /// The limit that would bind here, while another node calls.
    private Limit limit() {
        if (waiting() == 0) {
            return Limit.NOBODY_WAITING;
        }
        if (capacityRoom(outstanding()) < 1) {
            return Limit.CAPACITY;
        }
        return control.stockRoom(inside(), outstanding()) < 1 ? Limit.STOCK : control.rateLimit();
    }

    /// People called who may still come. A loop rather than a stream, because every poll runs it.
    private double outstanding() {
        double outstanding = 0;
        for (LaneState state : lanes.values()) {
            outstanding += state.calls().outstanding();
        }
        return outstanding;
    }

    private @Nullable Lane nextLane() {
        return turns.next(
                lane(Lane.GENERAL).advancePastGone(), lane(Lane.PRIORITY).advancePastGone());
    }

    private double capacityRoom(double outstanding) {
        return terms.capacity() - inside() - admissions.atTheDoor() - atOtherDoors - outstanding;
    }

    private int inside() {
        return admissions.taken();
    }

    /// Ends a pause: time to turn up did not run during it.
    private void resume(Instant now) {
        if (pausedAt != null) {
            Duration pause = Duration.between(pausedAt, now);
            lanes.values().forEach(state -> state.calls().postpone(pause));
            pausedAt = null;
            estimates.circumstancesChange(second(now));
        }
    }

    private void expire(Instant now) {
        admissions.expire(now, place -> {
            observeVisit(Duration.ZERO);
            lane(place.lane()).ended(position(place), PlaceState.EXPIRED);
        });
        if (pausedAt == null) {
            lanes.values().forEach(state -> state.expire(now, terms.turnUpTtl()));
            admissions.sendAway(place -> !claimable(place, now));
        }
    }

    private boolean claimable(PlaceNumber place, Instant now) {
        return lane(place.lane())
                .look(position(place), now, terms.turnUpTtl(), false)
                .due();
    }

    /// Runs about once a second: takes in the shop's state and who still polls, calls as the limits allow, and
    /// updates the forecasts. Returns what happened since the last tick and which limit bound.
    public synchronized TickReport tick(Instant now, Movement movement, Shop shop) {
        boolean open = movement != Movement.STANDING;
        control.observe(shop, now);
        if (pausedAt == null) {
            lanes.values().forEach(state -> state.calls().learn(now, control));
        }
        sweep(now);
        callNext(now, movement);
        double seconds = Math.max(0.001, Duration.between(tickedAt, now).toNanos() / 1e9);
        TickReport report = report(now, shop);
        if (open) {
            estimates.observe(report, arrivalsInTick, seconds, second(now));
            estimates.observeGivingUp(fellSilent, waiting(), seconds);
        }
        lanes.values().forEach(state -> state.observe(open ? seconds : 0, second(now)));
        calledInTick = 0;
        admittedInTick = 0;
        arrivalsInTick = 0;
        fellSilent = 0;
        tickedAt = now;
        return report;
    }

    private void sweep(Instant now) {
        sweep = (sweep + 1) % SWEEPS;
        int notSince = second(now.minus(SILENT_AFTER));
        int presumedNotSince = second(now.minus(PRESUMED_FOR));
        for (LaneState state : lanes.values()) {
            long length = (state.lastNumber() - state.servingPosition()) / SWEEPS + 1;
            long first = state.servingPosition() + 1 + sweep * length;
            fellSilent += state.presence()
                    .sweep(first, Math.min(state.lastNumber(), first + length - 1), notSince, presumedNotSince);
        }
    }

    private TickReport report(Instant now, Shop shop) {
        double outstanding = outstanding();
        return new TickReport(
                now,
                terms.admitPerMinute(),
                control.factor(),
                1 - control.chance(Presence.Sign.ASKING),
                calledInTick,
                admittedInTick,
                inside(),
                outstanding,
                capacityRoom(outstanding),
                control.stockRoom(inside(), outstanding),
                shop.p99(),
                bound,
                waiting());
    }

    /// The state of the place now. Valid only for a number that was given, which a genuine queue token proves.
    public synchronized Standing look(PlaceNumber place, Instant now) {
        AdmissionTerm term = admissions.term(place);
        if (term != null) {
            return now.isBefore(term.until()) ? Standing.admitted(term) : Standing.of(PlaceState.EXPIRED);
        }
        return lane(place.lane()).look(position(place), now, terms.turnUpTtl(), pausedAt != null);
    }

    /// Tries to reserve an entry for a called place. True: an entry is reserved until [#admitted] or
    /// [#notAdmitted]. False: the room is full, and the next free entry is reserved.
    public synchronized boolean reserveEntry(PlaceNumber place) {
        return admissions.reserveEntry(place, terms.capacity());
    }

    /// True if the room is full for this called place; the next free entry is then reserved for it.
    public synchronized boolean reserveNextEntry(PlaceNumber place) {
        return admissions.reserveNextEntry(place, terms.capacity());
    }

    /// One request failed to admit the place; its reservation ends.
    public synchronized void notAdmitted(PlaceNumber place) {
        admissions.notEntered(place);
    }

    /// As [#admitted(PlaceNumber,AdmissionTerm)], for an admission that cannot be extended.
    public void admitted(PlaceNumber place, Instant until) {
        admitted(place, AdmissionTerm.fixed(until));
    }

    /// The database has admitted the place. Idempotent.
    public synchronized void admitted(PlaceNumber place, AdmissionTerm term) {
        admitted(place, term, admissions.arrived(place));
    }

    /// Another node has admitted the place. Idempotent.
    public synchronized void admittedElsewhere(PlaceNumber place, AdmissionTerm term) {
        admissions.arrived(place);
        admitted(place, term, true);
    }

    private void admitted(PlaceNumber place, AdmissionTerm term, boolean enteredNow) {
        if (term.until().isAfter(clockedAt)) {
            lane(place.lane()).notExpired(position(place));
        }
        if (!lane(place.lane()).isOver(position(place)) && admissions.add(place, term)) {
            // Admissions from before a restart are not counted again.
            admittedInTick += enteredNow ? 1 : 0;
            lane(place.lane()).entered(position(place), control);
        }
    }

    /// Moves the end of every running admission, after the database did.
    public synchronized void moveAdmissions(Duration by, Instant now) {
        admissions.move(by, now);
    }

    /// Sets the end of the place's admission to the stored one, earlier or later. Does nothing if it is not
    /// inside.
    public synchronized void runsUntil(PlaceNumber place, AdmissionTerm term) {
        admissions.follow(place, term);
    }

    /// Extends the place's admission to `until`, never shortens it. False if the place is not inside.
    public synchronized boolean staysInside(PlaceNumber place, Instant until) {
        return admissions.stay(place, until);
    }

    /// The place has ended. Idempotent.
    public synchronized void ended(PlaceNumber place, PlaceState state) {
        LaneState lane = lane(place.lane());
        long position = position(place);
        Instant until = admissions.remove(place);
        boolean wasClaimable =
                until == null && !lane.isOver(position) && lane.calls().isCalled(position);
        if (until != null) {
            observeVisit(Duration.between(clockedAt, until));
        }
        lane.ended(position, state);
        if (wasClaimable) {
            // No longer expected.
            lane.calls().left(position);
        }
    }

    private void observeVisit(Duration left) {
        double seconds = terms.admissionTtl().minus(left).toNanos() / 1e9;
        estimates.observeVisit(Math.max(0, seconds));
    }

    /// The database has the place as waiting: undoes what memory assumed, unless it is inside.
    public synchronized void live(PlaceNumber place, Instant now) {
        if (!admissions.contains(place)) {
            lane(place.lane()).live(position(place), second(now));
        }
    }

    /// From now on remembers who polls here, for [#takeSeen].
    public synchronized void rememberPolls() {
        lanes.values().forEach(LaneState::rememberPolls);
    }

    /// The numbers that have polled here since the last call; empty without [#rememberPolls].
    public synchronized BitSet takeSeen(Lane lane) {
        return lane(lane).takeSeen();
    }

    /// These numbers, counted from `first`, have recently polled at another node.
    public synchronized void seenElsewhere(Lane lane, long first, BitSet numbers, Instant now) {
        LaneState state = lane(lane);
        numbers.stream().mapToLong(offset -> first + offset).forEach(number -> {
            long position = state.positionOf(number);
            if (number <= state.lastNumber()
                    && position > state.servingPosition()
                    && state.presence().seen(position, second(now))) {
                fellSilent--;
            }
        });
    }

    /// Whether places count as present that have not polled since the opening or the restart.
    public synchronized boolean isPresuming() {
        return lanes.values().stream().anyMatch(state -> state.presence().presumedShare() > 0);
    }

    /// So many called people wait at the doors of other nodes, because the room is full.
    public synchronized void doorElsewhere(int people) {
        atOtherDoors = people;
    }

    public synchronized int atTheDoor() {
        return admissions.atTheDoor();
    }

    /// Records a poll before the line moves.
    public synchronized void asked(PlaceNumber place, Instant now) {
        LaneState state = lane(place.lane());
        state.polled(place.number());
        long position = position(place);
        if (position > state.servingPosition() && state.presence().seen(position, second(now))) {
            fellSilent--;
        }
    }

    /// Records a poll of a waiting place and returns its wait estimate. The end of the range moves back only with
    /// a cause.
    ///
    /// @param told what its owner says they were told, which binds as if this line had told it
    public synchronized WaitEstimate ask(PlaceNumber place, Instant now, @Nullable ToldWait told) {
        asked(place, now);
        LaneState state = lane(place.lane());
        long position = position(place);
        if (told != null && told.latest() != null) {
            state.quotedWaits().adopt(position, second(told.latest()), second(told.at()));
        }
        long ahead = state.aliveAhead(position);
        if (pausedAt != null) {
            return WaitEstimate.paused(position, ahead);
        }
        return estimates.tell(place.lane(), position, ahead, second(now));
    }

    public synchronized void steer(LineTerms newTerms, Instant now) {
        if (!newTerms.equals(terms)) {
            estimates.circumstancesChange(second(now));
        }
        terms = newTerms;
        control.steer(newTerms, now);
        estimates.steer(newTerms);
    }

    public synchronized LineTerms terms() {
        return terms;
    }

    /// The last number of the lane, as far as its places are known to be stored.
    public synchronized long lastNumber(Lane lane) {
        return lane(lane).lastNumber();
    }

    public synchronized long servingPosition(Lane lane) {
        return lane(lane).servingPosition();
    }

    public synchronized long waiting() {
        return lanes.values().stream().mapToLong(LaneState::waiting).sum();
    }

    /// Called places that had been told an estimate.
    public synchronized long estimatesJudged(Lane lane) {
        return lane(lane).quotedWaits().judged();
    }

    /// Of those judged, the places whose turn came within the first range they were told.
    public synchronized long estimatesHit(Lane lane) {
        return lane(lane).quotedWaits().hits();
    }

    public synchronized long estimatesJudged() {
        return estimatesJudged(Lane.GENERAL) + estimatesJudged(Lane.PRIORITY);
    }

    public synchronized long estimatesHit() {
        return estimatesHit(Lane.GENERAL) + estimatesHit(Lane.PRIORITY);
    }

    /// The current rate after back-off, rounded up.
    public synchronized int admitPerMinute() {
        return (int) Math.ceil(control.perSecond() * 60 - 1e-6);
    }

    /// Whether anybody waits, is inside or is entering.
    public synchronized boolean isBusy() {
        return waiting() > 0 || inside() > 0;
    }

    /// People inside, entering, at the door or waiting without being silent, plus called people who are expected
    /// to come.
    public synchronized long people() {
        return inside() + admissions.atTheDoor() + Math.round(outstanding()) + waiting();
    }

    public synchronized int activeBuyers() {
        return admissions.count();
    }

    private LaneState lane(Lane lane) {
        return Objects.requireNonNull(lanes.get(lane));
    }

    /// The place's position in its lane, from 1.
    public synchronized long positionOf(PlaceNumber place) {
        return position(place);
    }

    private long position(PlaceNumber place) {
        return lane(place.lane()).positionOf(place.number());
    }

    private int second(Instant now) {
        return (int) Duration.between(epoch, now).toSeconds();
    }
}
