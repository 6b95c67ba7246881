package dev.frontrow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ServerTest;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class NodesControllerTest extends ServerTest {

    private static final String NODES = "/api/v1/operator/nodes";

    @Autowired
    private Nodes nodes;

    @Autowired
    private MeterRegistry meters;

    @Test
    void serverWithoutClusterListsItself() {
        JsonNode listed = api().asOperator().get(NODES).expect(200).body().path("nodes");

        assertThat(listed).hasSize(1);
        assertThat(listed.path(0).path("name").asString())
                .isEqualTo(nodes.self().name())
                .matches("[A-Za-z0-9.-]+");
        assertThat(listed.path(0).path("version").asString()).isNotEmpty();
        assertThat(listed.path(0).path("seenAt").asString())
                .isEqualTo(clock().instant().toString());
        assertThat(listed.path(0).path("leases")).extracting(JsonNode::asString).contains("jobs");
    }

    @Test
    void isForOperatorsOnly() {
        newBuyer().get(NODES).expectProblem(403, "forbidden");
        api().get(NODES).expectProblem(401, "unauthenticated");
    }

    @Test
    void metersCountNodesAndLeases() {
        assertThat(meters.get("frontrow.cluster.nodes").gauge().value()).isOne();
        assertThat(meters.get("frontrow.cluster.leases").gauge().value()).isPositive();
    }
}
