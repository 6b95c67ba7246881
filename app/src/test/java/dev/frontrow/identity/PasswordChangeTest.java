package dev.frontrow.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// Changes that owners make to their accounts.
class PasswordChangeTest extends ServerTest {

    private static final String ME = "/api/v1/buyers/me";
    private static final String PASSWORD = ME + "/password";
    private static final String ADDRESS = ME + "/recovery-address";
    private static final String FRESH = "바다가 보이는 작은 방";

    private final String username = "jane-" + UUID.randomUUID().toString().substring(0, 12);
    private ApiClient jane;

    @BeforeEach
    void signUp() {
        api().post("/api/v1/buyers", Map.of("username", username, "password", ApiClient.PASSWORD))
                .expect(201);
        jane = api().asSignedIn(username, ApiClient.PASSWORD);
    }

    private ApiClient.Answer changes(ApiClient client, String current, String fresh) {
        return client.raw(
                "PUT", PASSWORD, "{\"currentPassword\": \"%s\", \"newPassword\": \"%s\"}".formatted(current, fresh));
    }

    @Test
    void endsAllOlderSessionsAndBeginsANewOne() {
        ApiClient phone = api().asSignedIn(username, ApiClient.PASSWORD);

        var answer = changes(jane, ApiClient.PASSWORD, FRESH).expect(200);

        jane.get(ME).expectProblem(401, "unauthenticated");
        phone.get(ME).expectProblem(401, "unauthenticated");
        api().bearer(answer.body().path("accessToken").asString()).get(ME).expect(200);
        api().post("/api/v1/sessions", Map.of("username", username, "password", ApiClient.PASSWORD))
                .expectProblem(401, "credentials-wrong");
        api().asSignedIn(username, Normalizer.normalize(FRESH, Normalizer.Form.NFD))
                .get(ME)
                .expect(200);
    }

    @ParameterizedTest
    @CsvSource({
        "wrong password, a new long password, currentPassword, is not the current password",
        "correct horse battery, short, newPassword, must have at least 8 characters",
        "correct horse battery, password, newPassword, is too easy to guess",
        "correct horse battery, '        ', newPassword, must have more than blanks"
    })
    void refusesWrongPasswords(String current, String fresh, String field, String words) {
        var refused = changes(jane, current, fresh).expectProblem(400, "request-invalid");

        assertThat(refused.fault(field)).isEqualTo(words);
        jane.get(ME).expect(200);
    }

    @Test
    void saysThatItIsTooLong() {
        var refused = changes(jane, ApiClient.PASSWORD, "we meet at the old bridge " + "x".repeat(103))
                .expectProblem(400, "request-invalid");

        assertThat(refused.fault("newPassword")).isEqualTo("must have at most 128 characters");
    }

    @Test
    void slowsDownGuessingFromAnOpenSession() {
        for (int i = 0; i < 10; i++) {
            changes(jane, "wrong " + i, FRESH).expectProblem(400, "request-invalid");
        }

        changes(jane, ApiClient.PASSWORD, FRESH).expectProblem(429, "too-many-requests");
    }

    @Test
    void ofTwoChangesAtOnceOneWins() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(
                    () -> changes(jane, ApiClient.PASSWORD, FRESH + " 1").status());
            var second = threads.submit(
                    () -> changes(jane, ApiClient.PASSWORD, FRESH + " 2").status());

            assertThat(new int[] {first.get(), second.get()}).contains(200).containsAnyOf(400, 401);
        }
    }

    @Test
    void buyersWithoutAPasswordCannotChangeIt() {
        changes(newBuyer(), "", FRESH).expectProblem(400, "request-invalid");
        changes(api(), ApiClient.PASSWORD, FRESH).expectProblem(401, "unauthenticated");
    }

    @Test
    void keepsARecoveryAddressByThePasswordOnly() {
        setsAddress("wrong password", "jane@example.com").expectProblem(400, "request-invalid");
        assertThat(jane.get(ME).body().has("recoveryAddress")).isFalse();

        setsAddress(ApiClient.PASSWORD, "jane@example.com").expect(204);
        assertThat(jane.get(ME).body().path("recoveryAddress").asString()).isEqualTo("jane@example.com");
        assertThat(jane.get(ME).body().path("username").asString()).isEqualTo(username);

        setsAddress(ApiClient.PASSWORD, null).expect(204);
        assertThat(jane.get(ME).body().has("recoveryAddress")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "jane",
        "jane@",
        "@example.com",
        "'a@b.example, c@d.example'",
        "'jane@example.com\\nBcc: all@example.com'",
        "jane doe@example.com",
        "<jane@example.com>"
    })
    void refusesAddressesThatCouldBeReadInTwoWays(String address) {
        var refused = jane.raw(
                        "PUT", ADDRESS, "{\"currentPassword\": \"x\", \"recoveryAddress\": \"%s\"}".formatted(address))
                .expectProblem(400, "request-invalid");

        assertThat(refused.fault("recoveryAddress")).isEqualTo("must be an e-mail address");
    }

    private ApiClient.Answer setsAddress(String password, @Nullable String address) {
        Map<String, Object> form = new HashMap<>(Map.of("currentPassword", password));
        if (address != null) {
            form.put("recoveryAddress", address);
        }
        return jane.raw("PUT", ADDRESS, JsonMapper.shared().writeValueAsString(form));
    }
}
