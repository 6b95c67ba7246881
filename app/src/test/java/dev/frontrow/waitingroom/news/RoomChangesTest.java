package dev.frontrow.waitingroom.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.line.AdmissionTerm;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.news.RoomChanges.Concern;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Changes of a room as bytes, also those of another version of the server.
class RoomChangesTest {

    private static final PlaceNumber PLACE = new PlaceNumber(Lane.PRIORITY, 70_000);
    private static final RoomChange JOINED = new RoomChange.Joined(PLACE, true);
    private static final byte MADE_UP = 99;
    private static final int HEAD_BYTES = 5;

    static Stream<RoomChange> changes() {
        BitSet numbers = new BitSet();
        numbers.set(3);
        numbers.set(48_000 * 8 - 65);
        return Stream.of(
                JOINED,
                new RoomChange.Admitted(
                        PLACE,
                        new AdmissionTerm(
                                Instant.parse("2027-01-01T00:00:00.123456Z"), Instant.parse("2027-01-01T00:05:00Z"))),
                new RoomChange.Ended(PLACE, PlaceState.LEFT),
                new RoomChange.Proven(PLACE),
                new RoomChange.Unclear(PLACE),
                new RoomChange.Steered(),
                new RoomChange.Seen(Lane.GENERAL, 1_000_000, numbers),
                new RoomChange.Report(UUID.randomUUID(), 3, 4, Duration.ofMillis(5)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void areReadAsTheyWereWritten(RoomChange change) {
        assertThat(RoomChanges.read(RoomChanges.write(List.of(change, JOINED)))).containsExactly(change, JOINED);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void furtherValuesOfANewerVersionAreSkipped(RoomChange change) {
        byte[] written = RoomChanges.write(List.of(change));
        byte[] longer = Arrays.copyOf(written, written.length + 2);
        ByteBuffer.wrap(longer).putShort(3, (short) (written.length - HEAD_BYTES + 2));

        assertThat(RoomChanges.read(longer)).containsExactly(change);
    }

    @Test
    void unknownKindThatConcernsNothingIsSkipped() {
        assertThat(RoomChanges.read(beforeJoined(MADE_UP, Concern.NOTHING, new byte[] {1, 2, 3})))
                .containsExactly(JOINED);
    }

    @Test
    void unknownKindThatConcernsAPlaceMakesThePlaceUnclear() {
        byte[] values = ByteBuffer.allocate(10)
                .put((byte) PLACE.lane().ordinal())
                .putLong(PLACE.number())
                .put((byte) 42)
                .array();

        assertThat(RoomChanges.read(beforeJoined(MADE_UP, Concern.PLACE, values)))
                .containsExactly(new RoomChange.Unclear(PLACE), JOINED);
    }

    @Test
    void unknownStateOfAPlaceMakesThePlaceUnclear() {
        byte[] written = RoomChanges.write(List.of(new RoomChange.Ended(PLACE, PlaceState.LEFT), JOINED));
        written[HEAD_BYTES + 9] = 77;

        assertThat(RoomChanges.read(written)).containsExactly(new RoomChange.Unclear(PLACE), JOINED);
    }

    @Test
    void unknownKindThatConcernsTheSettingsMakesThemBeRead() {
        assertThat(RoomChanges.read(beforeJoined(MADE_UP, Concern.SETTINGS, new byte[0])))
                .containsExactly(new RoomChange.Steered(), JOINED);
    }

    @Test
    void whatConcernsAllOfTheRoomOrAnythingUnknownIsRefused() {
        byte[] all = beforeJoined(MADE_UP, Concern.ROOM, new byte[0]);
        byte[] unknown = all.clone();
        unknown[2] = 55;
        byte[] version = all.clone();
        version[0] = 2;
        byte[] cut = Arrays.copyOf(all, all.length - 1);

        for (byte[] bytes : List.of(all, unknown, version, cut, new byte[0])) {
            assertThatThrownBy(() -> RoomChanges.read(bytes)).isInstanceOf(RuntimeException.class);
        }
    }

    private static byte[] beforeJoined(byte kind, Concern concern, byte[] values) {
        byte[] joined = RoomChanges.write(List.of(JOINED));
        return ByteBuffer.allocate(HEAD_BYTES + values.length + joined.length - 1)
                .put(joined[0])
                .put(kind)
                .put((byte) concern.ordinal())
                .putShort((short) values.length)
                .put(values)
                .put(joined, 1, joined.length - 1)
                .array();
    }
}
