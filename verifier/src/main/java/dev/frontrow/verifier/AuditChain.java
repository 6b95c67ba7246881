package dev.frontrow.verifier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Follows the chain of the audit log from its first entry, and names what breaks it.
final class AuditChain {

    /// The last entry of a day, as it was published or noted.
    record Head(String day, long sequence, String hash) {}

    private static final int DAMAGES_MAX = 100;

    private final Map<Long, List<Head>> awaited = new LinkedHashMap<>();
    private final List<String> damages = new ArrayList<>();
    private long sequence;
    private String hash = ChainedEntry.BEFORE_THE_FIRST;
    private String at = "";
    private long headsMet;

    AuditChain(List<Head> heads) {
        heads.forEach(head ->
                awaited.computeIfAbsent(head.sequence(), _ -> new ArrayList<>()).add(head));
    }

    void follow(ChainedEntry entry) {
        if (entry.sequence() <= sequence) {
            found(entry.name() + " was put in: there is an entry of that number already");
            return;
        }
        link(entry);
        if (!entry.computed().equals(entry.hash())) {
            found(entry.name() + " was changed");
        }
        if (entry.at().compareTo(at) < 0) {
            found(entry.name() + " is older than the entry before it");
        }
        compare(entry);
        sequence = entry.sequence();
        hash = entry.hash();
        at = entry.at();
    }

    /// Whether it follows the entry before it.
    private void link(ChainedEntry entry) {
        if (entry.sequence() > sequence + 1) {
            long last = entry.sequence() - 1;
            found(
                    last == sequence + 1
                            ? "entry " + last + " was removed"
                            : "the entries " + (sequence + 1) + " to " + last + " were removed");
        } else if (!entry.previousHash().equals(hash)) {
            found(
                    sequence == 0
                            ? entry.name() + " is not the first that was made"
                            : "entry " + sequence + " was changed or put in: " + entry.name()
                                    + " was made behind another one");
        }
    }

    private void compare(ChainedEntry entry) {
        List<Head> heads = awaited.remove(entry.sequence());
        for (Head head : heads == null ? List.<Head>of() : heads) {
            headsMet++;
            if (!head.hash().equals(entry.hash())) {
                found(entry.name() + " is not the one that was published as the head of " + head.day()
                        + ": it or one before it was changed");
            }
        }
    }

    /// At the end of the log.
    void end() {
        awaited.values().stream().flatMap(List::stream).forEach(head -> {
            if (head.sequence() > sequence) {
                found("entry " + head.sequence() + " was removed, and all behind entry " + sequence
                        + ": it was published as the head of " + head.day());
            }
        });
    }

    private void found(String damage) {
        if (damages.size() < DAMAGES_MAX) {
            damages.add(damage);
        }
    }

    List<String> damages() {
        return damages;
    }

    long entries() {
        return sequence;
    }

    String head() {
        return hash;
    }

    long headsMet() {
        return headsMet;
    }
}
