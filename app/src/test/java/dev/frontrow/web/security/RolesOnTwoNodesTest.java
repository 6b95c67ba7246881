package dev.frontrow.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.Operators;
import dev.frontrow.SecondNode;
import dev.frontrow.ServerTest;
import dev.frontrow.identity.roles.OperatorRole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// A node never goes by a role that another one has changed.
@TestPropertySource(
        properties = {
            "frontrow.cluster.enabled=on",
            "frontrow.cluster.node=first",
            "frontrow.identity.token-key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
        })
@DirtiesContext
class RolesOnTwoNodesTest extends ServerTest {

    private static final String CSV = "seat,section,row,number,x,y,price level\nA-1,A,1,1,0,0,Back\n";

    @Autowired
    private Operators operators;

    @Autowired
    private Environment settings;

    @Test
    void changeOfRoleCountsAtOnceOnEveryNode() {
        var operator = operators.make(OperatorRole.MANAGER);
        try (SecondNode second = SecondNode.beside(settings, clock())) {
            List<ApiClient> nodes =
                    List.of(api().bearer(operator.accessToken()), second.api().bearer(operator.accessToken()));
            assertThat(nodes)
                    .allSatisfy(node -> node.get("/api/v1/operator/audit").expect(200));

            operators.become(operator, OperatorRole.SUPPORT);
            assertThat(nodes)
                    .allSatisfy(node -> node.get("/api/v1/operator/audit").expectProblem(403, "forbidden"));
            assertThat(nodes)
                    .allSatisfy(node -> node.get("/api/v1/operator/nodes").expect(200));

            operators.go(operator);
            assertThat(nodes)
                    .allSatisfy(node -> node.get("/api/v1/operator/nodes").expectProblem(403, "forbidden"));
        }
    }

    /// The other node has not heard of it yet, and asks the database.
    @Test
    void sessionThatOneNodeEndsIsOverOnTheOtherAtOnce() {
        var operator = operators.make(OperatorRole.MANAGER);
        var owner = operators.make(OperatorRole.OWNER);
        try (SecondNode second = SecondNode.beside(settings, clock())) {
            ApiClient away = second.api().bearer(operator.accessToken());
            ApiClient here = api().bearer(owner.accessToken());
            String sessions = "/api/v1/operator/people/" + operator.id() + "/sessions";
            away.get("/api/v1/operator/nodes").expect(200);
            JsonNode known =
                    here.get(sessions).expect(200).body().path("sessions").path(0);

            here.delete(sessions + "/" + known.path("sessionId").asString()).expect(204);

            away.get("/api/v1/operator/nodes").expectProblem(403, "forbidden");

            ApiClient ownersOther = second.api().bearer(owner.accessToken());
            ownersOther.get("/api/v1/operator/nodes").expect(200);
            here.delete("/api/v1/operator/people/" + owner.id() + "/sessions").expect(204);
            ownersOther.get("/api/v1/operator/nodes").expectProblem(403, "forbidden");
        }
    }

    /// Both append to one chain; the database numbers their entries.
    @Test
    void chainOfTheAuditLogStaysWholeWhereTwoNodesWrite() {
        var operator = operators.make(OperatorRole.OWNER);
        try (SecondNode second = SecondNode.beside(settings, clock())) {
            List<ApiClient> nodes =
                    List.of(api().bearer(operator.accessToken()), second.api().bearer(operator.accessToken()));
            long before = entries(nodes.getFirst(), 0).size();

            nodes.parallelStream().forEach(node -> {
                for (int i = 0; i < 10; i++) {
                    node.with("Content-Type", "text/csv")
                            .raw("POST", "/api/v1/operator/venues?name=Hall", CSV)
                            .expect(201);
                }
            });

            var made = entries(nodes.getFirst(), before);
            assertThat(made).hasSize(20);
            for (int i = 1; i < made.size(); i++) {
                assertThat(made.get(i).path("previousHash"))
                        .isEqualTo(made.get(i - 1).path("hash"));
            }
        }
    }

    private static List<JsonNode> entries(ApiClient node, long after) {
        return node.get("/api/v1/operator/audit?limit=1000&after=" + after)
                .expect(200)
                .body()
                .path("entries")
                .valueStream()
                .toList();
    }
}
