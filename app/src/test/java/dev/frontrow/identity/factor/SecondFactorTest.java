package dev.frontrow.identity.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Operators;
import dev.frontrow.OperatorsInvited;
import dev.frontrow.ServerTest;
import dev.frontrow.identity.AccessTokens;
import dev.frontrow.identity.Role;
import dev.frontrow.identity.roles.OperatorRole;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class SecondFactorTest extends ServerTest {

    private static final String FACTOR = "/api/v1/operator/second-factor";
    private static final Duration STEP = Duration.ofSeconds(30);

    @Autowired
    private Operators operators;

    @Autowired
    private AccessTokens accessTokens;

    private Operators.Made operator() {
        return operators.make(OperatorRole.MANAGER);
    }

    private ApiClient session(Operators.Made operator) {
        return api().bearer(accessTokens.issue(operator.id(), Role.OPERATOR).value());
    }

    private byte[] begins(ApiClient session) {
        return OperatorsInvited.bytes(
                session.post(FACTOR).expect(201).body().path("secret").asString());
    }

    private Answer shows(ApiClient session, String code) {
        return session.post(FACTOR + "/confirmation", Map.of("code", code));
    }

    private String code(byte[] secret) {
        return Totp.code(secret, clock().instant());
    }

    /// The vectors of RFC 6238, appendix B, of which six digits are shown.
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codesAreThoseOfTheStandard(long second, String code) {
        byte[] secret = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

        assertThat(Totp.code(secret, Instant.ofEpochSecond(second))).isEqualTo(code);
    }

    @Test
    void countsOnlyOnceItsFirstCodeWasTyped() {
        var operator = operator();
        ApiClient first = session(operator);
        byte[] secret = begins(first);
        session(operator).get("/api/v1/operator/audit").expect(200);

        assertThat(shows(first, code(secret)).expect(200).body().path("recoveryCodes"))
                .hasSize(10);

        first.get("/api/v1/operator/audit").expect(200);
        session(operator).get("/api/v1/operator/audit").expectProblem(403, "forbidden");
    }

    @Test
    void eachSessionShowsItOnceAndEachCodeIsGoodOnce() {
        var operator = operator();
        ApiClient first = session(operator);
        byte[] secret = begins(first);
        String used = code(secret);
        shows(first, used).expect(200);
        ApiClient second = session(operator);

        shows(second, used).expectProblem(422, "second-factor-wrong");
        second.get("/api/v1/operator/nodes").expectProblem(403, "forbidden");
        clock().advance(STEP);
        shows(second, code(secret)).expect(200);

        second.get("/api/v1/operator/nodes").expect(200);
        assertThat(second.get(FACTOR).expect(200).body().path("confirmed").asBoolean())
                .isTrue();
    }

    @Test
    void codeOfTheNeighbouringStepIsGoodAndOneFurtherAwayIsNot() {
        var operator = operator();
        ApiClient session = session(operator);
        byte[] secret = begins(session);

        shows(session, Totp.code(secret, clock().instant().minus(STEP.multipliedBy(2))))
                .expectProblem(422, "second-factor-wrong");
        shows(session, Totp.code(secret, clock().instant().plus(STEP))).expect(200);
    }

    @Test
    void recoveryCodeIsGoodOnce() {
        var operator = operator();
        ApiClient first = session(operator);
        JsonNode codes = shows(first, code(begins(first))).expect(200).body().path("recoveryCodes");
        String recovery = codes.path(0).asString();

        shows(session(operator), recovery.toLowerCase(Locale.ROOT)).expect(200);
        shows(session(operator), recovery).expectProblem(422, "second-factor-wrong");
        assertThat(first.get(FACTOR).body().path("recoveryCodesLeft").asInt()).isEqualTo(9);
    }

    @Test
    void guessesAreSlowedDown() {
        var operator = operator();
        ApiClient first = session(operator);
        byte[] secret = begins(first);
        shows(first, code(secret)).expect(200);
        ApiClient thief = session(operator);

        List<Integer> answers =
                Stream.generate(() -> shows(thief, "000000").status()).limit(12).toList();

        assertThat(answers).startsWith(422, 422, 422, 422, 422).endsWith(429);
    }

    /// A password alone must neither replace nor remove it.
    @Test
    void isNeitherReplacedNorRemovedByAnUnprovenSession() {
        var operator = operators.make(OperatorRole.OWNER);
        ApiClient first = session(operator);
        shows(first, code(begins(first))).expect(200);
        ApiClient thief = session(operator);

        thief.post(FACTOR).expectProblem(409, "second-factor-active");
        thief.delete("/api/v1/operator/people/" + operator.id() + "/second-factor")
                .expectProblem(403, "forbidden");
        thief.delete("/api/v1/operator/people/" + operator.id()).expectProblem(403, "forbidden");
    }

    /// Otherwise a stolen password would be enough to lock its owner out.
    @Test
    void passwordAndRecoveryAddressStayUntilItIsShown() {
        var operator = operators.make(OperatorRole.OWNER);
        ApiClient first = session(operator);
        byte[] secret = begins(first);
        shows(first, code(secret)).expect(200);
        ApiClient second = session(operator);
        String password = "{\"currentPassword\": \"a\", \"newPassword\": \"we meet at the old bridge\"}";
        String address = "{\"currentPassword\": \"a\", \"recoveryAddress\": \"thief@example.org\"}";

        second.raw("PUT", "/api/v1/buyers/me/password", password).expectProblem(403, "forbidden");
        second.raw("PUT", "/api/v1/buyers/me/recovery-address", address).expectProblem(403, "forbidden");

        clock().advance(STEP);
        shows(second, code(secret)).expect(200);
        assertThat(second.raw("PUT", "/api/v1/buyers/me/recovery-address", address)
                        .status())
                .isNotEqualTo(403);
    }

    @Test
    void ownerTakesItAwayFromWhoLostTheirPhone() {
        var operator = operator();
        ApiClient first = session(operator);
        shows(first, code(begins(first))).expect(200);
        String path = "/api/v1/operator/people/" + operator.id() + "/second-factor";

        api().asOperator().delete(path).expect(204);

        session(operator).get("/api/v1/operator/nodes").expect(200);
        api().asOperator().delete(path).expectProblem(404, "second-factor-unknown");
    }

    @Test
    void codeWithoutASecondFactorIsRefused() {
        shows(session(operator()), "123456").expectProblem(404, "second-factor-unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "1234567", "１２３４５６", "' or 1=1"})
    void rejectsWhatIsNoCode(String typed) {
        ApiClient session = session(operator());
        begins(session);

        assertThat(shows(session, typed).status()).isIn(400, 422);
    }

    @Test
    void secretIsNeitherStoredPlainlyNorInTheAuditLog() {
        var operator = operator();
        ApiClient session = session(operator);
        String secret = session.post(FACTOR).expect(201).body().path("secret").asString();
        String hex = HexFormat.of().formatHex(OperatorsInvited.bytes(secret));

        assertThat(owner().sql("select encode(secret, 'hex') from identity.second_factor")
                        .query(String.class)
                        .list())
                .noneMatch(stored -> stored.contains(hex));
        assertThat(api().asOperator()
                        .get("/api/v1/operator/audit?action=SECOND_FACTOR_BEGUN")
                        .text())
                .contains(operator.id().toString())
                .doesNotContain(secret);
    }

    @Test
    void pagesLeadToTheCodeUntilItIsShown() {
        var operator = operator();
        ApiClient first = session(operator);
        shows(first, code(begins(first))).expect(200);
        ApiClient browser = api().with(
                        "Cookie", "frontrow-session=" + session(operator).accessToken())
                .with("Accept", "text/html");

        var answer = browser.get("/office/concerts").expect(302);

        assertThat(answer.header("Location")).isEqualTo("/office/second-factor");
        browser.get("/office/second-factor").expect(200);
    }
}
