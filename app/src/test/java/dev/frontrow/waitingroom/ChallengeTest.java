package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.AuditedTest;
import dev.frontrow.Fan;
import dev.frontrow.Stage;
import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.waitingroom.challenge.ChallengePolicies;
import dev.frontrow.waitingroom.store.Places;
import dev.frontrow.waitingroom.tokens.QueueTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.altcha.altcha.Altcha;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Which buyers a room challenges, and what happens to them.
class ChallengeTest extends AuditedTest {

    private static final ClientNetwork CAMPUS = ClientNetwork.of("192.0.2.1");
    private static final ClientNetwork ELSEWHERE = ClientNetwork.of("2001:db8::1");
    private static final int UNSUSPECTED = 100;

    @Autowired
    Rooms rooms;

    @Autowired
    Places places;

    @Autowired
    LivePlaces livePlaces;

    @Autowired
    NewPlaces newPlaces;

    /// Has no rate limits.
    @Autowired
    BeanFactory server;

    @Autowired
    QueueTokens queueTokens;

    private Stage stage;

    @BeforeEach
    void crowdedRoom() {
        stage = Stage.with(api(), clock(), Map.of("capacity", 1));
        stage.fan().joinsAndEnters();
    }

    @Test
    void whereEverybodyIsAskedNobodyJoinsWithoutProof() {
        stage.steer(Map.of("challenge", "ALL")).expect(200);
        Fan fan = stage.fan();

        Answer refusal = fan.joins().expectProblem(403, "challenge-required");

        assertThat(standsInLine(fan)).isFalse();
        assertThat(fan.joinsSaying(Map.of("challenge", solved(refusal)))
                        .expect(201)
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("WAITING");
    }

    @Test
    void wrongProofMakesNoPlaceAndBringsANewChallenge() {
        stage.steer(Map.of("challenge", "ALL")).expect(200);
        Fan fan = stage.fan();

        Answer refusal =
                fan.joinsSaying(Map.of("challenge", "bm90IGEgcHJvb2Y=")).expectProblem(422, "challenge-failed");

        assertThat(standsInLine(fan)).isFalse();
        assertThat(stage.operatorsRoom()
                        .path("lanes")
                        .get(0)
                        .path("lastPosition")
                        .asLong())
                .isEqualTo(1);
        fan.joinsSaying(Map.of("challenge", solved(refusal))).expect(201);
    }

    @Test
    void refusesTheProofOfAnotherBuyer() {
        stage.steer(Map.of("challenge", "ALL")).expect(200);
        String proof = solved(stage.fan().joins().expectProblem(403, "challenge-required"));
        Fan thief = stage.fan();

        thief.joinsSaying(Map.of("challenge", proof)).expectProblem(422, "challenge-failed");

        assertThat(standsInLine(thief)).isFalse();
    }

    @Test
    void refusesTheProofForAnotherConcert() {
        Stage other = Stage.open(api(), clock());
        other.steer(Map.of("challenge", "ALL")).expect(200);
        stage.steer(Map.of("challenge", "ALL")).expect(200);
        Fan there = other.fan();
        String proof = solved(there.joins().expectProblem(403, "challenge-required"));
        Fan here = crowd().sameBuyerAt(there, stage);

        here.joinsSaying(Map.of("challenge", proof)).expectProblem(422, "challenge-failed");

        assertThat(standsInLine(here)).isFalse();
    }

    @Test
    void proofGivesOnePlaceAndNotASecond() {
        stage.steer(Map.of("challenge", "ALL")).expect(200);
        Fan fan = stage.fan();
        String proof = solved(fan.joins().expectProblem(403, "challenge-required"));
        fan.joinsSaying(Map.of("challenge", proof)).expect(201);
        fan.joinsSaying(Map.of("challenge", proof)).expect(200);
        fan.leaves().expect(204);

        fan.joinsSaying(Map.of("challenge", proof)).expectProblem(422, "challenge-failed");

        assertThat(standsInLine(fan)).isFalse();
    }

    @Test
    void proofThatComesTooLateIsRefused() {
        stage.steer(Map.of("challenge", "ALL")).expect(200);
        Fan fan = stage.fan();
        String proof = solved(fan.joins().expectProblem(403, "challenge-required"));
        clock().advance(Duration.ofMinutes(10));

        fan.joinsSaying(Map.of("challenge", proof)).expectProblem(422, "challenge-failed");
    }

    @Test
    void whoeverStandsInLineIsNotAskedAgain() {
        Fan fan = stage.fan();
        JsonNode before = fan.joins().expect(201).body();
        stage.steer(Map.of("challenge", "ALL")).expect(200);

        assertThat(fan.joins().expect(200).body()).isEqualTo(before);
    }

    @Test
    void missingProofUsesNoCode() {
        stage.makesAccessCode("FANCLUB", 1);
        stage.steer(Map.of("challenge", "ALL")).expect(200);
        Fan fan = stage.fan();

        Answer refusal = fan.joinsWith("FANCLUB").expectProblem(403, "challenge-required");

        fan.joinsSaying(Map.of("accessCode", "FANCLUB", "challenge", solved(refusal)))
                .expect(201);
    }

    @Test
    void tooManyFromOneNetworkKeepTheirPlacesAndAreAsked() {
        List<Visitor> campus = join(stage, CAMPUS, UNSUSPECTED + 2);

        assertThat(campus.subList(0, UNSUSPECTED))
                .noneMatch(visitor -> visitor.polls().has("challenge"));
        assertThat(campus.subList(UNSUSPECTED, UNSUSPECTED + 2))
                .allMatch(visitor -> visitor.polls().has("challenge"));
        assertThat(campus)
                .extracting(visitor -> visitor.polls().path("position").asInt())
                .isSorted();
        assertThat(join(stage, ELSEWHERE, 1).getFirst().polls().has("challenge"))
                .isFalse();
    }

    @Test
    void suspectIsLetInAtTheirTurnOnceTheyHaveProvenAndNotBefore() {
        Visitor suspect = join(stage, CAMPUS, UNSUSPECTED + 1).getLast();
        Visitor other = join(stage, ELSEWHERE, 1).getFirst();
        stage.steer(Map.of("capacity", 1_000)).expect(200);

        assertThat(suspect.polls().path("state").asString()).isEqualTo("WAITING");
        suspect.seats().expectProblem(403, "not-admitted");
        assertThat(other.polls().path("state").asString()).isEqualTo("ADMITTED");
        suspect.proves("bm90IGEgcHJvb2Y=").expectProblem(422, "challenge-failed");
        assertThat(suspect.polls().path("state").asString()).isEqualTo("WAITING");
        String proof = solved(suspect.polls().path("challenge"));
        assertThat(suspect.proves(proof).expect(200).body().path("state").asString())
                .isEqualTo("ADMITTED");
        suspect.seats().expect(200);
    }

    @Test
    void suspectWhoHasProvenBeforeTheirTurnWaitsWhereTheyStood() {
        Visitor suspect = join(stage, CAMPUS, UNSUSPECTED + 1).getLast();
        JsonNode before = suspect.polls();
        Answer failed = suspect.proves("bm90IGEgcHJvb2Y=").expectProblem(422, "challenge-failed");

        JsonNode after = suspect.proves(solved(failed)).expect(200).body();

        assertThat(after.path("position")).isEqualTo(before.path("position"));
        assertThat(after.path("state").asString()).isEqualTo("WAITING");
        assertThat(after.has("challenge")).isFalse();
        assertThat(suspect.proves("bm90IGEgcHJvb2Y=").expect(200).body()).isEqualTo(after);
    }

    @Test
    void joiningAgainAnswersTheSamePlaceUnderTheSameSuspicion() {
        Visitor suspect = join(stage, CAMPUS, UNSUSPECTED + 1).getLast();

        JsonNode again = suspect.joins().expect(200).body();

        assertThat(again.has("challenge")).isTrue();
        assertThat(again.path("position")).isEqualTo(suspect.polls().path("position"));
    }

    @Test
    void restartForgetsNoSuspicionAndNoProof() {
        List<Visitor> campus = join(stage, CAMPUS, UNSUSPECTED + 2);
        Visitor suspect = campus.get(UNSUSPECTED);
        Visitor proven = campus.get(UNSUSPECTED + 1);
        proven.proves(solved(proven.polls().path("challenge"))).expect(200);

        rooms.forget(stage.concertId());

        assertThat(suspect.polls().has("challenge")).isTrue();
        assertThat(proven.polls().has("challenge")).isFalse();
        stage.steer(Map.of("capacity", 1_000)).expect(200);
        assertThat(suspect.polls().path("state").asString()).isEqualTo("WAITING");
        assertThat(proven.polls().path("state").asString()).isEqualTo("ADMITTED");
    }

    @Test
    void whereNobodyIsAskedNobodyIsSuspected() {
        stage.steer(Map.of("challenge", "OFF")).expect(200);

        assertThat(join(stage, CAMPUS, UNSUSPECTED + 2))
                .noneMatch(visitor -> visitor.polls().has("challenge"));
    }

    @Test
    void askingNobodyAnyMoreFreesThoseUnderSuspicion() {
        Visitor suspect = join(stage, CAMPUS, UNSUSPECTED + 1).getLast();

        stage.steer(Map.of("challenge", "OFF", "capacity", 1_000)).expect(200);

        assertThat(suspect.polls().path("state").asString()).isEqualTo("ADMITTED");
    }

    /// A buyer whose place was made as if from another address.
    private record Visitor(ApiClient api, Stage stage, String queueToken) {

        JsonNode polls() {
            return api.queueToken(queueToken).get(current()).expect(200).body();
        }

        Answer proves(String proof) {
            return api.queueToken(queueToken).post(current() + "/challenge", Map.of("challenge", proof));
        }

        Answer seats() {
            return api.queueToken(queueToken).get("/api/v1/performances/" + stage.performanceId() + "/seats");
        }

        Answer joins() {
            return api.post("/api/v1/concerts/" + stage.concertId() + "/queue-tokens");
        }

        private String current() {
            return "/api/v1/concerts/" + stage.concertId() + "/queue-tokens/current";
        }
    }

    private List<Visitor> join(Stage where, ClientNetwork network, int count) {
        var joins = new Joins(rooms, livePlaces, newPlaces, ChallengePolicies.withRateLimits(server), clock());
        return crowd().of(count, where).stream()
                .map(fan -> visitor(joins, where, fan, network))
                .toList();
    }

    private Visitor visitor(Joins joins, Stage where, Fan fan, ClientNetwork network) {
        var request = new JoinRequest(buyerId(fan), network, null, null);
        var joined = (JoinOutcome.Joined) joins.join(where.concertId(), request);
        return new Visitor(fan.api(), where, queueTokens.write(joined.token()));
    }

    private static UUID buyerId(Fan fan) {
        return UUID.fromString(fan.api()
                .get("/api/v1/buyers/me/balance")
                .expect(200)
                .body()
                .path("buyerId")
                .asString());
    }

    private boolean standsInLine(Fan fan) {
        return places.findLive(stage.concertId(), buyerId(fan)).isPresent();
    }

    private static String solved(Answer refusal) {
        return solved(refusal.body().path("challenge"));
    }

    /// The payload that the widget sends, computed by the library's solver.
    private static String solved(JsonNode challenge) {
        Map<String, Object> payload = new LinkedHashMap<>();
        for (String name : List.of("algorithm", "challenge", "salt", "signature")) {
            payload.put(name, challenge.path(name).asString());
        }
        try {
            payload.put(
                    "number",
                    Altcha.solveChallenge(
                                    challenge.path("challenge").asString(),
                                    challenge.path("salt").asString(),
                                    Altcha.Algorithm.SHA256,
                                    challenge.path("maxnumber").asLong(),
                                    0)
                            .number);
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
        return Base64.getEncoder()
                .encodeToString(JsonMapper.shared().writeValueAsString(payload).getBytes(StandardCharsets.UTF_8));
    }
}
