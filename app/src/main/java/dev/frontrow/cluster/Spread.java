package dev.frontrow.cluster;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Spreads names over nodes: the node whose hash with the name is the highest comes first (rendezvous hashing).
/// So a node that goes leaves its names to all others alike, and no other name moves.
final class Spread {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Spread() {}

    static Optional<Node> first(String name, Collection<Node> nodes) {
        return nodes.stream()
                .max(Comparator.comparingLong((Node node) -> hash(node.name(), name))
                        .thenComparing(Node::name));
    }

    private static long hash(String node, String name) {
        long hash = added(added(FNV_OFFSET, node) * FNV_PRIME, name);
        // FNV leaves similar texts close together; these are the constants of SplittableRandom.
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }

    private static long added(long hash, String text) {
        long sum = hash;
        for (int i = 0; i < text.length(); i++) {
            sum = (sum ^ text.charAt(i)) * FNV_PRIME;
        }
        return sum;
    }
}
