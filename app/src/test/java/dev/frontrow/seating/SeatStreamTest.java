package dev.frontrow.seating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.Crowd;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.reservation.HoldExpiry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// The changes of seats that a watching fan receives.
class SeatStreamTest extends ServerTest {

    @Autowired
    HoldExpiry holdExpiry;

    @Autowired
    SeatStreams streams;

    @Autowired
    SeatBoards boards;

    private final List<SeatStreamReader> readers = new ArrayList<>();
    private Stage stage;
    private Fan fan;
    private Fan other;

    @BeforeEach
    void twoFansLook() {
        stage = Stage.open(api(), clock());
        List<Fan> fans = crowd().of(2, stage);
        fan = fans.getFirst().joinsAndEnters();
        other = fans.getLast().joinsAndEnters();
    }

    @AfterEach
    void closeStreams() {
        readers.forEach(SeatStreamReader::close);
    }

    private SeatStreamReader stream(Fan reader) {
        return keep(SeatStreamReader.of(port(), reader));
    }

    private SeatStreamReader streamAfter(Fan reader, String lastEventId) {
        return keep(SeatStreamReader.after(port(), reader, lastEventId));
    }

    private SeatStreamReader keep(SeatStreamReader reader) {
        readers.add(reader);
        return reader;
    }

    private String address() {
        return "/api/v1/performances/" + stage.performanceId() + "/seats/stream";
    }

    @Test
    void refusesWhoeverIsNotAdmitted() {
        api().get(address()).expectProblem(401, "unauthenticated");
        fan.api().get(address()).expectProblem(401, "queue-token-invalid");
        fan.api().queueToken("q1.nonsense").get(address()).expectProblem(401, "queue-token-invalid");
        other.api().queueToken(fan.queueToken()).get(address()).expectProblem(401, "queue-token-invalid");

        Stage full = Stage.with(api(), clock(), Map.of("capacity", 1));
        List<Fan> fans = crowd().of(2, full);
        fans.getFirst().joinsAndEnters();
        fans.getLast().joins().expect(201);
        fans.getLast()
                .admittedApi()
                .get("/api/v1/performances/" + full.performanceId() + "/seats/stream")
                .expectProblem(403, "not-admitted");
    }

    @Test
    void refusesPerformancesThatAreUnknownOrOfAnotherConcert() {
        fan.admittedApi().get("/api/v1/performances/987654321/seats/stream").expectProblem(404, "performance-unknown");
        fan.admittedApi().get("/api/v1/performances/x/seats/stream").expectProblem(404, "performance-unknown");
        Stage elsewhere = Stage.open(api(), clock());
        fan.admittedApi()
                .get("/api/v1/performances/" + elsewhere.performanceId() + "/seats/stream")
                .expectProblem(401, "queue-token-invalid");
    }

    @Test
    void refusesReadersOfOtherFormatsInTheOneForm() {
        fan.admittedApi().with("Accept", "application/xml").get(address()).expectProblem(406, "not-acceptable");
        api().with("Accept", "text/event-stream").get(address()).expectProblem(401, "unauthenticated");
    }

    @Test
    void beginsWithTheVeryList() {
        other.holds("7").expect(201);

        SeatStreamReader.Message snapshot = stream(fan).snapshot();

        assertThat(snapshot.data()).isEqualTo(fan.seesSeats().expect(200).body());
        assertThat(snapshot.id()).isEqualTo(snapshot.data().path("version").asString());
    }

