package dev.frontrow.web.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.TestClock;
import dev.frontrow.cluster.Nodes;
import dev.frontrow.cluster.TestNodes;
import dev.frontrow.problem.ProblemWriter;
import dev.frontrow.sharing.LimitedJoin;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/// The filter alone, with the default limits.
class RateLimitsTest {

    private static final int PER_SECOND = 500;
    private static final int BURST = 2_000;
    private static final int SIGN_IN_BURST = 120;

    @ImportAutoConfiguration({JettyServletWebServerAutoConfiguration.class, PropertyPlaceholderAutoConfiguration.class})
    @Import({RateLimitConfiguration.class, ProblemWriter.class})
    static class BareServer {

        @Bean
        TestClock clock() {
            return new TestClock(Instant.parse("2026-11-22T11:00:00Z"));
        }

        @Bean
        Nodes nodes() {
            return TestNodes.of(1);
        }

        @Bean
        JsonMapper json() {
            return JsonMapper.shared();
        }

        @Bean
        RequestMappingHandlerMapping controllers() {
            return new RequestMappingHandlerMapping();
        }

        @Bean
        Entrance entrance() {
            return new Entrance();
        }

        @Bean
        HttpServlet servlet() {
            return new HttpServlet() {
                private static final long serialVersionUID = 1L;

                @Override
                protected void service(HttpServletRequest request, HttpServletResponse response) {
                    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                }
            };
        }
    }

    @Controller
    static class Entrance {

        @LimitedJoin
        @PostMapping("/api/v1/concerts/{concertId}/queue-tokens")
        void join() {}

        @PostMapping("/api/v1/concerts/{concertId}/queue-tokens/current")
        void stay() {}
    }

    private final List<ServletWebServerApplicationContext> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(ServletWebServerApplicationContext::close);
    }

    @Test
    void refusesBeyondTheBurstAndSaysWhenToComeBack() {
        var server = start();
        var client = client(server);
        spend(BURST, client);

        var refusal = client.get("/").expectProblem(429, "too-many-requests");

        assertThat(refusal.header("Retry-After")).isEqualTo("1");
        assertThat(refusal.header("Cache-Control")).isEqualTo("no-store");
        assertThat(client.language("ko").get("/").body().path("title").asString())
                .isEqualTo("요청이 너무 많아요");
        server.getBean(TestClock.class).advance(Duration.ofSeconds(1));
        spend(PER_SECOND, client);
        client.get("/").expect(429);
    }

    @Test
    void eachCostlyCallHasItsOwnLimit() {
        var client = client(start());
        for (int i = 0; i < SIGN_IN_BURST; i++) {
            client.post("/api/v1/sessions").expect(204);
            client.post("/api/v1/buyers").expect(204);
            client.post("/api/v1/concerts/1/queue-tokens").expect(204);
        }

        client.post("/api/v1/sessions").expectProblem(429, "too-many-requests");
        client.post("/api/v1/buyers").expectProblem(429, "too-many-requests");
        // All concerts share one bucket. Otherwise a second concert would double what one address may send.
        for (int i = 0; i < SIGN_IN_BURST; i++) {
            client.post("/api/v1/concerts/2/queue-tokens").expect(204);
        }
        client.post("/api/v1/concerts/3/queue-tokens").expectProblem(429, "too-many-requests");
        client.get("/api/v1/sessions").expect(204);
        client.get("/api/v1/concerts/1/queue-tokens/current").expect(204);
        client.post("/api/v1/concerts/1/queue-tokens/current").expect(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "false", "OFF", "no"})
    void offSwitchesAllOff(String off) {
        var client = client(start("frontrow.rate-limits=" + off));

        spend(BURST + 1, client);
        for (int i = 0; i <= SIGN_IN_BURST; i++) {
            client.post("/api/v1/sessions").expect(204);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "true", "ON"})
    void onIsOn(String on) {
        var client = client(start("frontrow.rate-limits=" + on, "frontrow.rate-limit.requests.burst=1"));
        client.get("/").expect(204);

        client.get("/").expect(429);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frontrow.rate-limits=perhaps",
                "frontrow.rate-limit.requests.burst=0",
                "frontrow.rate-limit.sign-in.per-second=many",
                "frontrow.rate-limit.clients-max=0"
            })
    void doesNotStartWithSettingsThatMakeNoSense(String setting) {
        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withConfiguration(AutoConfigurations.of(PropertyPlaceholderAutoConfiguration.class))
                .withUserConfiguration(RateLimitConfiguration.class, ProblemWriter.class)
                .withBean(TestClock.class, Instant.EPOCH)
                .withBean(JsonMapper.class)
                .withBean(Nodes.class, () -> TestNodes.of(1))
                .withPropertyValues(setting)
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining(setting.substring(setting.indexOf('=') + 1)));
    }

    @Test
    void takesOneNumberOfAPairFromTheEnvironment() {
        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment", Map.of("FRONTROW_RATE_LIMIT_SIGN_IN_PER_SECOND", "7"))))
                .withConfiguration(AutoConfigurations.of(PropertyPlaceholderAutoConfiguration.class))
                .withUserConfiguration(RateLimitConfiguration.class, ProblemWriter.class)
                .withBean(TestClock.class, Instant.EPOCH)
                .withBean(JsonMapper.class)
                .withBean(Nodes.class, () -> TestNodes.of(1))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(RateLimitSettings.class).signIn())
                            .isEqualTo(new RateLimitSettings.Limit(7, SIGN_IN_BURST));
                });
    }

    @ParameterizedTest
    @CsvSource({"X-Forwarded-For, 198.51.100.%d", "Forwarded, for=198.51.100.%d", "X-Real-IP, 198.51.100.%d"})
    void aForgedAddressChangesNothing(String header, String value) {
        var client = client(start("frontrow.rate-limit.requests.burst=3"));
        for (int i = 0; i < 3; i++) {
            client.with(header, value.formatted(i)).get("/").expect(204);
        }

        client.with(header, value.formatted(9)).get("/").expect(429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "framework"})
    void seesTheAddressThatATrustedProxyPassesOn(String strategy) {
        var proxy =
                client(start("server.forward-headers-strategy=" + strategy, "frontrow.rate-limit.requests.burst=1"));
        proxy.with("X-Forwarded-For", "198.51.100.1").get("/").expect(204);
        proxy.with("X-Forwarded-For", "2001:db8::1").get("/").expect(204);

        proxy.with("X-Forwarded-For", "198.51.100.1").get("/").expect(429);
        proxy.with("X-Forwarded-For", "2001:db8::2").get("/").expect(429);
        proxy.with("X-Forwarded-For", "198.51.100.2").get("/").expect(204);
    }

    private ServletWebServerApplicationContext start(String... settings) {
        var server = (ServletWebServerApplicationContext) new SpringApplicationBuilder(BareServer.class)
                .web(WebApplicationType.SERVLET)
                .run(arguments(settings));
        servers.add(server);
        return server;
    }

    private static String[] arguments(String... settings) {
        List<String> arguments =
                new ArrayList<>(List.of("--server.port=0", "--spring.main.register-shutdown-hook=false"));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        return arguments.toArray(String[]::new);
    }

    private static ApiClient client(ServletWebServerApplicationContext server) {
        return ApiClient.at(Objects.requireNonNull(server.getWebServer()).getPort());
    }

    private static void spend(int requests, ApiClient client) {
        for (int i = 0; i < requests; i++) {
            client.get("/").expect(204);
        }
    }
}
