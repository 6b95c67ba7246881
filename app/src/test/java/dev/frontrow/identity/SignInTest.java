package dev.frontrow.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import dev.frontrow.identity.passwords.PasswordEncoding;
import dev.frontrow.identity.passwords.PasswordHashing;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class SignInTest extends ServerTest {

    private static final String SESSIONS = "/api/v1/sessions";

    @Autowired
    private Buyers buyersKnown;

    @Autowired
    private AccessTokens accessTokens;

    @Autowired
    private FirstOperator.Name operatorName;

    @Autowired
    private SignInAttempts attempts;

    private int nextNetwork = 1;

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
    void slowsGuessingDownAlikeForKnownAndUnknownNames() {
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

    /// Records every password check.
    private static final class CountedEncoding extends PasswordEncoding {

        private final List<String> looked = new CopyOnWriteArrayList<>();

        CountedEncoding() {
            super(CHEAP_STRENGTH);
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            // The beginning of a hash contains its cost.
            looked.add(String.valueOf(hash).replaceFirst("(\\$\\d+\\$).*", "$1"));
            return super.matches(password, hash);
        }
    }

    /// Asserts equal cost without measuring time: the hash that is checked determines the cost.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jisoo",
                "JISOO",
                "ＪＩＳＯＯ",
                "operator",
                "no-password",
                "nobody-at-all",
                "no body",
                "",
                "x@y.z",
                "김미나"
            })
    void oneHashOfOneCostIsLookedAtForEveryName(String username) {
        buyersKnown.ensureDemoBuyer("no-password");
        var counted = new CountedEncoding();
        try (var passwords = new PasswordHashing(counted, 1, Duration.ofSeconds(30), 8)) {
            var registration = new Registration(buyersKnown, passwords, accessTokens, operatorName, attempts);
            var passwordsTried = List.of("wrong horse", "", "x".repeat(128), "x".repeat(10_000));
            for (String password : passwordsTried) {
                var stranger = new SignInOrigin(ClientNetwork.of("2001:db8:%x::1".formatted(nextNetwork++)), null);

                assertThat(registration.signIn(username, password, stranger))
                        .isEqualTo(new SignInOutcome.CredentialsWrong());
            }
            assertThat(counted.looked).isEqualTo(Collections.nCopies(passwordsTried.size(), "{hmac-bcrypt}$2a$04$"));
        }
    }

    @Test
    void refusalsOfKnownAndUnknownNamesAreTheSameToTheLastByte() {
        buyersKnown.ensureDemoBuyer("no-password");
        String known = "known-" + System.nanoTime();
        api().post("/api/v1/buyers", Map.of("username", known, "password", ApiClient.PASSWORD))
                .expect(201);
        var wrong = api().post(SESSIONS, Map.of("username", known, "password", "wrong horse"))
                .expectProblem(401, "credentials-wrong");

        for (String username : List.of("no-password", "nobody-" + System.nanoTime(), "김미나", "x".repeat(500))) {
            var refused = api().post(SESSIONS, Map.of("username", username, "password", "wrong horse"))
                    .expectProblem(401, "credentials-wrong");

            assertThat(refused.text()).as(username).isEqualTo(wrong.text());
            assertThat(withoutDate(refused)).as(username).isEqualTo(withoutDate(wrong));
        }
    }

    private static Map<String, List<String>> withoutDate(ApiClient.Answer answer) {
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(answer.headers().map());
        headers.remove("Date");
        return headers;
    }

    @Test
    void signsTheFirstOperatorIn() {
        var answer = api().asOperator().get("/api/v1/probe/caller").expect(200);

        assertThat(answer.body().path("role").asString()).isEqualTo("OPERATOR");
    }
}
