package dev.frontrow.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Audit;
import dev.frontrow.Crowd;
import dev.frontrow.Fan;
import dev.frontrow.NodesWithRedisTest;
import dev.frontrow.Stage;
import dev.frontrow.news.News;
import dev.frontrow.waitingroom.Ticks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// The seats of one sale on two nodes with a real Redis between them. Time stands still, so no board is reread:
/// what shows, the other node has hinted at.
class SeatsOnTwoNodesTest extends NodesWithRedisTest {

    @Autowired
    private News news;

    @Autowired
    private DataSource dataSource;

    private final List<SeatStreamReader> readers = new ArrayList<>();
    private Stage stage;
    private Fan fan;
    private Fan other;

    @BeforeEach
    void twoFansLook() {
        stage = Stage.open(api(), clock());
        List<Fan> fans = crowd().of(2, stage);
        fan = enters(fans.getFirst());
        other = enters(fans.getLast());
        awaitRedis();
    }

    @AfterEach
    void closeStreams() {
        readers.forEach(SeatStreamReader::close);
    }

    /// A node admits once it has the room's lease.
    private Fan enters(Fan joining) {
        joining.joins().expect(201);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            Ticks.at(beans());
            return joining.polls().body().path("state").asString().equals("ADMITTED");
        });
        return joining;
    }

    private SeatStreamReader atSecond(String lastEventId) {
        return keep(SeatStreamReader.after(second().port(), fan, lastEventId));
    }

    private SeatStreamReader keep(SeatStreamReader reader) {
        readers.add(reader);
        return reader;
    }

    private static void show(SeatStreamReader reader, String... changes) {
        assertThat(reader.changes(changes.length)).containsExactlyInAnyOrder(changes);
    }

    private byte[] hint(String seat, SeatStatus status, long version) {
        return SeatHintBody.write(List.of(new SeatChange(stage.performanceId(), seat, status, version, false, null)));
    }

    @Test
    void streamsOfEachNodeShowHoldsReleasesAndPaymentsOfTheOther() {
        SeatStreamReader there = atSecond("");
        there.snapshot();

        other.holds("3", "4").expect(201);
        show(there, "3 HELD", "4 HELD");
        other.releases().expect(204);
        show(there, "3 FREE", "4 FREE");
        other.topsUp(1_000_000).expect(201);
        other.holds("5").expect(201);
        show(there, "5 HELD");
        other.pays("one").expect(201);
        show(there, "5 SOLD");
    }

    @Test
    void streamsContinueAtTheOtherNodeWithAListAndMissNothing() {
        SeatStreamReader here = keep(SeatStreamReader.of(port(), fan));
        here.snapshot();
        other.holds("3").expect(201);
        String last = here.next().id();
        here.close();
        other.releases().expect(204);

        SeatStreamReader there = atSecond(last);

        SeatStreamReader.Message list = there.snapshot();
        assertThat(list.data().path("seats").valueStream())
                .filteredOn(seat -> seat.path("seat").asString().equals("3"))
                .singleElement()
                .satisfies(seat -> assertThat(seat.path("status").asString()).isEqualTo("FREE"));
        other.holds("6").expect(201);
        show(there, "6 HELD");
    }

    @Test
    void streamsContinueAtTheSameNodeWithWhatChanged() {
        SeatStreamReader there = atSecond("");
        String last = there.snapshot().id();
        other.holds("3").expect(201);
        show(there, "3 HELD");
        there.close();

        show(atSecond(last), "3 HELD");
    }

    /// Versions become known to each node in an order of its own.
    @Test
    void theVersionOfAListSaysNotEnoughWithoutTheNode() {
        // While somebody looks, the node remembers what changes, also before the next reader's stream has begun.
        keep(SeatStreamReader.of(port(), fan)).snapshot();
        var list = fan.seesSeats().expect(200);
        String version = list.body().path("version").asString();

        assertThat(list.header("Last-Event-ID")).startsWith(version + "-");
        atSecond(version).snapshot();
        keep(SeatStreamReader.after(port(), fan, list.header("Last-Event-ID")));
        other.holds("3").expect(201);
        show(readers.getLast(), "3 HELD");
    }

    /// A node with a bug, or somebody with the channel's key.
    @Test
    void aWrongHintLastsNoLongerThanTheNextReading() {
        SeatStreamReader there = atSecond("");
        there.snapshot();

        news.hint(SeatHintBody.TOPIC, stage.performanceId(), hint("7", SeatStatus.SOLD, Long.MAX_VALUE));
        show(there, "7 SOLD");
        clock().advance(Duration.ofSeconds(1));

        SeatStreamReader.Message list = there.snapshot();
        assertThat(list.data().path("seats").valueStream())
                .allSatisfy(seat -> assertThat(seat.path("status").asString()).isEqualTo("FREE"));
        other.holds("7").expect(201);
        show(there, "7 HELD");
    }

    @Test
    void streamsOfEachNodeShowHowManyPlacesTheOtherLeaves() {
        openArea(1, 3);
        SeatStreamReader there = atSecond("");
        there.snapshot();

        other.holdsIn("Floor", 2).expect(201);
        assertThat(there.next().data().path("free").asInt()).isEqualTo(1);
        other.releases().expect(204);
        assertThat(there.next().data().path("free").asInt()).isEqualTo(3);
        fan.at(second().port()).holdsIn("Floor", 3).expect(201);
        assertThat(there.next().data().path("free").asInt()).isZero();
        other.holdsIn("Floor", 1).expectProblem(409, "area-full");
    }

    @Test
    void lastPlacesAreSoldOnceHoweverManyNodesSellThem() {
        openArea(100, 3);
        Fan there = other.at(second().port());

        for (long performanceId : stage.performanceIds()) {
            List<Answer> answers = Crowd.atOnce(
                    List.of(fan, there, fan, there), buyer -> holdsAPlaceTryingAgainWhileBusy(buyer, performanceId));

            assertThat(answers)
                    .allMatch(answer -> answer.status() == 201 || answer.code().equals("area-full"));
            assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(3);
        }
        new Audit(dataSource).findsNoContradiction(clock().instant());
    }

    /// Busy is the answer while the other node has the last place in its hands.
    private static Answer holdsAPlaceTryingAgainWhileBusy(Fan buyer, long performanceId) {
        Answer answer = buyer.holdsAt(performanceId, "Floor", 1);
        for (int tries = 0; answer.status() == 503 && tries < 1_000; tries++) {
            answer = buyer.holdsAt(performanceId, "Floor", 1);
        }
        return answer;
    }

    private void openArea(int performances, int capacity) {
        stage = Stage.ofPlaces(
                api(), clock(), performances, Map.of("areas", List.of(Stage.area("Floor", capacity, "Back"))));
        List<Fan> fans = crowd().of(2, stage);
        fan = enters(fans.getFirst());
        other = enters(fans.getLast());
    }
}
