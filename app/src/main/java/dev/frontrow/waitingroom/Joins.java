package dev.frontrow.waitingroom;

import dev.frontrow.catalog.OnSale;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.challenge.ChallengeMode;
import dev.frontrow.waitingroom.challenge.ChallengePolicy;
import dev.frontrow.waitingroom.store.NewPlace;
import dev.frontrow.waitingroom.store.Place;
import dev.frontrow.waitingroom.tokens.QueueToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Gives buyers their places. A place is durable before it is told to anybody. Thread-safe.
@Service
class Joins {

    private static final int NUMBER_TRIES_MAX = 5;

    private final Rooms rooms;
    private final LivePlaces livePlaces;
    private final NewPlaces newPlaces;
    private final ChallengePolicy challengePolicy;
    private final InstantSource clock;

    Joins(
            Rooms rooms,
            LivePlaces livePlaces,
            NewPlaces newPlaces,
            ChallengePolicy challengePolicy,
            InstantSource clock) {
        this.rooms = rooms;
        this.livePlaces = livePlaces;
        this.newPlaces = newPlaces;
        this.challengePolicy = challengePolicy;
        this.clock = clock;
    }

    /// Returns the buyer's live place, or a new one at the end of the line. An access code gives one in the
    /// priority lane, also to a buyer in the general lane, whose old place then ends. A buyer who is admitted
    /// keeps their place.
    JoinOutcome join(long concertId, JoinRequest request) {
        Optional<WaitingRoom> room = rooms.find(concertId);
        if (room.isEmpty()) {
            return new JoinOutcome.ConcertUnknown();
        }
        Instant now = clock.instant();
        return switch (room.get().phaseAt(now)) {
            case SCHEDULED ->
                new JoinOutcome.NotOpenYet(joinableFrom(room.get().concert().onSale()));
            case CLOSED -> new JoinOutcome.Closed();
            case PRE_QUEUE, OPEN, PAUSED -> join(room.get(), request, now);
        };
    }

    private JoinOutcome join(WaitingRoom room, JoinRequest request, Instant now) {
        // Draw first: joins after the opening do not take part in the draw.
        rooms.drawIfOpen(room, now);
        boolean checked = false;
        for (int tries = 0; tries < NUMBER_TRIES_MAX; tries++) {
            Place earlier = livePlaces.read(room, request.buyerId(), now);
            if (earlier != null && staysThere(earlier, request)) {
                return new JoinOutcome.AlreadyInLine(earlier.token());
            }
            Optional<JoinOutcome> refusal = checked ? Optional.empty() : refusal(room, request);
            if (refusal.isPresent()) {
                return unlessJoinedMeanwhile(room, request, refusal.get(), now);
            }
            checked = true;
            JoinOutcome outcome = takePlace(room, request, earlier, now);
            if (outcome instanceof JoinOutcome.Joined) {
                room.callNext(now);
                return outcome;
            }
            if (outcome != null) {
                return unlessJoinedMeanwhile(room, request, outcome, now);
            }
        }
        throw new IllegalStateException("no number found for a new place in the line of concert " + room.concertId());
    }

    /// A parallel request of the same buyer may have caused this refusal, by using up the code or the proof. Then
    /// answers the place that it made.
    private JoinOutcome unlessJoinedMeanwhile(WaitingRoom room, JoinRequest request, JoinOutcome refusal, Instant now) {
        Place meanwhile = livePlaces.read(room, request.buyerId(), now);
        return meanwhile != null && staysThere(meanwhile, request)
                ? new JoinOutcome.AlreadyInLine(meanwhile.token())
                : refusal;
    }

    private static boolean staysThere(Place earlier, JoinRequest request) {
        return request.accessCode() == null
                || earlier.number().lane() == Lane.PRIORITY
                || earlier.state() == PlaceState.ADMITTED;
    }

    private Optional<JoinOutcome> refusal(WaitingRoom room, JoinRequest request) {
        if (room.inviteOnly() && request.accessCode() == null) {
            return Optional.of(new JoinOutcome.AccessCodeRequired());
        }
        return proofRefusal(room, request).or(() -> newPlaces.codeRefusal(request, room.concertId()));
    }

    private Optional<JoinOutcome> proofRefusal(WaitingRoom room, JoinRequest request) {
        if (room.challengeMode() != ChallengeMode.ALL) {
            return Optional.empty();
        }
        long concertId = room.concertId();
        UUID buyerId = request.buyerId();
        return switch (challengePolicy.check(concertId, buyerId, request.proof())) {
            case SOLVED -> Optional.empty();
            case MISSING ->
                Optional.of(new JoinOutcome.ChallengeRequired(challengePolicy.challenge(concertId, buyerId)));
            case WRONG, EXPIRED, REUSED ->
                Optional.of(new JoinOutcome.ChallengeFailed(challengePolicy.challenge(concertId, buyerId)));
        };
    }

    private boolean isSuspect(WaitingRoom room, JoinRequest request) {
        return room.challengeMode() == ChallengeMode.SUSPECTS
                && challengePolicy.suspects(room.concertId(), request.network());
    }

    /// Null if the caller should retry: a parallel request of the buyer was faster, or the lane had lost count of
    /// its numbers.
    private @Nullable JoinOutcome takePlace(
            WaitingRoom room, JoinRequest request, @Nullable Place earlier, Instant now) {
        var place = new NewPlace(room.concertId(), request.lane(), request.buyerId(), now, isSuspect(room, request));
        try {
            JoinOutcome outcome = newPlaces.insert(place, request.accessCode(), earlier);
            if (outcome instanceof JoinOutcome.Joined(QueueToken token)) {
                room.tell(it -> follow(it, token.place(), place.challenged(), earlier, now));
            }
            return outcome;
        } catch (RuntimeException failed) {
            // If the outcome is unknown, the place may be stored: the buyer finds it on a retry.
            throw earlier == null ? failed : Doubts.of(room, earlier.number(), failed);
        }
    }

    private static void follow(
            WaitingRoom room, PlaceNumber number, boolean challenged, @Nullable Place earlier, Instant now) {
        room.line().joined(number, now);
        if (challenged) {
            room.challenged(number);
        }
        if (earlier != null) {
            room.line().ended(earlier.number(), PlaceState.LEFT);
        }
    }

    private static Instant joinableFrom(OnSale onSale) {
        return Objects.requireNonNullElse(onSale.preQueueOpensAt(), onSale.opensAt());
    }
}
