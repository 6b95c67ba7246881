package dev.frontrow.cluster;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// The live nodes in memory, this one always among them. Keeps its last knowledge while the database is away.
/// Thread-safe.
public final class Nodes {

    private final boolean cluster;
    private final UUID id;
    private volatile Node self;
    private volatile List<Node> live;

    /// @param cluster whether there may be others
    Nodes(Node self, boolean cluster) {
        this.id = self.id();
        this.cluster = cluster;
        this.self = self;
        this.live = List.of(self);
    }

    /// Whether this server is a node of a cluster, even if it is alone in it.
    public boolean isCluster() {
        return cluster;
    }

    /// How many nodes serve, at least 1.
    public int count() {
        return live.size();
    }

    /// The live nodes, by name.
    public List<Node> live() {
        return live;
    }

    /// This node.
    public Node self() {
        return self;
    }

    void follow(List<Node> seen) {
        Node own =
                seen.stream().filter(node -> node.id().equals(id)).findFirst().orElse(self);
        self = own;
        live = Stream.concat(
                        Stream.of(own), seen.stream().filter(node -> !node.id().equals(id)))
                .sorted(Comparator.comparing(Node::name))
                .toList();
    }
}
