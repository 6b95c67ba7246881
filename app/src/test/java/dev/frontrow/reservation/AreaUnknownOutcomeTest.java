package dev.frontrow.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Audit;
import dev.frontrow.Crowd;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.database.CommitCuts;
import dev.frontrow.database.CommitCuts.Cut;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ContextConfiguration;

/// Connections are lost at COMMIT, before and after the database has committed, while buyers hold and pay places of
/// an area. Every repeat of a key must get what the first call has done, and the area must be sold exactly once.
@ContextConfiguration(initializers = CommitCuts.InTheWay.class, inheritInitializers = false)
class AreaUnknownOutcomeTest extends ServerTest {

    private static final int FANS = 60;
    private static final int TRIES_MAX = 400;

    @Autowired
    CommitCuts cuts;

    @Autowired
    Environment environment;

    @Test
    void eachPlaceIsSoldOnceAndEachNumberGivenOnceThoughCommitsAreLost() {
        Stage stage =
                Stage.ofPlaces(api(), clock(), 1, Map.of("areas", List.of(Stage.numberedArea("Floor", FANS, "Back"))));
        List<Fan> fans = crowd().of(FANS, stage);
        fans.forEach(Fan::joinsAndEnters);
        fans.forEach(fan -> fan.topsUp(1_000_000).expect(201));
        Set<Integer> numbers = new ConcurrentSkipListSet<>();

        // Few commits are enough for so many, so each kind has its turn.
        List<Cut> inTurn = List.of(Cut.AFTER, Cut.NONE, Cut.BEFORE, Cut.NONE, Cut.LATE, Cut.NONE);
        var commits = new AtomicInteger();
        cuts.follow(() -> inTurn.get(commits.getAndIncrement() % inTurn.size()));
        Crowd.atOnce(fans, fan -> {
            String holdId = repeat(() -> holds(fan)).body().path("holdId").asString();
            Answer paid = repeat(() ->
                    fan.admittedApi().idempotencyKey("payment").post("/api/v1/payments", Map.of("holdId", holdId)));
            numbers.add(paid.body().path("tickets").get(0).path("entryNumber").asInt());
            return true;
        });
        cuts.heal();
        for (Cut cut : List.of(Cut.BEFORE, Cut.LATE, Cut.AFTER)) {
            assertThat(cuts.made(cut)).as("%s", cut).isPositive();
        }

        assertThat(new TreeSet<>(numbers))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, FANS).boxed().toList());
        clock().advance(Duration.ofSeconds(1));
        new Audit(CommitCuts.straight(environment)).findsNoContradiction(clock().instant());
    }

    private static Answer holds(Fan fan) {
        return fan.admittedApi()
                .idempotencyKey("hold")
                .post(
                        "/api/v1/holds",
                        Map.of(
                                "performanceId",
                                fan.stage().performanceId(),
                                "areas",
                                List.of(Map.of("area", "Floor", "quantity", 1))));
    }

    /// Repeats until the outcome is known. A place that a lost transaction has locked for a moment counts as taken.
    private Answer repeat(Supplier<Answer> call) {
        Answer answer = call.get();
        for (int tries = 0; isToBeRepeated(answer) && tries < TRIES_MAX; tries++) {
            clock().advance(Duration.ofMillis(20));
            answer = call.get();
        }
        return answer.expect(201);
    }

    private static boolean isToBeRepeated(Answer answer) {
        return answer.status() == 503
                || Set.of("request-in-progress", "area-full").contains(answer.code());
    }
}
