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

/// One line, in memory. Each lane gives numbers, and admission moves its serving position forward; everybody compares.
/// So a look at a place costs the same however long the line is, and needs no database.
///
/// Deterministic: no clock, no I/O, the same calls give the same answers. It records what the database has already
/// committed; what it forgets in a crash is read back from there. Thread-safe by one lock, held for microseconds.
public final class Line {

    /// Whoever has not asked for so long counts as silent. Nobody is told to wait longer than half of it.
    static final Duration SILENT_AFTER = Duration.ofSeconds(90);

    /// After the opening, or a restart, everybody asks once within this time who is there.
    static final Duration PRESUMED_FOR = Duration.ofSeconds(45);

    private static final int SWEEPS = 10;
    private static final double ENOUGH = 1 - 1e-9;

    private final Instant epoch;
    private final Map<Lane, LaneState> lanes = new EnumMap<>(Lane.class);
    private final LaneTurns turns = new LaneTurns();
    private final AdmissionControl control;
    private final WaitEstimates outlooks;

    private final Admissions admissions = new Admissions();

    private LineTerms terms;
    private @Nullable Instant pausedAt;
    private Instant tickedAt;
    private Instant clockedAt;
    private int sweep;
    private long fellSilent;
    private int calledInTick;
    private int admittedInTick;
    private double arrivalsInTick;
    private Limit bound = Limit.NOBODY_WAITING;

