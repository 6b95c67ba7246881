package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.OnSale;
import dev.frontrow.catalog.Phase;
import dev.frontrow.draw.DrawRow;
import dev.frontrow.draw.DrawingRoom;
import dev.frontrow.draw.RoomDraw;
import dev.frontrow.line.Lane;
import dev.frontrow.line.Line;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.PlaceState;
import dev.frontrow.line.Shop;
import dev.frontrow.line.Standing;
import dev.frontrow.waitingroom.challenge.ChallengeMode;
import dev.frontrow.waitingroom.log.AdmissionHistory;
import dev.frontrow.waitingroom.log.AdmissionMinute;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A concert's line together with what the operator said about it. Thread-safe.
final class WaitingRoom implements DrawingRoom {

    /// So many numbers are given for one note in the database that they may be.
    private static final int NUMBERS_LEASED = 100;

    private final Concert concert;
    private final Line line;
    private final RoomDraw draw;
    private final AdmissionHistory history;
    private final Map<Lane, Long> leased = new ConcurrentHashMap<>();
    private final Lock leasing = new ReentrantLock();
    private final Map<Lane, Reached> stored = new ConcurrentHashMap<>();
    private final Set<PlaceNumber> challenged = ConcurrentHashMap.newKeySet();
    private volatile RoomSettings settings;
    private final AtomicBoolean settingsInDoubt = new AtomicBoolean();
    private final AtomicBoolean lossSuspected = new AtomicBoolean();

    WaitingRoom(Concert concert, Line line, RoomDraw draw, RoomSettings settings) {
        this.concert = concert;
        this.line = line;
        this.draw = draw;
        this.settings = settings;
        this.history = new AdmissionHistory(concert.concertId());
    }

    Concert concert() {
        return concert;
    }

    @Override
    public long concertId() {
        return concert.concertId();
    }

    Line line() {
        return line;
    }

    @Override
    public RoomDraw draw() {
        return draw;
    }

    /// What is committed about the draw. It counts as drawn once the line stands in the drawn order.
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

    /// The order that was drawn before a restart.
    void restoreDraw() {
        for (Lane lane : Lane.values()) {
            draw.row().order(lane).ifPresent(order -> line.restoreDraw(lane, order.size(), order::positionOf));
        }
    }

    AdmissionHistory history() {
        return history;
    }

    /// The operator's settings as it is now.
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

    /// The phase by the clock, unless the operator has said otherwise; the end of the sale ends every phase.
    Phase phaseAt(Instant now) {
        return phaseAt(concert.onSale(), settings.steeredPhase(), now);
    }

    static Phase phaseAt(OnSale onSale, @Nullable Phase steered, Instant now) {
        Phase byClock = onSale.phaseAt(now);
        if (steered == null || byClock == Phase.CLOSED) {
            return byClock;
        }
        return steered == Phase.PRE_QUEUE && byClock == Phase.OPEN ? Phase.OPEN : steered;
    }

    /// It is not known whether the operator's last settings was committed.
    void doubtSettings() {
        settingsInDoubt.set(true);
    }

    /// One of those who can has to read it back; answers whether it is this one.
    boolean takeSettingsDoubt() {
        return settingsInDoubt.compareAndSet(true, false);
    }

    /// Makes one change of the settings at a time, from its commit or its reading to what memory makes of it.
    synchronized <T> T changing(Supplier<T> change) {
        return change.get();
    }

    /// Follows the operator's settings as they are committed. Of several changes that are read back at the same time
    /// the last
    /// one counts.
    synchronized void followSettings(Supplier<RoomSettings> committed, Instant now) {
        steer(committed.get(), now);
    }

    /// The operator's new settings, once it is committed.
    private void steer(RoomSettings newSettings, Instant now) {
        settings = newSettings;
        if (newSettings.challenge() == ChallengeMode.OFF) {
            challenged.clear();
        }
        line.steer(
                line.terms()
                        .steered(newSettings.capacity(), newSettings.admitPerMinute(), newSettings.priorityPercent()),
                now);
        callNext(now);
    }

    /// Lets in whom the terms allow.
    void callNext(Instant now) {
        line.callNext(now, letsIn(now));
    }

    /// The same once a second, with a look at the shop; answers the minute that has ended, for the log.
    Optional<AdmissionMinute> tick(Instant now, Shop shop) {
        return history.add(line.tick(now, letsIn(now), shop), shop.stock(), line);
    }

    /// Whether a place whose turn has come may be claimed now.
    boolean letsIn(Instant now) {
        return phaseAt(now) == Phase.OPEN && draw.drawn();
    }

    /// Whether it is time to draw.
    boolean hasOpened(Instant now) {
        Phase phase = phaseAt(now);
        return phase == Phase.OPEN || phase == Phase.PAUSED;
    }

    /// Sees to it that the number may be told to somebody. In a rush many find the last lease used up at once: one
    /// of them takes the next, and the others wait for it.
    ///
    /// @param note makes it durable that numbers up to its argument may have been given
    void lease(PlaceNumber place, LongConsumer note) {
        if (isLeased(place)) {
            return;
        }
        leasing.lock();
        try {
            if (!isLeased(place)) {
                long upTo = place.number() + NUMBERS_LEASED;
                note.accept(upTo);
                leased(place.lane(), upTo);
            }
        } finally {
            leasing.unlock();
        }
    }

    /// The database seems to have lost places that it had stored.
    void suspectLoss() {
        lossSuspected.set(true);
    }

    boolean isLossSuspected() {
        return lossSuspected.get();
    }

    /// One of those who ask has to look what is lost; answers whether it is this one.
    boolean takeLossSuspicion() {
        return lossSuspected.compareAndSet(true, false);
    }

    /// Whether numbers up to this one are known in the database to have been given.
    private boolean isLeased(PlaceNumber place) {
        return place.number() <= leased.getOrDefault(place.lane(), 0L);
    }

    void leased(Lane lane, long upTo) {
        leased.merge(lane, upTo, Math::max);
    }

    /// How far the lane has got, as far as the database knows.
    Reached stored(Lane lane) {
        return stored.getOrDefault(lane, Reached.NOTHING);
    }

    void stored(Lane lane, Reached reached) {
        stored.merge(lane, reached, Reached::orFurther);
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

    /// How the place stands, if memory alone can tell that it waits and there is nothing to be done for it: empty
    /// wherever something would have to be stored, read back, drawn or solved.
    Optional<Standing> plainlyWaiting(QueueToken token, Instant now) {
        PlaceNumber place = token.place();
        boolean toBeDrawn = hasOpened(now) && !draw.drawn();
        if (token.admittedUntil() != null || toBeDrawn || isChallenged(place)) {
            return Optional.empty();
        }
        return line.callAndLook(place, now, letsIn(now)).flatMap(standing -> plainlyWaiting(place, standing, now));
    }

    private Optional<Standing> plainlyWaiting(PlaceNumber place, Standing standing, Instant now) {
        return switch (stateOf(standing, now)) {
            case PRE_QUEUE -> Optional.of(Standing.of(PlaceState.PRE_QUEUE));
            case WAITING ->
                standing.due() && letsIn(now) && !line.reserveNextEntry(place)
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
