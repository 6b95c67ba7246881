package dev.frontrow.draw;

import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A concert's draw as stored, hashes in hexadecimal. The secret must not be published before the draw is
/// [#drawn].
public record DrawRow(
        long concertId,
        String commitment,
        String secret,
        @Nullable String beaconSource,
        @Nullable String beacon,
        @Nullable Long general,
        @Nullable Long priority,
        @Nullable String root,
        @Nullable String seed) {

    public enum State {
        COMMITTED,
        CLOSED,
        DRAWN
    }

    public State state() {
        if (seed != null) {
            return State.DRAWN;
        }
        return closed() ? State.CLOSED : State.COMMITTED;
    }

    public boolean closed() {
        return general != null;
    }

    /// Everything is published and final.
    boolean drawn() {
        return seed != null;
    }

    boolean waitsForBeacon() {
        return root != null && beaconSource != null && beacon == null;
    }

    /// The lane's registrations in the draw; 0 before it is closed.
    public long registrations(Lane lane) {
        Long count = switch (lane) {
            case GENERAL -> general;
            case PRIORITY -> priority;
        };
        return Objects.requireNonNullElse(count, 0L);
    }

    public long registrations() {
        return registrations(Lane.GENERAL) + registrations(Lane.PRIORITY);
    }

    /// The index of a registration's leaf: all of GENERAL come before PRIORITY.
    long indexOf(PlaceNumber place) {
        return (place.lane() == Lane.GENERAL ? 0 : registrations(Lane.GENERAL)) + place.number() - 1;
    }

    boolean includes(PlaceNumber place) {
        return place.number() <= registrations(place.lane());
    }

    /// The drawn order of a lane; empty before it is drawn.
    public Optional<DrawOrder> order(Lane lane) {
        return Optional.ofNullable(seed)
                .map(drawn -> new DrawOrder(HexFormat.of().parseHex(drawn), lane, registrations(lane)));
    }

    @Override
    public String toString() {
        return "draw of concert %d: %s".formatted(concertId, state());
    }
}
