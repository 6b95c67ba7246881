package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.Phase;
import dev.frontrow.cluster.Ownership;
import dev.frontrow.draw.DrawRow;
import dev.frontrow.draw.DrawingRoom;
import dev.frontrow.draw.RoomDraw;
import dev.frontrow.line.AdmissionTerm;
import dev.frontrow.line.Lane;
import dev.frontrow.line.Line;
import dev.frontrow.line.LineTerms;
import dev.frontrow.line.Movement;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.PlaceState;
import dev.frontrow.line.Shop;
import dev.frontrow.line.Standing;
import dev.frontrow.waitingroom.challenge.ChallengeMode;
import dev.frontrow.waitingroom.log.AdmissionHistory;
import dev.frontrow.waitingroom.log.AdmissionMinute;
import dev.frontrow.waitingroom.news.OtherNodes;
import dev.frontrow.waitingroom.news.RoomChange;
import dev.frontrow.waitingroom.store.Place;
import dev.frontrow.waitingroom.store.RoomSettings;
import dev.frontrow.waitingroom.tokens.QueueToken;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A concert's line with its settings and its draw. Thread-safe.
final class WaitingRoom implements DrawingRoom {

    /// How long memory may be ahead of the stored positions. A former owner may have called places that it could no
    /// longer store; the next owner soon calls them, too.
    private static final Duration AHEAD_MAX = Duration.ofSeconds(10);

    private volatile Concert concert;
    private final Ownership ownership;
    private final Line line;
    private final RoomDraw draw;
    private final AdmissionHistory history;
    private final Map<Lane, Long> storedServingPosition = new ConcurrentHashMap<>();
    private final Set<PlaceNumber> challenged = ConcurrentHashMap.newKeySet();
    private volatile RoomSettings settings;
    private volatile @Nullable Instant aheadSince;
    /// Tells the room that memory has instead; null while that is this one.
    private volatile @Nullable Consumer<Consumer<WaitingRoom>> successor;
    private final OtherNodes otherNodes = new OtherNodes();
    private final AtomicInteger ticks = new AtomicInteger();
    private final AtomicBoolean settingsInDoubt = new AtomicBoolean();
    private final AtomicBoolean lossSuspected = new AtomicBoolean();

    WaitingRoom(Concert concert, Line line, RoomDraw draw, RoomSettings settings, Ownership ownership) {
        this.concert = concert;
        this.ownership = ownership;
        this.line = line;
        this.draw = draw;
        this.settings = settings;
        this.history = new AdmissionHistory(concert.concertId());
    }

    Concert concert() {
        return concert;
    }

    /// The concert was edited. Edits are told in their order, but the room may have been read after the last one.
    void follow(Concert edited) {
        if (edited.edition().version() >= concert.edition().version()) {
            concert = edited;
        }
    }

    @Override
    public long concertId() {
        return concert.concertId();
    }

    /// Tells this room of a committed change. If memory has forgotten it, the room that is read instead hears of the
    /// change too: it may have been read before the commit, and may know the change already.
    void tell(Consumer<WaitingRoom> change) {
        change.accept(this);
        tellSuccessor(change);
    }

    /// As [#tell], for a change that this room has followed already.
    void tellSuccessor(Consumer<WaitingRoom> change) {
        Consumer<Consumer<WaitingRoom>> other = successor;
        if (other != null) {
            other.accept(change);
        }
    }

    /// Memory forgets this room. Requests that still have it may go on, but it calls nobody any more.
    void forgotten(Consumer<Consumer<WaitingRoom>> toSuccessor) {
        successor = toSuccessor;
        ownership.giveUp();
    }

    Ownership ownership() {
        return ownership;
    }

    Line line() {
        return line;
    }

    @Override
    public RoomDraw draw() {
        return draw;
    }

    /// Takes over the committed draw. Puts the line in the drawn order first, so that [#draw] counts as drawn
    /// only then.
    @Override
    public void follow(DrawRow committed, Instant now) {
        synchronized (draw) {
            if (!draw.drawn()) {
                for (Lane lane : Lane.values()) {
                    committed.order(lane).ifPresent(order -> line.draw(lane, order.positions(), now));
                }
                draw.follow(committed);
            }
        }
    }

    /// Restores the drawn order after a restart.
    ///
    /// @param all whether to compute all positions now. Otherwise each is computed when it is needed, under the
    ///            lock of the line. News of who polls elsewhere are about so many places that this takes too long.
    void restoreDraw(boolean all) {
        for (Lane lane : Lane.values()) {
            draw.row()
                    .order(lane)
                    .ifPresent(order -> line.restoreDraw(
                            lane, order.size(), all ? inMemory(order.positions()) : order::positionOf));
        }
    }

    private static LongUnaryOperator inMemory(int[] positions) {
        return number -> positions[(int) number];
    }

