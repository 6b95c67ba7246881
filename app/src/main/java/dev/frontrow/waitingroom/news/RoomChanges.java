package dev.frontrow.waitingroom.news;

import dev.frontrow.line.AdmissionTerm;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.PlaceState;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Changes of a room as bytes: the version of the format, then each change as its kind, what it concerns, the length of
/// its values, and these. So a node that does not know a kind, because a newer version of the server has told it, skips
/// the change and reads again what it concerns. A known kind may get further values at its end.
public final class RoomChanges {

    private static final byte VERSION = 1;

    private static final byte JOINED = 0;
    private static final byte ADMITTED = 1;
    private static final byte ENDED = 2;
    private static final byte PROVEN = 3;
    private static final byte STEERED = 4;
    private static final byte SEEN = 5;
    private static final byte REPORT = 6;
    private static final byte UNCLEAR = 7;

    /// What a change concerns that is not understood. The ordinal is written: never reorder.
    enum Concern {
        /// Nothing that lasts: it may be skipped.
        NOTHING,
        /// A place, whose lane and number are the first values.
        PLACE,
        /// The operator's settings.
        SETTINGS,
        /// All of the room.
        ROOM
    }

    private static final Lane[] LANES = Lane.values();
    private static final PlaceState[] STATES = PlaceState.values();

    private RoomChanges() {}

    public static byte[] write(List<? extends RoomChange> changes) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            for (RoomChange change : changes) {
                write(change, out);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(RoomChange change, DataOutputStream out) throws IOException {
        var values = new ByteArrayOutputStream();
        writeValues(change, new DataOutputStream(values));
        out.writeByte(kind(change));
        out.writeByte(concern(change).ordinal());
        out.writeShort(values.size());
        values.writeTo(out);
    }

    private static byte kind(RoomChange change) {
        return switch (change) {
            case RoomChange.Joined _ -> JOINED;
            case RoomChange.Admitted _ -> ADMITTED;
            case RoomChange.Ended _ -> ENDED;
            case RoomChange.Proven _ -> PROVEN;
            case RoomChange.Steered() -> STEERED;
            case RoomChange.Seen _ -> SEEN;
            case RoomChange.Report _ -> REPORT;
            case RoomChange.Unclear _ -> UNCLEAR;
        };
    }

    private static Concern concern(RoomChange change) {
        return switch (change) {
            case RoomChange.Joined _,
                    RoomChange.Admitted _,
                    RoomChange.Ended _,
                    RoomChange.Proven _,
                    RoomChange.Unclear _ -> Concern.PLACE;
            case RoomChange.Steered() -> Concern.SETTINGS;
            case RoomChange.Seen _, RoomChange.Report _ -> Concern.NOTHING;
        };
    }

    private static void writeValues(RoomChange change, DataOutputStream out) throws IOException {
        switch (change) {
            case RoomChange.Joined(PlaceNumber place, boolean challenged) -> {
                write(place, out);
                out.writeBoolean(challenged);
            }
            case RoomChange.Admitted(PlaceNumber place, AdmissionTerm term) -> {
                write(place, out);
                out.writeLong(micros(term.until()));
                out.writeLong(micros(term.latest()));
            }
            case RoomChange.Ended(PlaceNumber place, PlaceState state) -> {
                write(place, out);
                out.writeByte(state.ordinal());
            }
            case RoomChange.Proven(PlaceNumber place) -> write(place, out);
            case RoomChange.Unclear(PlaceNumber place) -> write(place, out);
            case RoomChange.Steered() -> {}
            case RoomChange.Seen(Lane lane, long first, BitSet numbers) -> write(lane, first, numbers, out);
            case RoomChange.Report report -> write(report, out);
        }
    }

    private static void write(PlaceNumber place, DataOutputStream out) throws IOException {
        out.writeByte(place.lane().ordinal());
        out.writeLong(place.number());
    }

    private static void write(Lane lane, long first, BitSet numbers, DataOutputStream out) throws IOException {
        long[] words = numbers.toLongArray();
        out.writeByte(lane.ordinal());
        out.writeLong(first);
        out.writeInt(words.length);
        for (long word : words) {
            out.writeLong(word);
        }
    }

    private static void write(RoomChange.Report report, DataOutputStream out) throws IOException {
        out.writeLong(report.node().getMostSignificantBits());
        out.writeLong(report.node().getLeastSignificantBits());
        out.writeInt(report.atTheDoor());
        out.writeLong(report.calls());
        out.writeLong(report.p99().toMillis());
    }

    /// @throws RuntimeException if the bytes concern all of the room in a way that is not known here
    public static List<RoomChange> read(byte[] written) {
        ByteBuffer bytes = ByteBuffer.wrap(written);
        if (bytes.get() != VERSION) {
            throw new IllegalArgumentException("changes of a room in a format that is not known here");
        }
        List<RoomChange> changes = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte kind = bytes.get();
            byte concern = bytes.get();
            int length = Short.toUnsignedInt(bytes.getShort());
            ByteBuffer values = bytes.slice(bytes.position(), length);
            bytes.position(bytes.position() + length);
            understood(kind, values.duplicate())
                    .or(() -> instead(concern, values))
                    .ifPresent(changes::add);
        }
        return changes;
    }

    /// Empty for an unknown kind, and for values of a known one that are not known, such as a new state.
    private static Optional<RoomChange> understood(byte kind, ByteBuffer values) {
        try {
            return Optional.ofNullable(read(kind, values));
        } catch (BufferUnderflowException | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    private static @Nullable RoomChange read(byte kind, ByteBuffer values) {
        return switch (kind) {
            case JOINED -> new RoomChange.Joined(place(values), values.get() != 0);
            case ADMITTED ->
                new RoomChange.Admitted(place(values), new AdmissionTerm(instant(values), instant(values)));
            case ENDED -> new RoomChange.Ended(place(values), STATES[values.get()]);
            case PROVEN -> new RoomChange.Proven(place(values));
            case UNCLEAR -> new RoomChange.Unclear(place(values));
            case STEERED -> new RoomChange.Steered();
            case SEEN -> new RoomChange.Seen(LANES[values.get()], values.getLong(), numbers(values));
            case REPORT ->
                new RoomChange.Report(
                        new UUID(values.getLong(), values.getLong()),
                        values.getInt(),
                        values.getLong(),
                        Duration.ofMillis(values.getLong()));
            default -> null;
        };
    }

    /// What to read again.
    private static Optional<RoomChange> instead(byte concern, ByteBuffer values) {
        if (concern == Concern.NOTHING.ordinal()) {
            return Optional.empty();
        }
        if (concern == Concern.PLACE.ordinal()) {
            return Optional.of(new RoomChange.Unclear(place(values)));
        }
        if (concern == Concern.SETTINGS.ordinal()) {
            return Optional.of(new RoomChange.Steered());
        }
        throw new IllegalArgumentException("a change of a room that is not known here");
    }

    private static PlaceNumber place(ByteBuffer values) {
        return new PlaceNumber(LANES[values.get()], values.getLong());
    }

    private static BitSet numbers(ByteBuffer values) {
        int length = values.getInt();
        long[] words = new long[Math.min(length, values.remaining() / Long.BYTES)];
        for (int i = 0; i < words.length; i++) {
            words[i] = values.getLong();
        }
        return BitSet.valueOf(words);
    }

    /// PostgreSQL's precision, so that an instant equals the stored one.
    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instant(ByteBuffer values) {
        return Instant.EPOCH.plus(values.getLong(), ChronoUnit.MICROS);
    }
}
