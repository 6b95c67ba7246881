package dev.frontrow.cluster;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;

/// Nodes for tests of other modules.
public final class TestNodes {

    private TestNodes() {}

    /// This many live nodes, this one included.
    public static Nodes of(int count) {
        var nodes = new Nodes(node(0), count > 1);
        nodes.follow(IntStream.range(1, count).mapToObj(TestNodes::node).toList());
        return nodes;
    }

    private static Node node(int number) {
        return new Node("node-" + number, UUID.randomUUID(), "test", Instant.EPOCH, Instant.EPOCH);
    }
}
