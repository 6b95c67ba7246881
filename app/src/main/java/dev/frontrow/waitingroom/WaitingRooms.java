package dev.frontrow.waitingroom;

import dev.frontrow.catalog.OnSale;
import dev.frontrow.waitingroom.Places.Place;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The line in front of each concert's sale. A place is durable before it is told to anyone; memory only follows what
/// the database has committed. Thread-safe.
@Service
public class WaitingRooms {

    private static final int NUMBER_TRIES_MAX = 5;

    private final Rooms rooms;
    private final Places places;
    private final Draws draws;
    private final WaitingRoomProperties properties;
    private final InstantSource clock;

    WaitingRooms(Rooms rooms, Places places, Draws draws, WaitingRoomProperties properties, InstantSource clock) {
        this.rooms = rooms;
        this.places = places;
        this.draws = draws;
        this.properties = properties;
        this.clock = clock;
    }

    /// Puts the buyer in line and lets them in if their turn comes at once; answers whether it did.
    public boolean enter(long concertId, UUID buyerId) {
        return switch (join(concertId, buyerId)) {
            case JoinOutcome.Joined(SteeredRoom room, Place place) -> entered(room, place);
            case JoinOutcome.AlreadyInLine(SteeredRoom room, Place place) -> entered(room, place);
            case JoinOutcome.NotOpenYet _, JoinOutcome.Closed _, JoinOutcome.ConcertUnknown _ -> false;
        };
    }

    private boolean entered(SteeredRoom room, Place place) {
        return standing(room, place.number(), place.buyerId()).state() == PlaceState.ADMITTED;
    }

    /// Gives the buyer a place at the end of the line, or the one they have.
    JoinOutcome join(long concertId, UUID buyerId) {
        Optional<SteeredRoom> room = rooms.find(concertId);
        if (room.isEmpty()) {
            return new JoinOutcome.ConcertUnknown();
        }
        Instant now = clock.instant();
        return switch (room.get().phaseAt(now)) {
            case SCHEDULED ->
                new JoinOutcome.NotOpenYet(joinableFrom(room.get().concert().onSale()));
            case CLOSED -> new JoinOutcome.Closed();
            case PRE_QUEUE, OPEN, PAUSED -> join(room.get(), buyerId, now);
        };
    }

    private JoinOutcome join(SteeredRoom room, UUID buyerId, Instant now) {
        long concertId = room.concert().concertId();
        // First: whoever comes after the opening is not among those who are drawn.
        drawIfOpen(room, now);
        for (int tries = 0; tries < NUMBER_TRIES_MAX; tries++) {
            Optional<Place> earlier = places.findLive(concertId, buyerId);
            if (earlier.isPresent()) {
                room.live(earlier.get().number());
                PlaceState state = room.stateOf(room.look(earlier.get().number(), now), now);
                if (state.live()) {
                    return new JoinOutcome.AlreadyInLine(room, earlier.get());
                }
                places.end(concertId, earlier.get().number(), buyerId, PlaceState.EXPIRED);
            }
            Optional<Place> place = takeNumber(room, buyerId, now);
            if (place.isPresent()) {
                room.admit(now);
                return new JoinOutcome.Joined(room, place.get());
            }
        }
        throw new IllegalStateException("no number found for a new place in the line of concert " + concertId);
    }

    private void drawIfOpen(SteeredRoom room, Instant now) {
        if (room.hasOpened(now)) {
            draws.ensure(room);
        }
    }

    /// Empty where another request of the same buyer was faster, the number turned out to be another's, or
    /// the draw was closed while it was taken.
    private Optional<Place> takeNumber(SteeredRoom room, UUID buyerId, Instant now) {
        long concertId = room.concert().concertId();
        var number = new PlaceNumber(Lane.GENERAL, room.line().takeNumber());
        var place = new Place(concertId, number, buyerId, PlaceState.WAITING, now, null);
        boolean taken = false;
        try {
            taken = places.insert(place);
        } catch (DuplicateKeyException _) {
            // Another process gives numbers for this line too: go on behind its last one.
            room.line().skipTo(places.lastNumber(concertId, Lane.GENERAL));
        } finally {
            if (!taken) {
                room.ended(number, PlaceState.LEFT);
            }
        }
        return taken ? Optional.of(place) : Optional.empty();
    }

