package dev.frontrow.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.ServerTest;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// Requests to a server that already listens, but has neither its operator nor its concerts yet.
@Import(NotBeforeReadyTest.Impatient.class)
class NotBeforeReadyTest extends ServerTest {

    /// Runs before all other steps of the start.
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static class Impatient implements ApplicationRunner {

        private final WebServerApplicationContext served;
        private final Map<String, Answer> answers = new ConcurrentHashMap<>();

        Impatient(WebServerApplicationContext served) {
            this.served = served;
        }

        @Override
        public void run(ApplicationArguments arguments) {
            ApiClient api =
                    ApiClient.at(Objects.requireNonNull(served.getWebServer()).getPort());
            answers.put(
                    "sign-in",
                    api.post("/api/v1/sessions", Map.of("username", "operator", "password", OPERATOR_PASSWORD)));
            for (String path : new String[] {
                "/api/v1/concerts",
                "/api/v1/concerts/1/waiting-room",
                "/api/v1/performances/1/seats",
                "/nowhere",
                "/time",
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness"
            }) {
                answers.put(path, api.get(path));
            }
            ApiClient browser = api.with("Accept", "text/html");
            answers.put("page", browser.get("/concerts/1"));
            answers.put("page in Korean", browser.language("ko").get("/"));
            answers.put(
                    "form",
                    browser.with("Content-Type", "application/x-www-form-urlencoded")
                            .raw("POST", "/sign-in", "username=operator"));
        }
    }

    @Autowired
    private Impatient early;

    private Answer early(String what) {
        return Objects.requireNonNull(early.answers.get(what));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sign-in",
                "/api/v1/concerts",
                "/api/v1/concerts/1/waiting-room",
                "/api/v1/performances/1/seats",
                "/nowhere",
                // Pages ask for it before they send a form again.
                "/time"
            })
    void programsAreToldToComeBack(String what) {
        Answer answer = early(what).expectProblem(503, "busy");

        assertThat(answer.header("Retry-After")).isEqualTo("2");
        assertThat(answer.header("Refresh")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"page", "page in Korean"})
    void pagesComeAgainByThemselves(String what) {
        Answer page = early(what).expect(503);

        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Refresh")).isEqualTo("2");
        assertThat(page.header("Retry-After")).isEqualTo("2");
        assertThat(page.text()).contains(what.equals("page") ? "try again in a few seconds" : "몇 초 뒤에");
    }

    @Test
    void formsAreNotSentAgainByThemselves() {
        assertThat(early("form").expect(503).header("Refresh")).isEmpty();
    }

    @Test
    void livesButIsNotReady() {
        early("/actuator/health/liveness").expect(200);
        early("/actuator/health/readiness").expect(503);
        early("/actuator/health").expect(503);
    }

    @Test
    void answersAllOfItOnceReady() {
        api().get("/actuator/health/readiness").expect(200);
        api().asOperator().get("/api/v1/concerts").expect(200);
        api().get("/api/v1/concerts/987654321").expectProblem(404, "concert-unknown");
    }
}
