package dev.frontrow.seating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.catalog.PriceLevel;
import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.seating.SeatJournal.Next;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The events that a stream sends, for any order in which versions become known.
class SeatJournalTest {

    private static final int ENTRIES_KEPT = 512;

    private final SeatMap seats = new SeatMap(Seat.numbered(5, List.of(new PriceLevel("A", 1))));
    private final AtomicInteger news = new AtomicInteger();
    private final SeatJournal journal = new SeatJournal(
            new SeatJson(7, seats, JsonMapper.builder().build(), EventIds.ALONE),
            new SeatJson.Moment(new byte[5], new int[0], 10),
            news::incrementAndGet);

    @Test
    void changeIsOneEventWhoseIdIsTheGreatestVersionKnown() {
        journal.note(0, SeatStatus.HELD, 12, true);
        journal.note(1, SeatStatus.HELD, 11, false);

        assertThat(text(journal.after(0))).isEqualTo("""
                id: 12
                event: change
                data: {"version":12,"seat":"1","status":"HELD"}

                id: 12
                event: change
                data: {"version":11,"seat":"2","status":"HELD"}

                """);
        assertThat(news).hasValue(2);
    }

    @Test
    void whoKnowsAVersionGetsWhatBecameKnownAfterIt() {
        journal.note(0, SeatStatus.HELD, 12, true);
        journal.note(1, SeatStatus.HELD, 11, false);
        journal.note(2, SeatStatus.HELD, 15, true);

        assertThat(seatsAfter(10)).containsExactly("1", "2", "3");
        assertThat(seatsAfter(11)).containsExactly("1", "2", "3");
        assertThat(seatsAfter(12)).containsExactly("2", "3");
        assertThat(seatsAfter(14)).containsExactly("3");
        assertThat(seatsAfter(15)).isEmpty();
    }

    @Test
    void endOfAHoldThatWasKnownBeforeIsNotTakenForTheHold() {
        journal.note(0, SeatStatus.HELD, 10, false);

        assertThat(seatsAfter(10)).containsExactly("1");
    }

    @Test
    void versionsOfBeforeAndOfTheFutureAreNotKnown() {
        assertThat(journal.positionAfter(9)).isEqualTo(OptionalLong.empty());
        assertThat(journal.positionAfter(11)).isEqualTo(OptionalLong.empty());
        assertThat(journal.positionAfter(10)).isEqualTo(OptionalLong.of(0));
    }

    @Test
    void whatLooksTheSameIsNoNews() {
        journal.note(0, SeatStatus.HELD, 12, true);
        journal.note(0, SeatStatus.HELD, 13, true);

        assertThat(seatsAfter(10)).containsExactly("1");
        assertThat(seatsAfter(13)).isEmpty();
    }

    @Test
    void whoFallsBehindWhatIsKeptHasLostIt() {
        long start = journal.endPosition();
        for (int i = 0; i < ENTRIES_KEPT + 1; i++) {
            journal.note(i % 5, i / 5 % 2 == 0 ? SeatStatus.HELD : SeatStatus.FREE, 11 + i, true);
        }

        assertThat(journal.after(start).lost()).isTrue();
        assertThat(journal.after(start + 1).lost()).isFalse();
        assertThat(journal.positionAfter(10)).isEqualTo(OptionalLong.empty());
        assertThat(journal.positionAfter(11)).isEqualTo(OptionalLong.of(1));
    }

    private List<String> seatsAfter(long version) {
        Next next = journal.after(journal.positionAfter(version).orElseThrow());
        return Pattern.compile("\"seat\":\"(.)\"")
                .matcher(text(next))
                .results()
                .map(seat -> seat.group(1))
                .toList();
    }

    private static String text(Next next) {
        return new String(next.bytes(), StandardCharsets.UTF_8);
    }
}
