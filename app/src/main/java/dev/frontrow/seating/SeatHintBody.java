package dev.frontrow.seating;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Seat changes of one performance on their way to other nodes.
final class SeatHintBody {

    static final String TOPIC = "seats";

    /// So many fit into one body, whatever their labels.
    static final int CHANGES_MAX = 200;

    private static final byte VERSION = 1;
    private static final SeatStatus[] STATUSES = SeatStatus.values();

    private SeatHintBody() {}

    /// @param changes at most [#CHANGES_MAX]
    static byte[] write(List<SeatChange> changes) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            for (SeatChange change : changes) {
                Instant until = change.heldUntil();
                out.writeUTF(change.seat());
                out.writeByte(change.status().ordinal());
                out.writeLong(change.version());
                out.writeBoolean(change.firstOfHold());
                out.writeLong(until == null ? 0 : SeatSnapshot.micros(until));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /// Empty if another version of the server has written it.
    ///
    /// @throws IllegalArgumentException if it is malformed
    static List<SeatChange> read(long performanceId, byte[] body) {
        List<SeatChange> changes = new ArrayList<>();
        try (var in = new DataInputStream(new ByteArrayInputStream(body))) {
            if (in.readByte() != VERSION) {
                return List.of();
            }
            while (in.available() > 0 && changes.size() < CHANGES_MAX) {
                changes.add(new SeatChange(
                        performanceId,
                        in.readUTF(),
                        status(in.readByte()),
                        in.readLong(),
                        in.readBoolean(),
                        time(in.readLong())));
            }
        } catch (IOException malformed) {
            throw new IllegalArgumentException("not a list of seat changes", malformed);
        }
        return changes;
    }

    private static SeatStatus status(byte ordinal) {
        if (ordinal < 0 || ordinal >= STATUSES.length) {
            throw new IllegalArgumentException("no status has the number " + ordinal);
        }
        return STATUSES[ordinal];
    }

    private static @Nullable Instant time(long micros) {
        return micros == 0 ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