    AdmissionHistory history() {
        return history;
    }

    /// The settings in force.
    RoomSettings settings() {
        return settings;
    }

    @Nullable
    String message() {
        return settings.message();
    }

    boolean holdsFrozen() {
        return settings.holdsFrozen();
    }

    boolean inviteOnly() {
        return settings.inviteOnly();
    }

    ChallengeMode challengeMode() {
        return settings.challenge();
    }

    /// The phase that the operator has set, or else that of the clock. The end of the sale closes the room
    /// whatever is set.
    Phase phaseAt(Instant now) {
        return phaseAt(concert, settings.steeredPhase(), now);
    }

    static Phase phaseAt(Concert concert, @Nullable Phase steered, Instant now) {
        Phase byClock = concert.phaseAt(now);
        if (steered == null || byClock == Phase.CLOSED) {
            return byClock;
        }
        return steered == Phase.PRE_QUEUE && byClock == Phase.OPEN ? Phase.OPEN : steered;
    }

    /// The last change of the settings has an unknown outcome and must be read back.
    void doubtSettings() {
        settingsInDoubt.set(true);
    }

    /// True for exactly one caller after [#doubtSettings]; that caller must read the settings back.
    boolean takeSettingsDoubt() {
        return settingsInDoubt.compareAndSet(true, false);
    }

    /// Runs one change of the settings at a time, from its commit or read until memory has followed.
    synchronized <T> T changing(Supplier<T> change) {
        return change.get();
    }

    /// Takes over committed settings. Reads them under the lock, so the latest ones win.
    synchronized void followSettings(Supplier<RoomSettings> committed, Instant now) {
        steer(committed.get(), now);
    }

    private void steer(RoomSettings newSettings, Instant now) {
        boolean resumes = settings.isIncident() && newSettings.steeredPhase() == Phase.OPEN;
        settings = newSettings;
        if (newSettings.challenge() == ChallengeMode.OFF) {
            challenged.clear();
        }
        LineTerms terms = line.terms()
                .steered(newSettings.capacity(), newSettings.admitPerMinute(), newSettings.priorityPercent());
        line.steer(resumes ? terms.beginningLow() : terms, now);
        callNext(now);
    }

    /// Calls as many places as the limits allow, if this node owns the room.
    void callNext(Instant now) {
        line.callNext(now, movement(now));
    }

    private Movement movement(Instant now) {
        if (!admits(now)) {
            return Movement.STANDING;
        }
        return ownership.epoch().isPresent() ? Movement.CALLED_HERE : Movement.CALLED_ELSEWHERE;
    }

    /// Follows what another node has called and stored.
    void follow(Map<Lane, Long> servingPositions, Instant now) {
        servingPositions.forEach((lane, position) -> {
            line.follow(lane, position, now);
            storedServingPosition(lane, position);
        });
    }

    /// Follows what another node has changed or seen. May repeat what is known already.
    void follow(RoomChange change, Instant now) {
        switch (change) {
            case RoomChange.Joined(PlaceNumber place, boolean underChallenge) -> {
                line.joined(place, now);
                if (underChallenge) {
                    challenged(place);
                }
            }
            case RoomChange.Admitted(PlaceNumber place, AdmissionTerm term) -> followAdmission(place, term, now);
            case RoomChange.Ended(PlaceNumber place, PlaceState state) -> {
                line.found(place);
                line.ended(place, state);
                // A stored end is final, so it settles what was uncertain before.
                line.known(place);
            }
            case RoomChange.Proven(PlaceNumber place) -> notChallenged(place);
            case RoomChange.Unclear(PlaceNumber place) -> {
                line.found(place);
                line.doubt(place);
            }
            case RoomChange.Steered() -> doubtSettings();
            case RoomChange.Seen(Lane lane, long first, BitSet numbers) ->
                line.seenElsewhere(lane, first, numbers, now);
            case RoomChange.Report report -> otherNodes.heard(report, now);
        }
    }

    /// Follows a place as the database has it.
    void remember(Place place, Instant now) {
        line.found(place.number());
        switch (place.state()) {
            case ADMITTED -> {
                if (now.isBefore(place.term().until())) {
                    line.admitted(place.number(), place.term());
                } else {
                    line.ended(place.number(), PlaceState.EXPIRED);
                }
            }
            case FINISHED, EXPIRED, LEFT -> line.ended(place.number(), place.state());
            case WAITING, PRE_QUEUE -> {
                line.live(place.number(), now);
                if (place.challenged()) {
                    challenged(place.number());
                } else {
                    notChallenged(place.number());
                }
            }
        }
    }

    /// An admission shows that the owner has stored the calls up to its place, also if they were not read here yet.
    private void followAdmission(PlaceNumber place, AdmissionTerm term, Instant now) {
        line.found(place);
        if (draw.drawn()) {
            long position = line.positionOf(place);
            line.follow(place.lane(), position, now);
            storedServingPosition(place.lane(), position);
        }
        line.admittedElsewhere(place, term);
    }