    @Test
    void isNeverKeptByAnybodyOnTheWay() {
        SeatStreamReader reader = stream(fan);

        assertThat(reader.status()).isEqualTo(200);
        assertThat(reader.header("Content-Type")).startsWith("text/event-stream");
        assertThat(reader.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reader.header("X-Accel-Buffering")).isEqualTo("no");
        assertThat(reader.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    /// An event would wait in the compressor until more of them come.
    @Test
    void isNotCompressedThoughBrowsersTakeThat() {
        assertThat(stream(fan).header("Content-Encoding")).isEmpty();
    }

    @Test
    void holdReleaseAndPaymentOfOthersShow() {
        SeatStreamReader reader = stream(fan);
        reader.snapshot();

        other.holds("3", "4").expect(201);
        assertThat(reader.changes(2)).containsExactlyInAnyOrder("3 HELD", "4 HELD");
        other.releases().expect(204);
        assertThat(reader.changes(2)).containsExactlyInAnyOrder("3 FREE", "4 FREE");
        other.topsUp(1_000_000).expect(201);
        other.holds("5").expect(201);
        other.pays("one").expect(201);
        assertThat(reader.changes(2)).containsExactly("5 HELD", "5 SOLD");
    }

    @Test
    void holdThatRunsOutShowsAtItsVeryEnd() {
        SeatStreamReader reader = stream(fan);
        reader.snapshot();
        other.holds("3").expect(201);
        assertThat(reader.changes(1)).containsExactly("3 HELD");

        clock().advance(Duration.ofMinutes(5));

        assertThat(reader.changes(1)).containsExactly("3 FREE");
    }

    @Test
    void extendedHoldIsNoNewsUntilItsNewEnd() {
        clock().advance(Duration.ofMinutes(1));
        Fan late = crowd().of(1, stage).getFirst().joinsAndEnters();
        SeatStreamReader reader = stream(late);
        reader.snapshot();
        other.holds("3").expect(201);
        other.extendsHold().expect(200);
        assertThat(reader.changes(1)).containsExactly("3 HELD");

        clock().advance(Duration.ofMinutes(5));
        JsonNode list = stream(late).snapshot().data();
        assertThat(list.at("/seats/2/status").asString()).isEqualTo("HELD");
        late.holds("4").expect(201);
        assertThat(reader.changes(1)).containsExactly("4 HELD");
        late.releases().expect(204);
        assertThat(reader.changes(1)).containsExactly("4 FREE");

        clock().advance(Duration.ofMinutes(4));
        late.polls();
        late.holds("5").expect(201);
        late.extendsHold().expect(200);
        assertThat(reader.changes(1)).containsExactly("5 HELD");
        clock().advance(Duration.ofMinutes(1));
        assertThat(reader.changes(1)).containsExactly("3 FREE");
    }

    /// The reader's admission is frozen with the holds, so the stream continues beyond its old end.
    @Test
    void frozenHoldIsNoNewsUntilItsMovedEnd() {
        SeatStreamReader reader = stream(fan);
        reader.snapshot();
        SeatBoard board = boards.fresh(stage.performanceId());
        other.holds("3").expect(201);
        assertThat(reader.changes(1)).containsExactly("3 HELD");
        clock().advance(Duration.ofMinutes(4));
        stage.steer(Map.of("freezeHolds", true)).expect(200);

        clock().advance(Duration.ofMinutes(7));
        // Detects expired holds, as the thread that wakes streams does: an expiry would be sent before the next
        // change.
        board.noteOverdue(clock().instant());
        fan.polls().expect(200);
        fan.holds("4").expect(201);
        assertThat(reader.changes(1)).containsExactly("4 HELD");
        stage.steer(Map.of("freezeHolds", false)).expect(200);
        clock().advance(Duration.ofSeconds(59));
        board.noteOverdue(clock().instant());
        fan.releases().expect(204);
        assertThat(reader.changes(1)).containsExactly("4 FREE");

        clock().advance(Duration.ofSeconds(1));
        assertThat(reader.changes(1)).containsExactly("3 FREE");
    }

    @Test
    void sweepOfHoldThatRanOutIsNoNews() {
        SeatStreamReader reader = stream(fan);
        reader.snapshot();
        other.holds("3").expect(201);
        clock().advance(Duration.ofMinutes(5));
        assertThat(reader.changes(2)).containsExactly("3 HELD", "3 FREE");

        while (holdExpiry.sweep() > 0) {}
        other.holds("4").expect(201);

        assertThat(reader.changes(1)).containsExactly("4 HELD");
    }

    @Test
    void readerWhoComesBackGetsOnlyWhatTheyMissed() {
        String id = stream(fan).snapshot().id();
        other.holds("3").expect(201);
        other.holds("9").expect(201);

        SeatStreamReader back = streamAfter(fan, id);
        SeatStreamReader.Message first = back.next();

        assertThat(first.name()).isEqualTo("change");
        assertThat(first.data().path("seat").asString()).isEqualTo("3");
        assertThat(back.changes(1)).containsExactly("9 HELD");
        SeatStreamReader again = streamAfter(fan, first.id());
        assertThat(again.changes(1)).containsExactly("9 HELD");
    }

    @Test
    void holdThatRanOutMeanwhileIsNotMissed() {
        other.holds("3").expect(201);
        String id = stream(fan).snapshot().id();

        clock().advance(Duration.ofMinutes(5));
        stream(other).snapshot();

        assertThat(streamAfter(fan, id).changes(1)).containsExactly("3 FREE");
    }

    @Test
    void listIsEnoughToGoOnFrom() {
        stream(other).snapshot();
        String version = fan.seesSeats().body().path("version").asString();

        SeatStreamReader reader = streamAfter(fan, version);
        other.holds("3").expect(201);

        assertThat(reader.changes(1)).containsExactly("3 HELD");
    }

    @Test
    void whoeverKnowsNothingThatIsKeptBeginsAnew() {
        fan.holds("3").expect(201);
        stream(fan).snapshot();

        for (String id : List.of("0", "999999999999999999", "9999999999999999999", "-1", "x", "1.5")) {
            assertThat(streamAfter(other, id).next().name()).as(id).isEqualTo("snapshot");
        }
    }

    @Test
    void whoeverHasMissedMoreThanIsKeptBeginsAnew() {
        String id = stream(fan).snapshot().id();
        for (int i = 0; i < 300; i++) {
            other.holds("3").expect(201);
            other.releases().expect(204);
        }

        assertThat(streamAfter(fan, id).next().name()).isEqualTo("snapshot");
    }

    @Test
    void endsWithTheSession() {
        SeatStreamReader reader = stream(fan);
        reader.snapshot();

        fan.api().delete("/api/v1/sessions/current").expect(204);

        SeatStreamReader.Message end = reader.next();
        assertThat(end.name()).isEqualTo("end");
        assertThat(end.data().path("code").asString()).isEqualTo("unauthenticated");
        fan.admittedApi().get(address()).expectProblem(401, "unauthenticated");
    }

    @Test
    void endsWithTheAdmission() {
        SeatStreamReader reader = stream(fan);
        reader.snapshot();

        clock().advance(Duration.ofMinutes(10));

        SeatStreamReader.Message end = reader.next();
        assertThat(end.name()).isEqualTo("end");
        assertThat(end.data().path("code").asString()).isEqualTo("admission-over");
        assertThat(reader.next().name()).isEmpty();
        fan.admittedApi().get(address()).expectProblem(403, "admission-over");
    }

    @Test
    void oneBuyerHasSixStreamsAtTheMost() {
        IntStream.range(0, 6).forEach(_ -> stream(fan).snapshot());

        fan.admittedApi().get(address()).expectProblem(429, "too-many-requests");
        assertThat(stream(other).status()).isEqualTo(200);
    }

    @Test
    void serverThatStopsEndsAllStreamsFirstAndTakesNoMore() {
        SeatStreamReader reader = stream(fan);
        reader.snapshot();

        streams.stop();
        try {
            assertThat(reader.next().name()).isEmpty();
            assertThat(fan.admittedApi()
                            .get(address())
                            .expectProblem(503, "busy")
                            .header("Retry-After"))
                    .isEqualTo("5");
        } finally {
            streams.start();
        }
        assertThat(stream(fan).next().name()).isEqualTo("snapshot");
    }

    @Test
    void everyReaderEndsWithTheListThatIsTrueWhateverTheRush() {
        List<Fan> crowd = crowd().of(20, stage);
        crowd.forEach(Fan::joinsAndEnters);
        List<SeatStreamReader> readers =
                IntStream.range(0, 5).mapToObj(_ -> stream(fan)).toList();

        Crowd.atOnce(crowd, buyer -> {
            int first = crowd.indexOf(buyer);
            for (int i = 0; i < 10; i++) {
                String seat = Integer.toString(1 + (first * 7 + i * 3) % 50);
                if (buyer.holds(seat).status() == 201 && i % 3 != 0) {
                    buyer.releases().expect(204);
                }
            }
            return true;
        });
        // This seat changes last, so a reader who has received it has received everything.
        String last = lastFreeSeat();
        other.holds(last).expect(201);

        JsonNode truth = fan.seesSeats().expect(200).body();
        long version = truth.path("version").asLong();
        readers.forEach(reader -> assertThat(readUntil(reader, version)).isEqualTo(statuses(truth)));
    }

    private String lastFreeSeat() {
        return statuses(fan.seesSeats().body()).entrySet().stream()
                .filter(seat -> seat.getValue().equals("FREE"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> readUntil(SeatStreamReader reader, long last) {
        Map<String, String> seats = new TreeMap<>(statuses(reader.snapshot().data()));
        Map<String, Long> versions = new HashMap<>();
        while (true) {
            SeatStreamReader.Message next = reader.next();
            String seat = next.data().path("seat").asString();
            String status = next.data().path("status").asString();
            long version = next.data().path("version").asLong();
            assertThat(versions.merge(seat, version, Math::max)).isEqualTo(version);
            seats.put(seat, status);
            if (version == last) {
                return seats;
            }
        }
    }

    private static Map<String, String> statuses(JsonNode list) {
        Map<String, String> statuses = new TreeMap<>();
        list.path("seats")
                .forEach(seat -> statuses.put(
                        seat.path("seat").asString(), seat.path("status").asString()));
        return statuses;
    }
}