    public Line(LineTerms terms, Instant now) {
        this.terms = terms;
        this.epoch = now.minusSeconds(1);
        this.tickedAt = now;
        this.clockedAt = now;
        this.control = new AdmissionControl(terms, now);
        this.outlooks = new WaitEstimates(lanes, control, terms);
        var calibration = new Calibration();
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new LaneState(calibration.new Pending()));
        }
    }

    /// A lane as it was before a restart.
    public synchronized void restore(Lane lane, long lastNumber, long servingPosition, Instant now) {
        lane(lane).restore(lastNumber, servingPosition, now, second(now));
    }

    /// The order of a lane's first registrations, as it was drawn before a restart. Each is computed when it is asked
    /// for.
    public synchronized void restoreDraw(Lane lane, long registrations, LongUnaryOperator order) {
        lane(lane).restoreDraw(registrations, order);
    }

    /// The order of a lane's first registrations has been drawn: registration `n` stands at `positions[n]`.
    public synchronized void draw(Lane lane, int[] positions, Instant now) {
        lane(lane).draw(positions, second(now));
    }

    /// The next number. It is never given again, even if nobody ends up with it.
    public synchronized PlaceNumber takeNumber(Lane lane, Instant now) {
        return new PlaceNumber(lane, lane(lane).takeNumber(second(now)));
    }

    /// Numbers up to this one belong to others already.
    public synchronized void skipTo(PlaceNumber place) {
        lane(place.lane()).skipTo(place.number());
    }

    /// The place is stored, and its number may be told.
    public synchronized void given(PlaceNumber place) {
        lane(place.lane()).given(place.number());
    }

    /// These numbers of the lane have no place stored. It may be lost, and it may be on its way.
    public synchronized void missing(Lane lane, BitSet numbers) {
        lane(lane).missing(numbers);
    }

    /// It is not known what the database has made of the place: whoever asks for it has to ask there first, and say so
    /// by [#known].
    public synchronized void doubt(PlaceNumber place) {
        lane(place.lane()).doubt(place.number());
    }

    public synchronized boolean isKnown(PlaceNumber place) {
        return lane(place.lane()).isKnown(place.number());
    }

    public synchronized void known(PlaceNumber place) {
        lane(place.lane()).known(place.number());
    }

    /// Calls as many as the terms allow; answers whether it called anybody.
    public synchronized boolean callNext(Instant now, boolean open) {
        clockedAt = now;
        expire(now);
        control.earn(now);
        if (!open) {
            pausedAt = pausedAt == null ? now : pausedAt;
            bound = Limit.CLOSED;
            return false;
        }
        resume(now);
        int before = calledInTick;
        bound = call(now);
        return calledInTick > before;
    }

    /// What a poll needs, at once: calls whom the terms allow, and then looks. Empty where the number is not known.
    public synchronized Optional<Standing> callAndLook(PlaceNumber place, Instant now, boolean open) {
        if (!isKnown(place)) {
            return Optional.empty();
        }
        callNext(now, open);
        return Optional.of(look(place, now));
    }

    private Limit call(Instant now) {
        // A loop, since every poll passes here.
        double outstanding = 0;
        for (LaneState state : lanes.values()) {
            outstanding += state.calls().outstanding();
        }
        double capacityRoom = capacityRoom(outstanding);
        double stockRoom = control.stockRoom(inside(), outstanding);
        for (Lane lane = nextLane(); lane != null; lane = nextLane()) {
            LaneState state = lane(lane);
            double chance = control.chance(state.nextSign());
            if (capacityRoom < chance * ENOUGH) {
                return Limit.CAPACITY;
            }
            if (stockRoom < chance * ENOUGH) {
                return Limit.STOCK;
            }
            if (control.credit() < chance * ENOUGH) {
                return control.rateLimit();
            }
            state.callNext(chance, now, second(now));
            control.called(chance);
            turns.called(lane, chance / terms.share(lane));
            capacityRoom -= chance;
            stockRoom -= chance;
            arrivalsInTick += chance;
            calledInTick++;
        }
        return Limit.NOBODY_WAITING;
    }

    private @Nullable Lane nextLane() {
        return turns.next(
                lane(Lane.GENERAL).advancePastGone(), lane(Lane.PRIORITY).advancePastGone());
    }

    private double capacityRoom(double outstanding) {
        return terms.capacity() - inside() - admissions.atTheDoor() - outstanding;
    }

    private int inside() {
        return admissions.taken();
    }

    /// While the room was paused nobody's time to turn up ran.
    private void resume(Instant now) {
        if (pausedAt != null) {
            Duration pause = Duration.between(pausedAt, now);
            lanes.values().forEach(state -> state.calls().postpone(pause));
            pausedAt = null;
            outlooks.circumstancesChange(second(now));
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

    /// Once a second or so: looks at the shop, at who still asks after their place, and at how fast the line
    /// moves; then calls whom it may. Answers what it did since the last tick, and why no more.
    public synchronized TickReport tick(Instant now, boolean open, Shop shop) {
        control.observe(shop, now);
        if (pausedAt == null) {
            lanes.values().forEach(state -> state.calls().learn(now, control));
        }
        sweep(now);
        callNext(now, open);
        double seconds = Math.max(0.001, Duration.between(tickedAt, now).toNanos() / 1e9);
        TickReport decision = decision(now, shop);
        if (open) {
            outlooks.observe(decision, arrivalsInTick, seconds, second(now));
            outlooks.observeGivingUp(fellSilent, waiting(), seconds);
        }
        lanes.values().forEach(state -> state.observe(open ? seconds : 0, second(now)));
        calledInTick = 0;
        admittedInTick = 0;
        arrivalsInTick = 0;
        fellSilent = 0;
        tickedAt = now;
        return decision;
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

    private TickReport decision(Instant now, Shop shop) {
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

    /// How the place stands now. Meaningful only for a number that was given, which a genuine queue token proves.
    public synchronized Standing look(PlaceNumber place, Instant now) {
        AdmissionTerm term = admissions.term(place);
        if (term != null) {
            return now.isBefore(term.until()) ? Standing.admitted(term) : Standing.of(PlaceState.EXPIRED);
        }
        return lane(place.lane()).look(position(place), now, terms.turnUpTtl(), pausedAt != null);
    }

    /// Whether the place may be let in now that its turn has come. If so, one place inside is kept for it until
    /// [#admitted] or [#notAdmitted]; if not, the next place inside is.
    public synchronized boolean reserveEntry(PlaceNumber place) {
        return admissions.reserveEntry(place, terms.capacity());
    }

    /// Whether the place cannot be let in although its turn has come. If so, the next place inside is kept for it.
    public synchronized boolean reserveNextEntry(PlaceNumber place) {
        return admissions.reserveNextEntry(place, terms.capacity());
    }

    /// One request that was to let the place in did not.
    public synchronized void notAdmitted(PlaceNumber place) {
        admissions.notEntered(place);
    }

    /// The same for an admission whose end does not move.
    public void admitted(PlaceNumber place, Instant until) {
        admitted(place, AdmissionTerm.fixed(until));
    }

    /// The database has admitted the place. Repeating it changes nothing.
    public synchronized void admitted(PlaceNumber place, AdmissionTerm term) {
        boolean enteredNow = admissions.arrived(place);
        if (term.until().isAfter(clockedAt)) {
            lane(place.lane()).notExpired(position(place));
        }
        if (!lane(place.lane()).isOver(position(place)) && admissions.add(place, term)) {
            // Who was inside before a restart is remembered, and did not come now.
            admittedInTick += enteredNow ? 1 : 0;
            lane(place.lane()).entered(position(place), control);
        }
    }

    /// Moves the end of every running admission, as the database has it.
    public synchronized void moveAdmissions(Duration by, Instant now) {
        admissions.move(by, now);
    }

    /// The place's admission, if it is inside, ends as the database has it, be it earlier or later than was thought.
    public synchronized void runsUntil(PlaceNumber place, AdmissionTerm term) {
        admissions.follow(place, term);
    }

    /// The end of the place's admission has moved to then, if not further; false where it is not inside.
    public synchronized boolean staysInside(PlaceNumber place, Instant until) {
        return admissions.stay(place, until);
    }

    /// The place is over, or its number came to nobody. Repeating it changes nothing.
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
            // Nobody has to wait for them any longer.
            lane.calls().left(position);
        }
    }

    private void observeVisit(Duration left) {
        double seconds = terms.admissionTtl().minus(left).toNanos() / 1e9;
        outlooks.observeVisit(Math.max(0, seconds));
    }

    /// The place is stored as waiting, whatever was thought of it.
    public synchronized void live(PlaceNumber place, Instant now) {
        if (!admissions.contains(place)) {
            lane(place.lane()).live(position(place), second(now));
        }
    }

    /// The owner of a place asks after it before the line moves.
    public synchronized void asked(PlaceNumber place, Instant now) {
        LaneState state = lane(place.lane());
        long position = position(place);
        if (position > state.servingPosition()) {
            state.presence().seen(position, second(now));
        }
    }

    /// The owner of a waiting place asks how long it will take. The end of the range moves back only with a cause.
    public synchronized WaitEstimate ask(PlaceNumber place, Instant now) {
        LaneState state = lane(place.lane());
        long position = position(place);
        if (position > state.servingPosition() && state.presence().seen(position, second(now))) {
            fellSilent--;
        }
        long ahead = state.aliveAhead(position);
        if (pausedAt != null) {
            return WaitEstimate.paused(position, ahead);
        }
        return outlooks.tell(place.lane(), position, ahead, second(now));
    }

    public synchronized void steer(LineTerms newTerms, Instant now) {
        if (!newTerms.equals(terms)) {
            outlooks.circumstancesChange(second(now));
        }
        terms = newTerms;
        control.steer(newTerms, now);
        outlooks.steer(newTerms);
    }

    public synchronized LineTerms terms() {
        return terms;
    }

    public synchronized long lastNumber(Lane lane) {
        return lane(lane).lastNumber();
    }

    /// The last number of the lane that is known to have come to somebody; only so far the end of the lane may be told.
    public synchronized long lastGiven(Lane lane) {
        return lane(lane).lastGiven();
    }

    public synchronized long servingPosition(Lane lane) {
        return lane(lane).servingPosition();
    }

    public synchronized long waiting() {
        return lanes.values().stream().mapToLong(LaneState::waiting).sum();
    }

    /// How many places had their turn of those that were ever told how long it would take.
    public synchronized long estimatesJudged(Lane lane) {
        return lane(lane).windows().judged();
    }

    /// How many of those had it within the first range they were told.
    public synchronized long estimatesHit(Lane lane) {
        return lane(lane).windows().hits();
    }

    public synchronized long estimatesJudged() {
        return estimatesJudged(Lane.GENERAL) + estimatesJudged(Lane.PRIORITY);
    }

    public synchronized long estimatesHit() {
        return estimatesHit(Lane.GENERAL) + estimatesHit(Lane.PRIORITY);
    }

    /// The rate as it is now: what slowness of the shop leaves of the operator's.
    public synchronized int admitPerMinute() {
        return (int) Math.ceil(control.perSecond() * 60 - 1e-6);
    }

    /// Whether anybody waits or is inside.
    public synchronized boolean isBusy() {
        return waiting() > 0 || inside() > 0;
    }

    /// Those inside, those who were called and are expected to come, and those who wait and are not silent.
    public synchronized long people() {
        return inside() + admissions.atTheDoor() + Math.round(outstanding()) + waiting();
    }

    private double outstanding() {
        return lanes.values().stream()
                .mapToDouble(state -> state.calls().outstanding())
                .sum();
    }

    public synchronized int activeBuyers() {
        return admissions.count();
    }

    private LaneState lane(Lane lane) {
        return Objects.requireNonNull(lanes.get(lane));
    }

    /// Where the number stands in its lane: the first to be called is 1.
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