    /// Whether memory has called places that no owner has stored: an ownership ended at that moment.
    private boolean isAheadOf(Map<Lane, Long> servingPositions) {
        return servingPositions.entrySet().stream()
                .anyMatch(stored -> line.servingPosition(stored.getKey())
                        > Math.max(stored.getValue(), storedServingPosition(stored.getKey())));
    }

    /// Notes whether memory is ahead of these stored positions, and since when.
    void compareWith(Map<Lane, Long> servingPositions, Instant now) {
        aheadSince = isAheadOf(servingPositions) ? Objects.requireNonNullElse(aheadSince, now) : null;
    }

    /// Whether memory has been ahead of the stored positions for so long that the owner will not catch up soon. Only
    /// stored calls admit anybody.
    boolean isAheadForLong(Instant now) {
        Instant since = aheadSince;
        return since != null && since.plus(AHEAD_MAX).isBefore(now);
    }

    OtherNodes otherNodes() {
        return otherNodes;
    }

    /// Whether this tick, one of every so many, tells the other nodes who polls here.
    boolean isTickOfPolls(int every) {
        return ticks.get() % every == 0;
    }

    /// Runs once a second: updates the line with the shop's state and calls places. Returns the minute that has
    /// just ended, for the log.
    Optional<AdmissionMinute> tick(Instant now, Shop shop) {
        ticks.incrementAndGet();
        line.doorElsewhere(otherNodes.atTheDoor(now));
        return history.add(line.tick(now, movement(now), shop), shop.stock(), line);
    }

    /// Whether called places may be claimed now: the phase is OPEN and the draw is done.
    boolean admits(Instant now) {
        return phaseAt(now) == Phase.OPEN && draw.drawn();
    }

    /// Whether the sale has opened, so that the draw is due.
    boolean hasOpened(Instant now) {
        Phase phase = phaseAt(now);
        return phase == Phase.OPEN || phase == Phase.PAUSED;
    }

    /// The database seems to have lost stored places; the next use of the room looks for them.
    void suspectLoss() {
        lossSuspected.set(true);
    }

    boolean isLossSuspected() {
        return lossSuspected.get();
    }

    /// True for exactly one caller after [#suspectLoss]; that caller must look for losses.
    boolean takeLossSuspicion() {
        return lossSuspected.compareAndSet(true, false);
    }

    /// The lane's serving position as stored.
    long storedServingPosition(Lane lane) {
        return storedServingPosition.getOrDefault(lane, 0L);
    }

    void storedServingPosition(Lane lane, long position) {
        storedServingPosition.merge(lane, position, Math::max);
    }

    /// The lane's serving position was stored, perhaps by another object of this room.
    void hasStored(Lane lane, long position, Instant now) {
        if (position > line.servingPosition(lane)) {
            line.follow(lane, position, now);
        }
        storedServingPosition(lane, position);
    }

    boolean isChallenged(PlaceNumber place) {
        return challenged.contains(place);
    }

    void challenged(PlaceNumber place) {
        challenged.add(place);
    }

    void notChallenged(PlaceNumber place) {
        challenged.remove(place);
    }

    /// The state of a place that simply waits; empty if anything has to be stored, read, drawn or solved for it.
    /// Uses memory only.
    Optional<Standing> plainlyWaiting(QueueToken token, Instant now) {
        PlaceNumber place = token.place();
        boolean toBeDrawn = hasOpened(now) && !draw.drawn();
        if (token.admittedUntil() != null || toBeDrawn || isChallenged(place)) {
            return Optional.empty();
        }
        return line.callAndLook(place, now, movement(now)).flatMap(standing -> plainlyWaiting(place, standing, now));
    }

    private Optional<Standing> plainlyWaiting(PlaceNumber place, Standing standing, Instant now) {
        return switch (stateOf(standing, now)) {
            case PRE_QUEUE -> Optional.of(Standing.of(PlaceState.PRE_QUEUE));
            case WAITING ->
                standing.due() && admits(now) && !line.reserveNextEntry(place)
                        ? Optional.empty()
                        : Optional.of(standing);
            case ADMITTED, FINISHED, EXPIRED, LEFT -> Optional.empty();
        };
    }

    PlaceState stateOf(Standing standing, Instant now) {
        if (standing.state() != PlaceState.WAITING) {
            return standing.state();
        }
        return switch (phaseAt(now)) {
            case SCHEDULED, PRE_QUEUE -> PlaceState.PRE_QUEUE;
            case OPEN, PAUSED -> draw.drawn() ? PlaceState.WAITING : PlaceState.PRE_QUEUE;
            case CLOSED -> PlaceState.EXPIRED;
        };
    }
}
