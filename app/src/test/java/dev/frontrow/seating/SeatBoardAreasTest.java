package dev.frontrow.seating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.frontrow.catalog.Area;
import dev.frontrow.catalog.Seat;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.seating.SeatJson.AreaLine;
import dev.frontrow.seating.SeatJson.SeatLine;
import dev.frontrow.seating.SeatJson.SeatList;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The areas of a board beside a naive model that counts every place at each look.
class SeatBoardAreasTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final SeatMap map = new SeatMap(
            List.of(new Seat("1", "", "", "1", "A", 3)),
            List.of(new Area("Floor \"#\"", 9, "B", 2, false), new Area("스탠딩", 4, "A", 0, true)));

    private SeatBoard board = boardOf(map);
    private final Map<String, SeatChange> model = new HashMap<>();

    private static SeatBoard boardOf(SeatMap map) {
        return new SeatBoard(map, new SeatJson(7, map, JSON, EventIds.ALONE));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.frontrow.Seeds#all")
    void changesInAnyOrderGiveTheListsOfTheNaiveModel(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            board = boardOf(map);
            model.clear();
            Instant now = NOON;
            List<SeatChange> late = new ArrayList<>();
            for (int version = 1; version < 60; version++) {
                SeatChange change = randomChange(version, now, random);
                model.put(change.seat(), change);
                late.add(change);
                if (random.nextInt(3) == 0) {
                    Collections.shuffle(late, random);
                    board.apply(late);
                    late.clear();
                    now = now.plusMillis(random.nextInt(900));
                    assertShowsModel(now);
                }
            }
        }
    }

    private void assertShowsModel(Instant now) {
        assertThat(text(board.page(null, false, now))).isEqualTo(naiveList(null, now));
        assertThat(text(board.page(SeatStatus.FREE, false, now))).isEqualTo(naiveList(SeatStatus.FREE, now));
        for (Area area : map.areas()) {
            assertThat(board.freeIn(area.area(), now)).isEqualTo(naiveFree(area, now));
        }
    }

    /// A reader of any list who gets all later events knows what the board knows.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.frontrow.Seeds#all")
    void listAndAllLaterEventsEndWithTheBoardsCounts(long seed) {
        var random = new Random(seed);
        SeatJournal journal = board.journal(NOON, () -> {});
        Instant now = NOON;
        List<JsonNode> lists = new ArrayList<>();
        List<SeatChange> late = new ArrayList<>();
        for (int version = 1; version < 300; version++) {
            late.add(randomChange(version, now, random));
            if (random.nextInt(3) == 0) {
                applySome(late, random);
                now = now.plusMillis(random.nextInt(900));
            }
            if (random.nextInt(4) == 0) {
                board.noteOverdue(now);
            }
            lists.add(JSON.readTree(text(board.page(null, false, now))));
        }
        board.apply(late);
        board.noteOverdue(now);
        Map<String, Integer> known = counts(JSON.readTree(text(board.page(null, false, now))));

        for (JsonNode list : lists) {
            Map<String, Integer> counts = counts(list);
            long position = journal.positionAfter(list.path("version").asLong()).orElseThrow();
            String events = new String(journal.after(position).bytes(), StandardCharsets.UTF_8);
            for (String line : events.lines().toList()) {
                if (line.startsWith("data: ")) {
                    JsonNode news = JSON.readTree(line.substring(6));
                    if (news.has("area")) {
                        counts.put(
                                news.path("area").asString(), news.path("free").asInt());
                    }
                }
            }
            assertThat(counts).as("after %s", list).isEqualTo(known);
        }
    }

    /// The others become known after later ones.
    private void applySome(List<SeatChange> late, Random random) {
        Collections.shuffle(late, random);
        List<SeatChange> known = late.subList(0, random.nextInt(late.size() + 1));
        board.apply(List.copyOf(known));
        known.clear();
    }

    private static Map<String, Integer> counts(JsonNode list) {
        Map<String, Integer> counts = new HashMap<>();
        list.path("areas")
                .forEach(line -> counts.put(
                        line.path("area").asString(), line.path("free").asInt()));
        return counts;
    }

    @Test
    void clockThatWasSetBackIsCountedAnew() {
        String area = map.areas().getFirst().area();
        board.apply(List.of(held(area + "#1", 1, NOON)));
        assertThat(board.freeIn(area, NOON)).isEqualTo(1);

        assertThat(board.freeIn(area, NOON.minusSeconds(10))).isZero();
        assertThat(board.freeIn(area, NOON)).isEqualTo(1);
    }

    /// Otherwise each look at the list and each tick of the streams counts all places anew, and they tell different
    /// numbers in turn.
    @Test
    void listsAndStreamsCountAsOfOneTimeAfterTheClockWasSetBack() {
        String area = map.areas().getFirst().area();
        board.apply(List.of(held(area + "#1", 1, NOON)));
        SeatJournal journal = board.journal(NOON.plusSeconds(1), () -> {});
        Instant back = NOON.minusSeconds(10);

        for (int tick = 0; tick < 5; tick++) {
            board.noteOverdue(back.plusMillis(tick));
            assertThat(board.freeIn(area, back.plusMillis(tick))).isZero();
        }

        String events = new String(journal.after(0).bytes(), StandardCharsets.UTF_8);
        assertThat(events.lines().filter(line -> line.startsWith("data: ")))
                .containsExactly("data: {\"version\":1,\"area\":\"Floor \\\"#\\\"\",\"free\":0}");
    }

    @Test
    void picksFreePlacesAndOthersTheNextTime() {
        Area area = map.areas().getFirst();
        List<SeatChange> free = IntStream.rangeClosed(1, 9)
                .mapToObj(number -> new SeatChange(7, area.label(number), SeatStatus.FREE, number, false, null))
                .toList();
        board.apply(free);
        board.apply(List.of(held(area.label(5), 20, NOON.plusSeconds(1))));

        Set<String> picked = new HashSet<>(board.pick(area.area(), 3, NOON));
        picked.addAll(board.pick(area.area(), 5, NOON));

        assertThat(picked).hasSize(8).doesNotContain(area.label(5));
        assertThat(board.pick(area.area(), 100, NOON)).hasSize(8);
        assertThat(board.pick(area.area(), 100, NOON.plusSeconds(1))).hasSize(9).doesNotHaveDuplicates();
        assertThat(board.pick("Nowhere", 1, NOON)).isEmpty();
    }

    /// So nodes seldom pick the same places.
    @Test
    void eachBoardBeginsToPickElsewhere() {
        var large = new SeatMap(List.of(), List.of(new Area("Floor", 50_000, "A", 1, false)));
        List<SeatChange> free = large.seats().stream()
                .map(seat -> new SeatChange(7, seat.seat(), SeatStatus.FREE, 1, false, null))
                .toList();
        Set<String> first = new HashSet<>();
        for (int node = 0; node < 8; node++) {
            SeatBoard one = boardOf(large);
            one.apply(free);
            first.addAll(one.pick("Floor", 1, NOON));
        }

        assertThat(first).hasSizeGreaterThan(1);
    }

    /// Each hold that is released before its end leaves a deadline behind.
    @Test
    void deadlinesOfChangedPlacesDoNotPileUp() {
        String area = map.areas().getFirst().area();
        for (int version = 1; version < 100_000; version++) {
            board.apply(List.of(held(area + "#1", version, NOON.plusSeconds(300))));
        }

        assertThat(board.deadlinesKept()).isLessThan(2_000);
        assertThat(board.freeIn(area, NOON.plusSeconds(300))).isEqualTo(1);
    }

    private static SeatChange held(String label, long version, Instant until) {
        return new SeatChange(7, label, SeatStatus.HELD, version, false, until);
    }

    private SeatChange randomChange(long version, Instant now, Random random) {
        String label = map.seats().get(random.nextInt(map.size())).seat();
        return switch (random.nextInt(4)) {
            case 0 -> new SeatChange(7, label, SeatStatus.SOLD, version, false, null);
            case 1 -> new SeatChange(7, label, SeatStatus.FREE, version, false, null);
            default -> held(label, version, now.plusMillis(random.nextInt(3_000)));
        };
    }

    private int naiveFree(Area area, Instant now) {
        return (int) map.seats().stream()
                .filter(seat -> area.area().equals(seat.area()))
                .filter(seat -> naive(seat.seat(), now) == SeatStatus.FREE)
                .count();
    }

    private SeatStatus naive(String label, Instant now) {
        SeatChange change = model.get(label);
        if (change == null) {
            return SeatStatus.NOT_FOR_SALE;
        }
        Instant until = change.heldUntil();
        return until != null && !now.isBefore(until) ? SeatStatus.FREE : change.status();
    }

    private String naiveList(@Nullable SeatStatus only, Instant now) {
        List<AreaLine> areas = map.areas().stream()
                .map(area -> new AreaLine(
                        area.area(), area.priceLevel(), area.amountMinor(), area.capacity(), naiveFree(area, now)))
                .filter(line -> only == null || line.free() > 0)
                .toList();
        return JSON.writeValueAsString(new SeatList(
                7,
                model.values().stream().mapToLong(SeatChange::version).max().orElse(0),
                map.named().stream()
                        .map(seat -> new SeatLine(
                                seat.seat(),
                                seat.section(),
                                seat.row(),
                                seat.number(),
                                seat.priceLevel(),
                                seat.amountMinor(),
                                null,
                                Objects.requireNonNull(naive(seat.seat(), now))))
                        .filter(line -> only == null || only == line.status())
                        .toList(),
                areas.isEmpty() ? null : areas));
    }

    private static String text(SeatPage page) {
        return new String(page.json(), StandardCharsets.UTF_8);
    }
}
