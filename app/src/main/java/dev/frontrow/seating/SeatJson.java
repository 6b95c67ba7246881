package dev.frontrow.seating;

import dev.frontrow.catalog.Area;
import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatAttribute;
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
    ///
    /// @param areas left out where there are none
    record SeatList(
            long performanceId,
            long version,
            List<SeatLine> seats,
            @Nullable List<AreaLine> areas) {}

    /// @param amountMinor price of one place
    record AreaLine(String area, String priceLevel, long amountMinor, int capacity, int free) {}

    /// What a list shows at one moment.
    ///
    /// @param statuses    of the seats, ordinals of [SeatStatus], in the seat map's order
    /// @param freeInAreas free places of each area, in the seat map's order
    /// @param version     greatest version known of any seat
    record Moment(byte[] statuses, int[] freeInAreas, long version) {}

    record SeatLine(
            String seat,
            String section,
            String row,
            String number,
            String priceLevel,
            long amountMinor,
            @Nullable List<SeatAttribute> attributes,
            SeatStatus status) {}

    /// One `change` event of a stream.
    record SeatNews(long version, String seat, SeatStatus status) {}

    /// One `change` event about an area.
    record AreaNews(long version, String area, int free) {}

    private static final SeatStatus[] STATUSES = SeatStatus.values();
    private static final byte[][] STATUS_NAMES =
            Arrays.stream(STATUSES).map(status -> utf8(status.name())).toArray(byte[][]::new);
    private static final byte[] LINE_END = utf8("\"}");
    private static final byte[] COMMA = utf8(",");
    private static final byte[] AREA_END = utf8("}");
    private static final byte[] AREAS_START = utf8("],\"areas\":[");
    private static final byte[] LIST_END = utf8("]}");
    private static final int TAG_BYTES = 16;

    private final List<Seat> seats;
    private final List<Area> areas;
    private final JsonMapper json;
    private final byte[] head;
    private final int[] lineStarts;
    private final byte[] lines;
    private final byte[][] areaLines;
    private final byte[] fingerprint;
    private final EventIds eventIds;

    /// @param eventIds of the board
    SeatJson(long performanceId, SeatMap map, JsonMapper json, EventIds eventIds) {
        this.eventIds = eventIds;
        this.seats = map.named();
        this.areas = map.areas();
        this.json = json;
        head = utf8("{\"performanceId\":" + performanceId + ",\"version\":");
        lineStarts = new int[seats.size() + 1];
        var written = new ByteArrayOutputStream();
        for (int place = 0; place < seats.size(); place++) {
            written.writeBytes(untilStatus(seats.get(place), json));
            lineStarts[place + 1] = written.size();
        }
        lines = written.toByteArray();
        areaLines = areas.stream().map(area -> untilFree(area, json)).toArray(byte[][]::new);
        MessageDigest digest = sha256();
        digest.update(head);
        Arrays.stream(areaLines).forEach(digest::update);
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
                seat.attributes().isEmpty()
                        ? null
                        : seat.attributes().stream().sorted().toList(),
                SeatStatus.FREE));
        return until(SeatStatus.FREE.name() + "\"}", line);
    }

    private static byte[] untilFree(Area area, JsonMapper json) {
        return until(
                "0}",
                json.writeValueAsBytes(
                        new AreaLine(area.area(), area.priceLevel(), area.amountMinor(), area.capacity(), 0)));
    }

    private static byte[] until(String last, byte[] line) {
        byte[] end = utf8(last);
        int until = line.length - end.length;
        if (!Arrays.equals(line, until, line.length, end, 0, end.length)) {
            throw new IllegalStateException("what changes must be written last");
        }
        return Arrays.copyOf(line, until);
    }

    EventIds eventIds() {
        return eventIds;
    }

    byte[] news(int place, SeatStatus status, long version) {
        return json.writeValueAsBytes(new SeatNews(version, seats.get(place).seat(), status));
    }

    byte[] areaNews(int area, int free, long version) {
        return json.writeValueAsBytes(new AreaNews(version, areas.get(area).area(), free));
    }

    /// @param only the only status to list; null lists everything. Only FREE lists areas too, those with free places.
    SeatPage page(Moment moment, @Nullable SeatStatus only) {
        byte[] statuses = moment.statuses();
        byte[] start = utf8(moment.version() + ",\"seats\":[");
        byte[] areasPart = areas(moment.freeInAreas(), only);
        byte[] json =
                new byte[head.length + start.length + linesLength(statuses, only) + areasPart.length + LIST_END.length];
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
        boolean empty = at == first && areasPart.length == 0;
        at = append(areasPart, json, at);
        append(LIST_END, json, at);
        return SeatPage.of(json, tag(moment, only), empty)
                .continuedBy(eventIds.areShared() ? eventIds.of(moment.version()) : "");
    }

    /// What a list has after its seats; empty if it lists no areas.
    private byte[] areas(int[] free, @Nullable SeatStatus only) {
        var written = new ByteArrayOutputStream();
        for (int area = 0; area < free.length; area++) {
            if (only == null || only == SeatStatus.FREE && free[area] > 0) {
                written.writeBytes(written.size() == 0 ? AREAS_START : COMMA);
                written.writeBytes(areaLines[area]);
                written.writeBytes(utf8(Integer.toString(free[area])));
                written.writeBytes(AREA_END);
            }
        }
        return written.toByteArray();
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
    private String tag(Moment moment, @Nullable SeatStatus only) {
        MessageDigest digest = sha256();
        digest.update(fingerprint);
        digest.update(utf8(moment.version() + (only == null ? "" : only.name())));
        for (int free : moment.freeInAreas()) {
            digest.update(utf8("," + free));
        }
        return HexFormat.of().formatHex(digest.digest(moment.statuses()), 0, TAG_BYTES);
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