    /// How the place stands; lets its owner in when its turn has come.
    Standing standing(SteeredRoom room, PlaceNumber place, UUID buyerId) {
        Instant now = clock.instant();
        drawIfOpen(room, now);
        room.admit(now);
        Standing standing = room.look(place, now);
        PlaceState state = room.stateOf(standing, now);
        if (state == PlaceState.WAITING && standing.due() && room.letsIn(now)) {
            return claim(room, place, buyerId, now);
        }
        if (state == PlaceState.EXPIRED) {
            return Standing.of(howItEnded(room.concert().concertId(), place));
        }
        return state == standing.state() ? standing : Standing.of(state);
    }

    /// Memory forgets in time whether a place that is over was finished, given up or missed; the database does not.
    private PlaceState howItEnded(long concertId, PlaceNumber place) {
        return places.find(concertId, place)
                .map(Place::state)
                .filter(state -> !state.live())
                .orElse(PlaceState.EXPIRED);
    }

    private Standing claim(SteeredRoom room, PlaceNumber place, UUID buyerId, Instant now) {
        long concertId = room.concert().concertId();
        Instant until = now.plus(properties.admissionTtl());
        if (places.admit(concertId, place, buyerId, until)) {
            room.admitted(place, until);
            return Standing.admitted(until);
        }
        places.find(concertId, place).ifPresent(found -> Rooms.remember(room, found));
        return room.look(place, now);
    }

    /// How the place counts for whoever wants to shop with it; lets nobody in.
    PlaceState stateAtTheGate(SteeredRoom room, PlaceNumber place) {
        Instant now = clock.instant();
        Standing standing = room.look(place, now);
        if (standing.due()) {
            // After a restart memory does not know what became of places that were called before it.
            places.find(room.concert().concertId(), place).ifPresent(found -> Rooms.remember(room, found));
            standing = room.look(place, now);
        }
        return standing.state();
    }

    /// Gives the place up; does nothing where it is over already.
    void leave(SteeredRoom room, QueueToken token) {
        if (places.end(token.concertId(), token.place(), token.buyerId(), PlaceState.LEFT)) {
            room.ended(token.place(), PlaceState.LEFT);
            room.admit(clock.instant());
        }
    }

    /// Ends the buyer's admission because they have bought, in the caller's transaction: the queue token is FINISHED
    /// when and only when that commits. False where the admission was over already; the caller must then roll back.
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean finish(long concertId, UUID buyerId) {
        Optional<Place> finished = places.finish(concertId, buyerId, clock.instant());
        finished.ifPresent(place -> TransactionSynchronizationManager.registerSynchronization(follow(place)));
        return finished.isPresent();
    }

    private TransactionSynchronization follow(Place place) {
        return new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_COMMITTED) {
                    rooms.find(place.concertId()).ifPresent(room -> {
                        room.ended(place.number(), PlaceState.FINISHED);
                        room.admit(clock.instant());
                    });
                } else if (status == STATUS_UNKNOWN) {
                    rooms.forget(place.concertId());
                }
            }
        };
    }

    /// Lets in whom the terms of each room allow and writes down how far it got.
    @Scheduled(fixedDelayString = "PT0.2S")
    void tick() {
        Instant now = clock.instant();
        for (SteeredRoom room : rooms.inMemory()) {
            if (room.hasOpened(now)) {
                draws.proceed(room);
            }
            room.admit(now);
            long serving = room.line().servingPosition();
            if (room.savedServingPosition() < serving) {
                places.saveServingPosition(room.concert().concertId(), Lane.GENERAL, serving);
                room.servingPositionSaved(serving);
            }
        }
    }

    private static Instant joinableFrom(OnSale onSale) {
        return Objects.requireNonNullElse(onSale.preQueueOpensAt(), onSale.opensAt());
    }
}
