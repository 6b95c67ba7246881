package dev.frontrow.identity.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.cluster.JobsElsewhere;
import dev.frontrow.identity.AccessTokens;
import dev.frontrow.identity.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A sign-out ends the session for every holder of its token, on every path, in every process.
class SignOutTest extends ServerTest {

    private static final String CURRENT = "/api/v1/sessions/current";
    private static final String PROBE = "/api/v1/probe/caller";

    @Autowired
    private AccessTokens accessTokens;

    @Autowired
    private EndedSessions endedSessions;

    @Autowired
    private EndedSessionRows rows;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void endsTheSessionWhereverItsTokenIs() {
        ApiClient buyer = newBuyer();
        buyer.get(PROBE).expect(200);

        assertThat(buyer.delete(CURRENT).expect(204).bytes()).isEmpty();

        buyer.get(PROBE).expectProblem(401, "unauthenticated");
        buyer.get("/api/v1/buyers/me/balance").expectProblem(401, "unauthenticated");
    }

    @Test
    void endsNothingWithoutASession() {
        api().delete(CURRENT).expectProblem(401, "unauthenticated");
        api().bearer("nonsense").delete(CURRENT).expectProblem(401, "unauthenticated");
    }

    @Test
    void aRepeatIsToldThatTheSessionIsOver() {
        ApiClient buyer = newBuyer();
        buyer.delete(CURRENT).expect(204);

        buyer.delete(CURRENT).expectProblem(401, "unauthenticated");
    }

    @Test
    void leavesTheBuyersOtherSessionsAlone() {
        ApiClient phone = api().asNewBuyer();
        String username = jdbc.sql("select username from identity.buyer where buyer_id = :id")
                .param("id", phone.get(PROBE).body().path("buyerId").asString(), java.sql.Types.OTHER)
                .query(String.class)
                .single();
        ApiClient laptop = api().asSignedIn(username, ApiClient.PASSWORD);

        phone.delete(CURRENT).expect(204);

        laptop.get(PROBE).expect(200);
    }

    @Test
    void theFastPathsKnowItToo() {
        var stage = Stage.open(api(), clock());
        var fan = stage.fan().joinsAndEnters();
        fan.polls().expect(200);
        fan.seesSeats().expect(200);
        fan.api().delete(CURRENT).expect(204);

        fan.polls().expectProblem(401, "unauthenticated");
        fan.seesSeats().expectProblem(401, "unauthenticated");
        fan.holds("1").expectProblem(401, "unauthenticated");
        fan.topsUp(1000).expectProblem(401, "unauthenticated");
        fan.joins().expectProblem(401, "unauthenticated");
    }

    @Test
    void anotherProcessAndARestartedOneKnowItFromTheDatabase() {
        var session = signedIn(0);
        var neighbour = new EndedSessions(rows, clock(), JobsElsewhere.jobs());
        endedSessions.end(session);
        assertThat(neighbour.isOver(session)).isFalse();

        neighbour.follow();

        assertThat(neighbour.isOver(session)).isTrue();
        assertThat(new EndedSessions(rows, clock(), JobsElsewhere.jobs()).isOver(session))
                .isTrue();
    }

    /// Also those of an outside issuer, whose sessions have no generation of ours.
    @Test
    void anotherProcessKnowsThatAnAccountWasDeleted() {
        ApiClient buyer = newBuyer();
        UUID buyerId = UUID.fromString(buyer.get(PROBE).body().path("buyerId").asString());
        var own = new Session(UUID.randomUUID(), buyerId, 3, clock().instant().plus(Duration.ofDays(1)));
        var outside = new Session(UUID.randomUUID(), buyerId, Session.OUTSIDE, own.endsAtLatest());
        var neighbour = new EndedSessions(rows, clock(), JobsElsewhere.jobs());
        buyer.post("/api/v1/buyers/me/deletion", Map.of("currentPassword", "")).expect(204);
        assertThat(endedSessions.isOver(outside)).isTrue();
        assertThat(neighbour.isOver(outside)).isFalse();

        neighbour.follow();

        assertThat(neighbour.isOver(own)).isTrue();
        assertThat(neighbour.isOver(outside)).isTrue();
    }

