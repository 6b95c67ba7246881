package dev.frontrow.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/// A server that accepts tokens of an external issuer and its own. It starts before the issuer.
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OidcSignInTest extends ServerTest {

    private static TestIssuer issuer = new TestIssuer();

    @DynamicPropertySource
    static void configure(DynamicPropertyRegistry registry) {
        registry.add("frontrow.oidc.issuer-uri", issuer::uri);
        registry.add("frontrow.oidc.audience", () -> TestIssuer.AUDIENCE);
        issuer.close();
    }

    @AfterAll
    static void close() {
        issuer.close();
    }

    @Test
    @Order(1)
    void asksToComeBackWhileTheIssuerIsAway() {
        String token = issuer.sign(issuer.claims("alice", clock().instant()));

        var answer = api().bearer(token).get("/api/v1/probe/caller").expectProblem(503, "busy");

        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 3);
        api().asNewBuyer().get("/api/v1/probe/caller").expect(200);
        issuer = new TestIssuer(issuer.port());
        clock().advance(OidcIssuer.RETRY_AFTER);
    }

    @Test
    @Order(2)
    void makesABuyerOfASubjectAtFirstSight() {
        var first = caller("alice");

        assertThat(first.path("role").asString()).isEqualTo("BUYER");
        assertThat(caller("alice")).isEqualTo(first);
        assertThat(caller("bob")).isNotEqualTo(first);
    }

    /// The issuer vouches for the person all the same; it is the password that such an account has not.
    @Test
    @Order(2)
    void aDeletedAccountOfASubjectIsFollowedByANewOne() {
        ApiClient erin = api().bearer(issuer.sign(issuer.claims("erin", clock().instant())));
        JsonNode before = erin.get("/api/v1/probe/caller").expect(200).body();

        erin.post("/api/v1/buyers/me/deletion", Map.of("currentPassword", "")).expect(204);

        JsonNode after = erin.get("/api/v1/probe/caller").expect(200).body();
        assertThat(after.path("buyerId")).isNotEqualTo(before.path("buyerId"));
        assertThat(caller("erin")).isEqualTo(after);
    }

    @Test
    @Order(2)
    void letsAnOutsideOperatorIn() {
        var claims = issuer.claims("carol", clock().instant()).claim("roles", List.of("frontrow-operator"));

        api().bearer(issuer.sign(claims)).get("/api/v1/operator/nodes").expect(200);
        api().bearer(issuer.sign(issuer.claims("carol", clock().instant())))
                .get("/api/v1/operator/nodes")
                .expectProblem(403, "forbidden");
    }

    @Test
    @Order(2)
    void keepsNoSecondFactorOfAnOutsideOperatorButEndsTheirSessions() {
        var claims = issuer.claims("erin", clock().instant()).claim("roles", List.of("frontrow-operator"));
        ApiClient desk = api().bearer(issuer.sign(claims.jwtID("desk")));
        ApiClient phone = api().bearer(issuer.sign(claims.jwtID("phone")));
        phone.get("/api/v1/operator/nodes").expect(200);

        desk.post("/api/v1/operator/second-factor").expectProblem(409, "second-factor-outside");
        assertThat(desk.get("/api/v1/operator/sessions").expect(200).body().path("sessions"))
                .hasSize(2);
        desk.delete("/api/v1/operator/sessions").expect(200);

        phone.get("/api/v1/operator/nodes").expectProblem(401, "unauthenticated");
        desk.get("/api/v1/operator/nodes").expect(200);
    }

    @Test
    @Order(2)
    void refusesTokensThatAreNotForUs() throws Exception {
        var wrongAudience = issuer.claims("alice", clock().instant()).audience("another");
        var ours = issuer.claims("alice", clock().instant()).issuer(AccessTokens.ISSUER);
        var forged = issuer.claims("alice", clock().instant());

        for (String token :
                List.of(issuer.sign(wrongAudience), issuer.sign(ours), issuer.signWithPublicKeyAsSecret(forged))) {
            api().bearer(token).get("/api/v1/probe/caller").expectProblem(401, "unauthenticated");
        }
    }

    @Test
    @Order(2)
    void signingOutEndsAnOutsideTokenHoweverItIsSpelled() {
        String token = issuer.sign(issuer.claims("dora", clock().instant()).jwtID("1"));
        String newer = issuer.sign(issuer.claims("dora", clock().instant()).jwtID("2"));
        api().bearer(token).delete("/api/v1/sessions/current").expect(204);

        for (String spelling : List.of(token, token + "=", token + "==")) {
            api().bearer(spelling).get("/api/v1/probe/caller").expectProblem(401, "unauthenticated");
        }
        api().bearer(newer).get("/api/v1/probe/caller").expect(200);
    }

    private JsonNode caller(String subject) {
        return api().bearer(issuer.sign(issuer.claims(subject, clock().instant())))
                .get("/api/v1/probe/caller")
                .expect(200)
                .body();
    }
}
