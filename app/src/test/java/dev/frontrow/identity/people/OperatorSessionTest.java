package dev.frontrow.identity.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.Operators;
import dev.frontrow.ServerTest;
import dev.frontrow.identity.AccessTokens;
import dev.frontrow.identity.Role;
import dev.frontrow.identity.roles.OperatorRole;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class OperatorSessionTest extends ServerTest {

    private static final String SESSIONS = "/api/v1/operator/sessions";
    private static final String ANY = "/api/v1/operator/concerts";
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    @Autowired
    private Operators operators;

    @Autowired
    private AccessTokens accessTokens;

    private Operators.Made operator;
    private ApiClient desk;
    private ApiClient phone;

    @BeforeEach
    void signedInTwice() {
        operator = operators.make(OperatorRole.SUPPORT);
        desk = session(operator);
        phone = session(operator);
        phone.get(ANY).expect(200);
        clock().advance(Duration.ofMinutes(1));
        desk.get(ANY).expect(200);
    }

    private ApiClient session(Operators.Made of) {
        return api().bearer(accessTokens.issue(of.id(), Role.OPERATOR).value());
    }

    private static List<JsonNode> list(ApiClient client, String path) {
        return client.get(path)
                .expect(200)
                .body()
                .path("sessions")
                .valueStream()
                .toList();
    }

    private static String idOf(ApiClient client) {
        return list(client, SESSIONS).stream()
                .filter(session -> session.path("current").asBoolean())
                .findFirst()
                .orElseThrow()
                .path("sessionId")
                .asString();
    }

    private static String sessionsOf(Operators.Made operator) {
        return "/api/v1/operator/people/" + operator.id() + "/sessions";
    }

    private static void isOver(ApiClient client) {
        client.get(ANY).expectProblem(401, "unauthenticated");
        client.get("/api/v1/buyers/me").expectProblem(401, "unauthenticated");
    }

    @Test
    void listsOnesOwnSessionsTheLastSeenFirst() {
        session(operators.make(OperatorRole.SUPPORT)).get(ANY).expect(200);

        List<JsonNode> sessions = list(desk, SESSIONS);

        assertThat(sessions)
                .extracting(session -> session.path("current").asBoolean())
                .containsExactly(true, false);
        assertThat(sessions)
                .extracting(session -> session.path("address").asString())
                .containsOnly("127.0.0.1");
        assertThat(sessions.getLast().path("seenAt").asString())
                .isLessThan(sessions.getFirst().path("seenAt").asString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | Firefox | Linux
            Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/138.0 Safari/537.36 Edg/138.0 | Edge | Windows
            Mozilla/5.0 (iPhone; CPU iPhone OS 18_5) AppleWebKit/605.1 Version/18.5 Safari/604.1 | Safari | iOS
            Mozilla/5.0 (Linux; Android 15; SM-S921N) SamsungBrowser/28.0 Chrome/130.0 Safari/537.36 | Samsung Internet | Android
            <script>alert(1)</script> | |
            """)
    void namesTheBrowserAndNothingElseOfWhatItSays(String userAgent, String browser, String system) {
        Operators.Made other = operators.make(OperatorRole.SUPPORT);
        ApiClient client = session(other).with("User-Agent", userAgent);

        JsonNode session = list(client, SESSIONS).getFirst();

        assertThat(session.path("browser").asString("")).isEqualTo(browser == null ? "" : browser);
        assertThat(session.path("system").asString("")).isEqualTo(system == null ? "" : system);
        assertThat(session.toString()).doesNotContain("Mozilla", "script");
    }

    @Test
    void endsOneOfOnesOwnSessions() {
        String id = idOf(phone);

        desk.delete(SESSIONS + "/" + id).expect(204);

        isOver(phone);
        assertThat(list(desk, SESSIONS)).hasSize(1);
        desk.delete(SESSIONS + "/" + id).expectProblem(404, "session-unknown");
    }

    @Test
    void nobodyEndsSessionsOfOthersButAnOwner() {
        String id = idOf(phone);
        Operators.Made manager = operators.make(OperatorRole.MANAGER);
        ApiClient stranger = session(manager);

        stranger.delete(SESSIONS + "/" + id).expectProblem(404, "session-unknown");
        stranger.delete(sessionsOf(operator) + "/" + id).expectProblem(403, "forbidden");
        stranger.delete(sessionsOf(operator)).expectProblem(403, "forbidden");
        stranger.get(sessionsOf(operator)).expectProblem(403, "forbidden");
        phone.get(ANY).expect(200);

        ApiClient owner = session(operators.make(OperatorRole.OWNER));
        owner.delete(sessionsOf(manager) + "/" + id).expectProblem(404, "session-unknown");
        assertThat(list(owner, sessionsOf(operator)))
                .hasSize(2)
                .noneMatch(session -> session.path("current").asBoolean());
        owner.delete(sessionsOf(operator) + "/" + id).expect(204);

        isOver(phone);
        desk.get(ANY).expect(200);
    }

    @ParameterizedTest
    @CsvSource({"999, operator-unknown", "00000000-0000-4000-8000-000000000000, operator-unknown"})
    void refusesOperatorsThatAreNone(String id, String code) {
        ApiClient owner = session(operators.make(OperatorRole.OWNER));
        String path = "/api/v1/operator/people/" + id + "/sessions";

        owner.get(path).expectProblem(404, code);
        owner.delete(path).expectProblem(404, code);
        owner.delete(path + "/" + UUID.randomUUID()).expectProblem(404, code);
        desk.delete(SESSIONS + "/no-id").expectProblem(404, "session-unknown");
    }

    /// A session that never came to the box office could come later.
    @Test
    void endsAllOthersAlsoThoseThatNeverCame() {
        ApiClient quiet = session(operator);

        JsonNode goesOn = desk.delete(SESSIONS).expect(200).body();

        isOver(phone);
        isOver(quiet);
        isOver(desk);
        ApiClient fresh = api().bearer(goesOn.path("accessToken").asString());
        assertThat(list(fresh, SESSIONS))
                .hasSize(1)
                .allMatch(session -> session.path("current").asBoolean());
    }

    @Test
    void anOwnerEndsAllSessionsOfAnOperator() {
        ApiClient quiet = session(operator);

        session(operators.make(OperatorRole.OWNER)).delete(sessionsOf(operator)).expect(204);

        isOver(phone);
        isOver(desk);
        isOver(quiet);
    }

    /// Who knows the password alone must not throw the owner of the account out.
    @Test
    void aSessionWithoutItsSecondFactorNeitherListsNorEnds() {
        owner().sql("""
                        insert into identity.second_factor (buyer_id, secret, active)
                        values (?, decode(repeat('00', 20), 'hex'), true)
                        """).param(operator.id()).update();

        desk.get(SESSIONS).expectProblem(403, "forbidden");
        desk.delete(SESSIONS).expectProblem(403, "forbidden");
        desk.delete(SESSIONS + "/" + UUID.randomUUID()).expectProblem(403, "forbidden");
    }

    @Test
    void whoIsLetGoIsSignedOutInTheSameStep() {
        session(operators.make(OperatorRole.OWNER))
                .delete("/api/v1/operator/people/" + operator.id())
                .expect(200);

        isOver(desk);
        assertThat(owner().sql("select generation from identity.buyer where buyer_id = ?")
                        .param(operator.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(OperatorRole.class)
    void everyRoleSeesItsOwnSessions(OperatorRole role) {
        ApiClient client = session(operators.make(role)).with("User-Agent", FIREFOX);

        assertThat(list(client, SESSIONS)).hasSize(1);
        newBuyer().get(SESSIONS).expectProblem(403, "forbidden");
    }
}