    @Test
    void anotherProcessReadsLateCommitsToo() {
        var session = signedIn(0);
        var neighbour = new EndedSessions(rows, clock(), JobsElsewhere.jobs());
        var before = clock().instant();
        clock().advance(Duration.ofSeconds(15));
        neighbour.follow();
        rows.end(session, before);

        neighbour.follow();

        assertThat(neighbour.isOver(session)).isTrue();
    }

    @Test
    void isForgottenWithTheLastToken() {
        var session = signedIn(0);
        endedSessions.sweep();
        int before = endedSessions.buyers();
        endedSessions.end(session);
        assertThat(endedSessions.buyers()).isEqualTo(before + 1);

        clock().advance(Duration.between(clock().instant(), session.endsAtLatest()));
        var neighbour = new EndedSessions(rows, clock(), JobsElsewhere.jobs());
        assertThat(neighbour.sweep()).as("rows that another node deletes").isZero();
        while (endedSessions.sweep() > 0) {}

        assertThat(endedSessions.isOver(session)).isFalse();
        assertThat(kept(session.buyerId())).isZero();
    }

    @Test
    void manySignOutsOfOneBuyerEndAllThatTheyHave() {
        UUID buyerId = UUID.randomUUID();
        jdbc.sql("insert into identity.buyer (buyer_id, username, role) values (:id, :name, 'BUYER')")
                .param("id", buyerId)
                .param("name", "many-" + buyerId.toString().substring(0, 20))
                .update();
        List<Session> sessions = IntStream.range(0, 3 * EndedSessions.PER_BUYER_MAX)
                .mapToObj(_ -> session(buyerId, 0))
                .toList();

        sessions.forEach(endedSessions::end);

        assertThat(sessions).allMatch(endedSessions::isOver);
        assertThat(endedSessions.isOver(session(buyerId, 0))).isTrue();
        assertThat(kept(buyerId)).isLessThanOrEqualTo(EndedSessions.PER_BUYER_MAX);
        int generation = jdbc.sql("select generation from identity.buyer where buyer_id = :id")
                .param("id", buyerId)
                .query(Integer.class)
                .single();
        assertThat(endedSessions.isOver(session(buyerId, generation))).isFalse();
    }

    @Test
    void aTokenOfAnEarlierGenerationIsOverInEveryProcess() {
        UUID buyerId =
                UUID.fromString(newBuyer().get(PROBE).body().path("buyerId").asString());
        var neighbour = new EndedSessions(rows, clock(), JobsElsewhere.jobs());
        String token = accessTokens.issue(buyerId, Role.BUYER).value();
        endedSessions.endAll(buyerId);

        neighbour.follow();

        api().bearer(token).get(PROBE).expectProblem(401, "unauthenticated");
        assertThat(neighbour.isOver(session(buyerId, 0))).isTrue();
        api().bearer(accessTokens.issue(buyerId, Role.BUYER, 1).value())
                .get(PROBE)
                .expect(200);
    }

    @Test
    void tokensThatNameNoSessionAreEndedByTheirText() {
        assertThat(Session.idOf("a.b.c")).isEqualTo(Session.idOf("a.b.d")).isNotEqualTo(Session.idOf("a.c.c"));
    }

    private Session signedIn(int generation) {
        return session(UUID.randomUUID(), generation);
    }

    private Session session(UUID buyerId, int generation) {
        return new Session(
                UUID.randomUUID(), buyerId, generation, clock().instant().plus(Duration.ofHours(1)));
    }

    private int kept(UUID buyerId) {
        return jdbc.sql("select count(*) from identity.ended_session where buyer_id = :id")
                .param("id", buyerId)
                .query(Integer.class)
                .single();
    }
}
