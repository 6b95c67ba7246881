package dev.frontrow.verifier;

import java.util.ArrayDeque;
import java.util.Deque;

/// The Merkle root of leaves that arrive one after the other (RFC 9162, 2.1.1). Keeps one hash for each full
/// subtree, that is for each set bit of the count. So a million leaves need hardly any memory.
final class GrowingTree {

    /// The hashes of full subtrees, the smallest on top.
    private final Deque<String> subtrees = new ArrayDeque<>();

    private long leaves;

    void append(String leaf) {
        String hash = leaf;
        for (long full = leaves; full % 2 == 1; full /= 2) {
            hash = Specification.node(subtrees.pop(), hash);
        }
        subtrees.push(hash);
        leaves++;
    }

    long leaves() {
        return leaves;
    }

    String root() {
        if (leaves == 0) {
            return Specification.emptyTree();
        }
        return subtrees.stream()
                .reduce((right, left) -> Specification.node(left, right))
                .orElseThrow();
    }
}
