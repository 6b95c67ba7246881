package dev.frontrow.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import dev.frontrow.web.http.Paths;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class SecurityTest extends ServerTest {

    /// The public calls. A new endpoint must be named here and in the rules to be public.
    private static final Set<String> PUBLIC = Set.of(
            "POST /api/v1/buyers",
            "POST /api/v1/sessions",
            "POST /api/v1/password-resets",
            "POST /api/v1/password-resets/redemptions",
            "GET /api/v1/concerts",
            "GET /api/v1/concerts/{concertId}",
            "GET /api/v1/concerts/{concertId}/dates",
            "GET /api/v1/concerts/{concertId}/waiting-room",
            "GET /api/v1/concerts/{concertId}/draw",
            "GET /api/v1/performances/{performanceId}/seat-plan",
            "GET /api/v1/audit-heads",
            "POST /api/v1/invitations/redemptions",
            "GET /api/v1/report-key");

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    private ApiClient buyer;
    private ApiClient operator;

    @BeforeEach
    void signIn() {
        buyer = newBuyer();
        operator = api().asOperator();
    }

    @Test
    void closesEveryEndpointThatIsNotNamedAsPublic() {
        for (String endpoint : endpoints()) {
            String[] methodAndPath = endpoint.replaceAll("\\{[^/]+}", "1").split(" ");
            var anonymous = api().send(methodAndPath[0], methodAndPath[1], null);

            if (PUBLIC.contains(endpoint)) {
                assertThat(anonymous.status()).as(endpoint).isNotIn(403, 405);
                assertThat(anonymous.code()).as(endpoint).isNotEqualTo("unauthenticated");
            } else {
                anonymous.expectProblem(401, "unauthenticated");
            }
        }
    }

    @Test
    void closesEveryOperatorEndpointToBuyers() {
        for (String endpoint : endpoints()) {
            String[] methodAndPath = endpoint.replaceAll("\\{[^/]+}", "1").split(" ");
            if (methodAndPath[1].startsWith(Paths.OPERATOR)) {
                buyer.send(methodAndPath[0], methodAndPath[1], null).expectProblem(403, "forbidden");
            }
        }
    }

    /// Every API call of the controllers, as `METHOD /path`.
    private Set<String> endpoints() {
        Set<String> endpoints = new TreeSet<>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, method) -> {
            for (String path : mapping.getPatternValues()) {
                if (path.startsWith(Paths.API)) {
                    assertThat(mapping.getMethodsCondition().getMethods())
                            .as("%s names no HTTP method", method)
                            .isNotEmpty();
                    for (RequestMethod http : mapping.getMethodsCondition().getMethods()) {
                        endpoints.add(http + " " + path);
                    }
                }
            }
        });
        assertThat(endpoints).contains("POST /api/v1/buyers", "GET /api/v1/operator/probe");
        return endpoints;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # method, path                          | anonymous                | buyer                  | operator
            GET    | /api/v1/probe/caller           | 401 unauthenticated      | 200                    | 200
            HEAD   | /api/v1/probe/caller           | 401                      | 200                    | 200
            GET    | /api/v1/operator/nodes         | 401 unauthenticated      | 403 forbidden          | 200
            HEAD   | /api/v1/operator/nodes         | 401                      | 403                    | 200
            GET    | /api/v1/operator/probe         | 401 unauthenticated      | 403 forbidden          | 403 forbidden
            GET    | /api/v1/operator/nothing       | 404 not-found            | 404 not-found          | 404 not-found
            DELETE | /api/v1/operator/probe         | 405 method-not-allowed   | 405 method-not-allowed | 405 method-not-allowed
            GET    | /api/v1/nothing                | 404 not-found            | 404 not-found          | 404 not-found
            GET    | /api/v2/buyers                 | 404 not-found            | 404 not-found          | 404 not-found
            GET    | /api                           | 404 not-found            | 404 not-found          | 404 not-found
            GET    | /api/v1/buyers                 | 405 method-not-allowed   | 405 method-not-allowed | 405 method-not-allowed
            DELETE | /api/v1/sessions               | 405 method-not-allowed   | 405 method-not-allowed | 405 method-not-allowed
            GET    | /nothing                       | 404 not-found            | 404 not-found          | 404 not-found
            POST   | /nothing                       | 404 not-found            | 404 not-found          | 404 not-found
            GET    | /error                         | 404 not-found            | 404 not-found          | 404 not-found
            GET    | /actuator                      | 401 unauthenticated      | 403 forbidden          | 200
            GET    | /actuator/env                  | 404 not-found            | 404 not-found          | 404 not-found
            GET    | /actuator/health               | 200                      | 200                    | 200
            GET    | /actuator/health/readiness     | 200                      | 200                    | 200
            GET    | /v3/api-docs                   | 200                      | 200                    | 200
            GET    | /docs                          | 302                      | 302                    | 302
            GET    | /swagger-ui/index.html         | 200                      | 200                    | 200
            """)
    void letsEachRoleDoWhatItMay(String method, String path, String anonymous, String byBuyer, String byOperator) {
        expect(anonymous, api(), method, path);
        expect(byBuyer, buyer, method, path);
        expect(byOperator, operator, method, path);
    }

    private static void expect(String wanted, ApiClient client, String method, String path) {
        var answer = client.send(method, path, null);
        assertThat((answer.status() + " " + (answer.status() >= 400 && answer.bytes().length > 0 ? answer.code() : ""))
                        .strip())
                .as(method + " " + path)
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "a.b.c",
                "eyJhbGciOiJub25lIn0.eyJpc3MiOiJmcm9udHJvdyJ9.",
                "é",
            })
    void refusesBadTokensAlsoWhereNoneIsNeeded(String token) {
        for (String path : new String[] {"/api/v1/probe/caller", "/v3/api-docs"}) {
            var answer =
                    api().with("Authorization", "Bearer " + token).get(path).expectProblem(401, "unauthenticated");

            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }
    }

    @Test
    void takesTokensFromTheAuthorizationHeaderOnly() {
        String token = api().post("/api/v1/sessions", Map.of("username", "operator", "password", OPERATOR_PASSWORD))
                .body()
                .path("accessToken")
                .asString();

        api().get("/api/v1/probe/caller?access_token=" + token).expectProblem(401, "unauthenticated");
        api().with("Cookie", "access_token=" + token)
                .get("/api/v1/probe/caller")
                .expectProblem(401, "unauthenticated");
        api().with("Authorization", "Basic b3BlcmF0b3I6b3BlcmF0b3ItcGFzc3dvcmQ=")
                .get("/api/v1/probe/caller")
                .expectProblem(401, "unauthenticated");
    }

    @Test
    void asksForABearerToken() {
        assertThat(api().get("/api/v1/probe/caller").header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void keepsNoSession() {
        assertThat(operator.get("/api/v1/probe/caller").headers().map()).doesNotContainKey("set-cookie");
        assertThat(api().get("/api/v1/probe/caller").headers().map()).doesNotContainKey("set-cookie");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/v1/probe/caller     | default-src 'none'; frame-ancestors 'none'
            /api/v1/nothing          | default-src 'none'; frame-ancestors 'none'
            /v3/api-docs             | default-src 'none'; frame-ancestors 'none'
            /actuator/health         | default-src 'none'; frame-ancestors 'none'
            """)
    void letsAnswersOfTheApiLoadNothing(String path, String policy) {
        var answer = buyer.get(path);

        assertThat(answer.header("Content-Security-Policy")).isEqualTo(policy);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("strict-origin-when-cross-origin");
        assertThat(answer.headers().map()).doesNotContainKeys("server", "strict-transport-security");
    }

    @Test
    void letsPagesLoadOnlyOurOwn() {
        assertThat(api().get("/swagger-ui/index.html").header("Content-Security-Policy"))
                .contains("default-src 'self'", "style-src 'self' 'unsafe-inline'", "frame-ancestors 'none'");
        assertThat(api().get("/nothing").header("Content-Security-Policy"))
                .contains("default-src 'self'")
                .doesNotContain("unsafe");
    }
}
