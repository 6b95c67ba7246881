package dev.frontrow.seating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.seating.SeatJson.SeatLine;
import dev.frontrow.seating.SeatJson.SeatList;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import tools.jackson.databind.json.JsonMapper;

class SeatBoardTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
    private static final long PERFORMANCE = 7;
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    /// Characters that JSON must escape, and letters of one to four bytes.
    private static final List<String> ODD =
            List.of("\"", "\\", "/", "\n", "\u0001", "\u007f", "é", "가", "\u2028", "🎸");

    private final SeatMap three = map("A", "B", "C");
    private final SeatBoard board = boardOf(three);

    @Test
    void seatsAreNotForSaleUntilTheyAreHeardOf() {
        assertThat(board.status("A", NOON)).isEqualTo(SeatStatus.NOT_FOR_SALE);
        assertThat(board.takenAmong(List.of("A"), NOON)).containsExactly("A");
    }

    @Test
    void olderVersionsChangeNothing() {
        board.apply(List.of(change("A", SeatStatus.SOLD, 5, null)));
        board.apply(List.of(change("A", SeatStatus.FREE, 4, null)));

        assertThat(board.status("A", NOON)).isEqualTo(SeatStatus.SOLD);
        assertThat(board.version()).isEqualTo(5);
    }

    @Test
    void heldSeatIsFreeFromItsDeadlineOnAtAnyLook() {
        board.apply(List.of(
                change("A", SeatStatus.HELD, 1, NOON),
                change("B", SeatStatus.FREE, 2, null),
                change("C", SeatStatus.SOLD, 3, null)));
        Instant before = NOON.minusNanos(1_000);

        assertThat(board.status("A", before)).isEqualTo(SeatStatus.HELD);
        assertThat(board.takenAmong(List.of("C", "B", "A"), before)).containsExactly("A", "C");
        SeatPage held = board.page(null, false, before);
        assertThat(board.page(null, false, before.minusSeconds(60))).isSameAs(held);

        assertThat(board.status("A", NOON)).isEqualTo(SeatStatus.FREE);
        assertThat(board.takenAmong(List.of("C", "B", "A"), NOON)).containsExactly("C");
        assertThat(board.page(null, false, NOON).etag()).isNotEqualTo(held.etag());
        assertThat(board.page(SeatStatus.HELD, false, NOON).empty()).isTrue();
    }

    @Test
    void labelsOfOtherPerformancesAreNobodysToTake() {
        board.apply(List.of(change("Z", SeatStatus.SOLD, 9, null)));

        assertThat(board.takenAmong(List.of("Z"), NOON)).isEmpty();
        assertThat(board.version()).isZero();
    }

    /// Manual SQL may change a seat without a new version.
    @Test
    void readingIsBelievedUnderTheSameVersionButNeverUnderAnOlderOne() {
        board.apply(List.of(change("A", SeatStatus.FREE, 5, null), change("B", SeatStatus.FREE, 5, null)));
        String before = board.page(null, false, NOON).etag();

        board.applyRead(new SeatSnapshot(
                new int[] {0, 1, 2},
                new SeatStatus[] {SeatStatus.NOT_FOR_SALE, SeatStatus.NOT_FOR_SALE, SeatStatus.FREE},
                new long[] {5, 4, 0},
                new boolean[3],
                new long[] {0, 0, 0}));

        assertThat(board.status("A", NOON)).isEqualTo(SeatStatus.NOT_FOR_SALE);
        assertThat(board.status("B", NOON)).isEqualTo(SeatStatus.FREE);
        assertThat(board.page(null, false, NOON).etag()).isNotEqualTo(before);
    }

    @Test
    void hintShowsAtOnceAndIsConfirmedByAReading() {
        board.apply(List.of(change("A", SeatStatus.FREE, 5, null)));
        long before = board.hintsSoFar();
        board.hint(List.of(change("A", SeatStatus.SOLD, 6, null)));
        assertThat(board.status("A", NOON)).isEqualTo(SeatStatus.SOLD);
        assertThat(board.version()).isEqualTo(5);

        // A reading that began before the hint need not know it.
        board.applyRead(List.of(change("A", SeatStatus.FREE, 5, null)));
        board.settle(before);
        assertThat(board.status("A", NOON)).isEqualTo(SeatStatus.SOLD);

        board.applyRead(List.of(change("A", SeatStatus.SOLD, 6, null)));
        board.settle(board.hintsSoFar());
        assertThat(board.status("A", NOON)).isEqualTo(SeatStatus.SOLD);
        assertThat(board.version()).isEqualTo(6);
    }

    @Test
    void wrongHintIsTakenBackByTheNextReadingHoweverGreatItsVersion() {
        board.apply(List.of(change("A", SeatStatus.FREE, 5, null), change("B", SeatStatus.SOLD, 6, null)));
        SeatPage before = board.page(null, false, NOON);
        board.hint(List.of(
                change("A", SeatStatus.SOLD, Long.MAX_VALUE, null),
                change("B", SeatStatus.HELD, 7, NOON.plusSeconds(9))));
        assertThat(board.page(null, false, NOON).etag()).isNotEqualTo(before.etag());

        board.settle(board.hintsSoFar());

        assertThat(board.page(null, false, NOON).json()).isEqualTo(before.json());
        assertThat(board.version()).isEqualTo(6);
        board.apply(List.of(change("A", SeatStatus.HELD, 8, NOON.plusSeconds(9))));
        assertThat(board.status("A", NOON)).isEqualTo(SeatStatus.HELD);
    }

    @Test
    void changeThatIsOlderThanAHintComesOutOnceTheHintIsTakenBack() {
        board.apply(List.of(change("A", SeatStatus.FREE, 5, null)));
        board.hint(List.of(change("A", SeatStatus.SOLD, 9, null)));

        board.apply(List.of(change("A", SeatStatus.HELD, 7, NOON.plusSeconds(9))));
        board.apply(List.of(change("A", SeatStatus.FREE, 6, null)));
        assertThat(board.status("A", NOON)).isEqualTo(SeatStatus.SOLD);

        board.settle(board.hintsSoFar());
        assertThat(board.status("A", NOON)).isEqualTo(SeatStatus.HELD);
    }

    @Test
    void hintsThatAreOlderThanWhatIsKnownChangeNothing() {
        board.apply(List.of(change("A", SeatStatus.SOLD, 5, null)));
        SeatPage before = board.page(null, false, NOON);

        board.hint(List.of(
                change("A", SeatStatus.FREE, 4, null),
                change("A", SeatStatus.FREE, 5, null),
                change("Z", SeatStatus.FREE, 9, null)));

        assertThat(board.page(null, false, NOON)).isSameAs(before);
    }

    @Test
    void readersOfAWrongHintBeginAgainWithAList() {
        board.apply(List.of(change("A", SeatStatus.FREE, 5, null)));
        SeatJournal misled = board.journal(NOON, () -> {});
        board.hint(List.of(change("A", SeatStatus.SOLD, 6, null)));
        assertThat(new String(misled.after(0).bytes(), StandardCharsets.UTF_8)).contains("id: 5", "SOLD");

        board.settle(board.hintsSoFar());

        assertThat(misled.isEnded()).isTrue();
        SeatJournal next = board.journal(NOON, () -> {});
        assertThat(next.isEnded()).isFalse();
        assertThat(next.positionAfter("5")).isEmpty();
        board.apply(List.of(change("A", SeatStatus.HELD, 7, NOON.plusSeconds(9))));
        assertThat(next.positionAfter("7")).isPresent();
    }

    @Test
    void confirmedHintsAreSentToReadersOnce() {
        board.apply(List.of(change("A", SeatStatus.FREE, 5, null)));
        SeatJournal journal = board.journal(NOON, () -> {});
        board.hint(List.of(change("A", SeatStatus.SOLD, 6, null)));

        board.applyRead(List.of(change("A", SeatStatus.SOLD, 6, null)));
        board.settle(board.hintsSoFar());

        assertThat(journal.isEnded()).isFalse();
        assertThat(journal.endPosition()).isOne();
        assertThat(journal.positionAfter("5")).hasValue(0);
    }

    @Test
    void listIsMadeOnceForAllUntilSomethingChanges() {
        var read = new SeatSnapshot(
                new int[] {0, 1, 2},
                new SeatStatus[] {SeatStatus.FREE, SeatStatus.SOLD, SeatStatus.SOLD},
                new long[] {1, 0, 0},
                new boolean[3],
                new long[] {0, 0, 0});
        board.applyRead(read);
        SeatPage page = board.page(null, false, NOON);

        board.apply(List.of(change("A", SeatStatus.FREE, 1, null), change("A", SeatStatus.SOLD, 0, null)));
        board.applyRead(read);
        assertThat(board.page(null, false, NOON.plusSeconds(3_600))).isSameAs(page);

        board.apply(List.of(change("A", SeatStatus.FREE, 2, null)));
        assertThat(text(board.page(null, false, NOON))).contains("\"version\":2");
    }

    @Test
    void equalBoardsHaveEqualValidatorsAndListsOfOneStatusHaveTheirOwn() {
        SeatBoard other = boardOf(three);
        List<SeatChange> free = List.of(change("A", SeatStatus.FREE, 1, null));
        board.apply(free);
        other.apply(free);

        assertThat(other.page(null, false, NOON).etag())
                .isEqualTo(board.page(null, false, NOON).etag())
                .matches("\"[0-9a-f]{32}\"");
        assertThat(other.page(SeatStatus.FREE, false, NOON).etag())
                .isNotEqualTo(board.page(null, false, NOON).etag());
    }

    @Test
    void shortListsAreNotCompressed() {
        assertThat(board.page(null, true, NOON).gzip()).isNull();
    }

    @Test
    void compressedCopyIsTheSameList() throws IOException {
        SeatBoard large = boardOf(
                map(IntStream.range(0, 500).mapToObj(i -> "A-" + i + "-" + i).toArray(String[]::new)));

        SeatPage page = large.page(null, true, NOON);

        byte[] gzip = page.gzip();
        assertThat(gzip).isNotNull().hasSizeLessThan(page.json().length / 4);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
                .isEqualTo(page.json());
        assertThat(page.gzipEtag()).isNotEqualTo(page.etag());
        assertThat(large.page(null, false, NOON)).isSameAs(page);
    }

    @ParameterizedTest
    @NullSource
    @EnumSource(SeatStatus.class)
    void writesTheVeryBytesThatJacksonWrites(@Nullable SeatStatus wanted) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            SeatMap map = oddMap(random);
            SeatBoard drawn = boardOf(map);
            Map<String, SeatChange> model = new HashMap<>();
            long version = random.nextInt(100);
            for (Seat seat : map.seats()) {
                SeatChange change = randomChange(seat.seat(), version++, random);
                model.put(seat.seat(), change);
                drawn.apply(List.of(change));
            }

            assertThat(text(drawn.page(wanted, false, NOON)))
                    .as("seed %s", seed)
                    .isEqualTo(naive(map, model, wanted, NOON));
        }
    }

    @Test
    void changesInAnyOrderAndAnyNumberOfTimesGiveTheSameBoardAsNaiveModel() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            SeatMap map = map(IntStream.range(0, 1 + random.nextInt(12))
                    .mapToObj(Integer::toString)
                    .toArray(String[]::new));
            List<SeatChange> changes = new ArrayList<>();
            Map<String, SeatChange> model = new HashMap<>();
            int count = random.nextInt(60);
            for (int version = 0; version < count; version++) {
                SeatChange change = randomChange(Integer.toString(random.nextInt(map.size())), version, random);
                changes.add(change);
                model.put(change.seat(), change);
            }
            SeatBoard shuffled = boardOf(map);
            List<SeatChange> heard = new ArrayList<>(changes);
            heard.addAll(changes.subList(0, count / 2));
            applyShuffled(heard, shuffled, random);

            for (int second = -2; second <= 2; second++) {
                assertShowsModel(shuffled, map, model, NOON.plusSeconds(second), seed);
            }
        }
    }

    private static void applyShuffled(List<SeatChange> changes, SeatBoard board, Random random) {
        Collections.shuffle(changes, random);
        for (SeatChange change : changes) {
            if (random.nextBoolean()) {
                board.page(null, false, NOON.plusSeconds(random.nextInt(4) - 2));
            }
            board.apply(List.of(change));
        }
    }

    private static void assertShowsModel(
            SeatBoard board, SeatMap map, Map<String, SeatChange> model, Instant now, long seed) {
        assertThat(text(board.page(null, false, now))).as("seed %s", seed).isEqualTo(naive(map, model, null, now));
        assertThat(text(board.page(SeatStatus.FREE, false, now)))
                .as("seed %s", seed)
                .isEqualTo(naive(map, model, SeatStatus.FREE, now));
        List<String> all = map.seats().stream().map(Seat::seat).toList();
        assertThat(board.takenAmong(all, now))
                .as("seed %s", seed)
                .isEqualTo(all.stream()
                        .filter(seat -> naive(model.get(seat), now) != SeatStatus.FREE)
                        .sorted()
                        .toList());
    }

    /// Each writer reads right after its own change, as a buyer does after a hold, while others write.
    @Test
    void whoeverLooksAfterTheirChangeSeesItHoweverManyWriteAndRead() throws InterruptedException {
        int writers = 8;
        String[] labels = IntStream.range(0, writers).mapToObj(i -> "seat-" + i).toArray(String[]::new);
        SeatBoard busy = boardOf(map(labels));
        Map<Integer, String> missed = new ConcurrentHashMap<>();
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(writers)) {
            for (int writer = 0; writer < writers; writer++) {
                int me = writer;
                threads.execute(() -> {
                    await(start);
                    for (int i = 0; i < 2_000; i++) {
                        SeatStatus mine = i % 2 == 0 ? SeatStatus.SOLD : SeatStatus.FREE;
                        busy.apply(List.of(change("seat-" + me, mine, (long) i * writers + me, null)));
                        String list = text(busy.page(null, i % 8 == 0, NOON));
                        missed.putAll(isListed("seat-" + me, mine, list) ? Map.of() : Map.of(me, list));
                    }
                });
            }
            start.countDown();
        }

        assertThat(missed).isEmpty();
    }

    private static boolean isListed(String seat, SeatStatus status, String list) {
        String line = list.substring(list.indexOf("\"" + seat + "\""));
        return line.substring(0, line.indexOf('}')).contains(status.name());
    }

    private static void await(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SeatChange randomChange(String seat, long version, Random random) {
        SeatStatus status = SeatStatus.values()[random.nextInt(SeatStatus.values().length)];
        return change(
                seat, status, version, status == SeatStatus.HELD ? NOON.plusSeconds(random.nextInt(4) - 2) : null);
    }

    private static SeatStatus naive(@Nullable SeatChange change, Instant now) {
        if (change == null) {
            return SeatStatus.NOT_FOR_SALE;
        }
        Instant until = change.heldUntil();
        return until != null && !now.isBefore(until) ? SeatStatus.FREE : change.status();
    }

    private static String naive(SeatMap map, Map<String, SeatChange> model, @Nullable SeatStatus wanted, Instant now) {
        return JSON.writeValueAsString(new SeatList(
                PERFORMANCE,
                model.values().stream().mapToLong(SeatChange::version).max().orElse(0),
                map.seats().stream()
                        .map(seat -> new SeatLine(
                                seat.seat(),
                                seat.section(),
                                seat.row(),
                                seat.number(),
                                seat.priceLevel(),
                                seat.amountMinor(),
                                null,
                                naive(model.get(seat.seat()), now)))
                        .filter(line -> wanted == null || wanted == line.status())
                        .toList(),
                null));
    }

    private static SeatMap oddMap(Random random) {
        return new SeatMap(IntStream.range(0, random.nextInt(8))
                .mapToObj(i -> new Seat(
                        i + odd(random), odd(random), odd(random), odd(random), odd(random), random.nextLong()))
                .toList());
    }

    private static String odd(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(random.nextBoolean() ? ODD.get(random.nextInt(ODD.size())) : "x");
        }
        return text.toString();
    }

    private static SeatMap map(String... labels) {
        return new SeatMap(List.of(labels).stream()
                .map(label -> new Seat(label, "", "", label, "Front", 150_000))
                .toList());
    }

    private static SeatBoard boardOf(SeatMap map) {
        return new SeatBoard(map, new SeatJson(PERFORMANCE, map, JSON, EventIds.ALONE));
    }

    private static SeatChange change(String seat, SeatStatus status, long version, @Nullable Instant heldUntil) {
        return new SeatChange(PERFORMANCE, seat, status, version, false, heldUntil);
    }

    private static String text(SeatPage page) {
        return new String(page.json(), StandardCharsets.UTF_8);
    }
}
