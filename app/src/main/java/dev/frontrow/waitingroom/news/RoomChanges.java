package dev.frontrow.waitingroom.news;

import dev.frontrow.line.AdmissionTerm;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.PlaceState;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;

/// Changes of a room as bytes: the version of the format, then each change as its kind and its values.
public final class RoomChanges {

    private static final byte VERSION = 1;

    private static final byte JOINED = 0;
    private static final byte ADMITTED = 1;
    private static final byte ENDED = 2;
    private static final byte PROVEN = 3;
    private static final byte STEERED = 4;
    private static final byte SEEN = 5;
    private static final byte REPORT = 6;

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
        switch (change) {
            case RoomChange.Joined(PlaceNumber place, boolean challenged) -> {
                write(JOINED, place, out);
                out.writeBoolean(challenged);
            }
            case RoomChange.Admitted(PlaceNumber place, AdmissionTerm term) -> {
                write(ADMITTED, place, out);
                out.writeLong(micros(term.until()));
                out.writeLong(micros(term.latest()));
            }
            case RoomChange.Ended(PlaceNumber place, PlaceState state) -> {
                write(ENDED, place, out);
                out.writeByte(state.ordinal());
            }
            case RoomChange.Proven(PlaceNumber place) -> write(PROVEN, place, out);
            case RoomChange.Steered() -> out.writeByte(STEERED);
            case RoomChange.Seen(Lane lane, long first, BitSet numbers) -> write(lane, first, numbers, out);
            case RoomChange.Report report -> write(report, out);
        }
    }

    private static void write(byte kind, PlaceNumber place, DataOutputStream out) throws IOException {
        out.writeByte(kind);
        out.writeByte(place.lane().ordinal());
        out.writeLong(place.number());
    }

    private static void write(Lane lane, long first, BitSet numbers, DataOutputStream out) throws IOException {
        long[] words = numbers.toLongArray();
        out.writeByte(SEEN);
        out.writeByte(lane.ordinal());
        out.writeLong(first);
        out.writeInt(words.length);
        for (long word : words) {
            out.writeLong(word);
        }
    }

    private static void write(RoomChange.Report report, DataOutputStream out) throws IOException {
        out.writeByte(REPORT);
        out.writeLong(report.node().getMostSignificantBits());
        out.writeLong(report.node().getLeastSignificantBits());
        out.writeInt(report.atTheDoor());
        out.writeLong(report.calls());
        out.writeLong(report.p99().toMillis());
    }

    /// @throws RuntimeException if the bytes are not what a node of this version writes
    public static List<RoomChange> read(byte[] written) {
        ByteBuffer bytes = ByteBuffer.wrap(written);
        if (bytes.get() != VERSION) {
            throw new IllegalArgumentException("changes of a room in a format that is not known here");
        }
        List<RoomChange> changes = new ArrayList<>();
        while (bytes.hasRemaining()) {
            changes.add(next(bytes));
        }
        return changes;
    }

    private static RoomChange next(ByteBuffer bytes) {
        byte kind = bytes.get();
        return switch (kind) {
            case JOINED -> new RoomChange.Joined(place(bytes), bytes.get() != 0);
            case ADMITTED -> new RoomChange.Admitted(place(bytes), new AdmissionTerm(instant(bytes), instant(bytes)));
            case ENDED -> new RoomChange.Ended(place(bytes), STATES[bytes.get()]);
            case PROVEN -> new RoomChange.Proven(place(bytes));
            case STEERED -> new RoomChange.Steered();
            case SEEN -> new RoomChange.Seen(LANES[bytes.get()], bytes.getLong(), numbers(bytes));
            case REPORT ->
                new RoomChange.Report(
                        new UUID(bytes.getLong(), bytes.getLong()),
                        bytes.getInt(),
                        bytes.getLong(),
                        Duration.ofMillis(bytes.getLong()));
            default -> throw new IllegalArgumentException("a change of a room of the unknown kind " + kind);
        };
    }

    private static PlaceNumber place(ByteBuffer bytes) {
        return new PlaceNumber(LANES[bytes.get()], bytes.getLong());
    }

    private static BitSet numbers(ByteBuffer bytes) {
        int length = bytes.getInt();
        long[] words = new long[Math.min(length, bytes.remaining() / Long.BYTES)];
        for (int i = 0; i < words.length; i++) {
            words[i] = bytes.getLong();
        }
        return BitSet.valueOf(words);
    }

    /// PostgreSQL's precision, so that an instant equals the stored one.
    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instant(ByteBuffer bytes) {
        return Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
    }
}
