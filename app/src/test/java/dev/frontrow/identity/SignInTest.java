package dev.frontrow.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class SignInTest extends ServerTest {

    private static final String SESSIONS = "/api/v1/sessions";

    @Autowired
    private Buyers buyersKnown;

    @BeforeEach
    void signUp() {
        api().post("/api/v1/buyers", Map.of("username", "Jisoo", "password", ApiClient.PASSWORD));
    }

    @Test
    void signsIn() {
        var answer = api().post(SESSIONS, Map.of("username", "jisoo", "password", ApiClient.PASSWORD))
                .expect(201);

        assertThat(answer.body().propertyNames())
                .containsExactlyInAnyOrder("accessToken", "tokenType", "expiresAt", "buyerId");
        assertThat(answer.body().path("tokenType").asString()).isEqualTo("Bearer");
        assertThat(Instant.parse(answer.body().path("expiresAt").asString()))
                .isBetween(
                        clock().instant().plus(Duration.ofMinutes(59)),
                        clock().instant().plus(Duration.ofHours(1)));
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void acceptsTheTokenUntilItEnds() {
        var buyer = api().asSignedIn("jisoo", ApiClient.PASSWORD);
        buyer.get("/api/v1/probe/caller").expect(200);

        clock().advance(Duration.ofHours(1));

        buyer.get("/api/v1/probe/caller").expectProblem(401, "unauthenticated");
    }

    @ParameterizedTest
    @CsvSource({
        "jisoo, wrong-password",
        "jisoo, ''",
        "jisoo, 'correct horse battery '",
        "nobody, correct horse battery",
        "'', correct horse battery",
        "no-password, ''",
        "no-password, null"
    })
    void refusesWrongCredentials(String username, String password) {
        buyersKnown.ensureDemoBuyer("no-password");

        api().post(SESSIONS, Map.of("username", username, "password", password))
                .expectProblem(401, "credentials-wrong");
    }

    @Test
    void refusesACredentialOfAnyLength() {
        api().post(SESSIONS, Map.of("username", "u".repeat(10_000), "password", "p".repeat(10_000)))
                .expectProblem(401, "credentials-wrong");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"username":"jisoo"}                            | password | is required
            {"password":"12345678"}                         | username | is required
            {"username":"jisoo","password":1}               | password | must be text
            {"username":"jisoo","password":"1","otp":"1"}   | otp      | is not a field of this request
            ''                                              | body     | is required
            """)
    void refusesUnfitBodies(String body, String field, String message) {
        var answer = api().raw("POST", SESSIONS, body).expectProblem(400, "request-invalid");

        assertThat(answer.fault(field)).isEqualTo(message);
    }

    @Test
    void slowsDownWhoeverGuessesAndTellsKnownNamesFromUnknownOnesByNothing() {
        for (String username : List.of("guessed-" + System.nanoTime(), "nobody-" + System.nanoTime())) {
            if (username.startsWith("guessed")) {
                api().post("/api/v1/buyers", Map.of("username", username, "password", ApiClient.PASSWORD));
            }
            for (int i = 0; i < 5; i++) {
                api().post(SESSIONS, Map.of("username", username, "password", "wrong " + i))
                        .expectProblem(401, "credentials-wrong");
            }

            var refused = api().post(SESSIONS, Map.of("username", username, "password", ApiClient.PASSWORD))
                    .expectProblem(429, "too-many-requests");

            assertThat(refused.header("Retry-After")).isEqualTo("1");
        }
    }

    @Test
    void signsTheFirstOperatorIn() {
        var answer = api().asOperator().get("/api/v1/probe/caller").expect(200);

        assertThat(answer.body().path("role").asString()).isEqualTo("OPERATOR");
    }
}
