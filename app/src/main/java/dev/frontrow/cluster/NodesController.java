package dev.frontrow.cluster;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Operator")
class NodesController {

    record NodesDocument(List<NodeDocument> nodes) {}

    /// @param seenAt when the node last said that it lives
    /// @param leases the names of what it alone does
    record NodeDocument(String name, String version, Instant startedAt, Instant seenAt, List<String> leases) {

        static NodeDocument of(Node node, Instant seenAt, Map<String, UUID> owners) {
            return new NodeDocument(
                    node.name(),
                    node.version(),
                    node.startedAt(),
                    seenAt,
                    owners.entrySet().stream()
                            .filter(lease -> lease.getValue().equals(node.id()))
                            .map(Map.Entry::getKey)
                            .sorted()
                            .toList());
        }
    }

    private final Nodes nodes;
    private final Leases leases;
    private final InstantSource clock;

    NodesController(Nodes nodes, Leases leases, InstantSource clock) {
        this.nodes = nodes;
        this.leases = leases;
        this.clock = clock;
    }

    @GetMapping("/api/v1/operator/nodes")
    @Operation(
            summary = "The live nodes, and what each of them does alone",
            description = "As the answering node saw them last, normally half a second ago.")
    NodesDocument list() {
        Map<String, UUID> owners = leases.owners();
        return new NodesDocument(nodes.live().stream()
                .map(node -> NodeDocument.of(node, nodes.isCluster() ? node.seenAt() : clock.instant(), owners))
                .toList());
    }
}
