package dev.frontrow.seating;

import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatMap;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Writes the seats of one performance as JSON. Only a seat's status changes, so Jackson writes the rest once,
/// and a list is built by copying bytes. Immutable.
final class SeatJson {

    /// Schema of the list. The tests compare it with what Jackson writes.
    record SeatList(long performanceId, long version, List<SeatLine> seats) {}

    record SeatLine(
            String seat,
            String section,
            String row,
            String number,
            String priceLevel,
            long amountMinor,
            SeatStatus status) {}

    /// One `change` event of a stream.
    record SeatNews(long version, String seat, SeatStatus status) {}

    private static final SeatStatus[] STATUSES = SeatStatus.values();
    private static final byte[][] STATUS_NAMES =
            Arrays.stream(STATUSES).map(status -> utf8(status.name())).toArray(byte[][]::new);
    private static final byte[] LINE_END = utf8("\"}");
    private static final byte[] LIST_END = utf8("]}");
    private static final int TAG_BYTES = 16;

    private final SeatMap seats;
    private final JsonMapper json;
    private final byte[] head;
    private final int[] lineStarts;
    private final byte[] lines;
    private final byte[] fingerprint;
    private final EventIds eventIds;

    /// @param eventIds of the board
    SeatJson(long performanceId, SeatMap seats, JsonMapper json, EventIds eventIds) {
        this.eventIds = eventIds;
        this.seats = seats;
        this.json = json;
        head = utf8("{\"performanceId\":" + performanceId + ",\"version\":");
        lineStarts = new int[seats.size() + 1];
        var written = new ByteArrayOutputStream();
        for (int place = 0; place < seats.size(); place++) {
            written.writeBytes(untilStatus(seats.seats().get(place), json));
            lineStarts[place + 1] = written.size();
        }
        lines = written.toByteArray();
        MessageDigest digest = sha256();
        digest.update(head);
        fingerprint = digest.digest(lines);
    }

    private static byte[] untilStatus(Seat seat, JsonMapper json) {
        byte[] line = json.writeValueAsBytes(new SeatLine(
                seat.seat(),
                seat.section(),
                seat.row(),
                seat.number(),
                seat.priceLevel(),
                seat.amountMinor(),
                SeatStatus.FREE));
        byte[] end = utf8(SeatStatus.FREE.name() + "\"}");
        int until = line.length - end.length;
        if (!Arrays.equals(line, until, line.length, end, 0, end.length)) {
            throw new IllegalStateException("a seat's status must be written last");
        }
        return Arrays.copyOf(line, until);
    }

    EventIds eventIds() {
        return eventIds;
    }

    byte[] news(int place, SeatStatus status, long version) {
        return json.writeValueAsBytes(
                new SeatNews(version, seats.seats().get(place).seat(), status));
    }

    /// @param statuses ordinals of [SeatStatus], in the seat map's order
    /// @param only     the only status to list; null lists every seat
    SeatPage page(byte[] statuses, long version, @Nullable SeatStatus only) {
        byte[] start = utf8(version + ",\"seats\":[");
        byte[] json = new byte[head.length + start.length + linesLength(statuses, only) + LIST_END.length];
        int at = append(head, json, 0);
        at = append(start, json, at);
        int first = at;
        for (int place = 0; place < statuses.length; place++) {
            int status = statuses[place];
            if (only != null && only.ordinal() != status) {
                continue;
            }
            if (at > first) {
                json[at++] = ',';
            }
            int length = lineStarts[place + 1] - lineStarts[place];
            System.arraycopy(lines, lineStarts[place], json, at, length);
            at = append(STATUS_NAMES[status], json, at + length);
            at = append(LINE_END, json, at);
        }
        boolean empty = at == first;
        append(LIST_END, json, at);
        return SeatPage.of(json, tag(statuses, version, only), empty)
                .continuedBy(eventIds.areShared() ? eventIds.of(version) : "");
    }

    private int linesLength(byte[] statuses, @Nullable SeatStatus only) {
        int length = 0;
        int listed = 0;
        for (int place = 0; place < statuses.length; place++) {
            int status = statuses[place];
            if (only == null || only.ordinal() == status) {
                length += lineStarts[place + 1] - lineStarts[place] + STATUS_NAMES[status].length + LINE_END.length;
                listed++;
            }
        }
        return length + Math.max(0, listed - 1);
    }

    /// Hashes the inputs that determine the list; they are a hundredth of its size.
    private String tag(byte[] statuses, long version, @Nullable SeatStatus only) {
        MessageDigest digest = sha256();
        digest.update(fingerprint);
        digest.update(utf8(version + (only == null ? "" : only.name())));
        return HexFormat.of().formatHex(digest.digest(statuses), 0, TAG_BYTES);
    }

    private static int append(byte[] bytes, byte[] to, int at) {
        System.arraycopy(bytes, 0, to, at, bytes.length);
        return at + bytes.length;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
