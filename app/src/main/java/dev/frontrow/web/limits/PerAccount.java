package dev.frontrow.web.limits;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Counts the running requests of each account. Accounts without one use no memory. Thread-safe.
final class PerAccount {

    private final int max;
    private final ConcurrentHashMap<UUID, Integer> running = new ConcurrentHashMap<>();

    PerAccount(int max) {
        this.max = max;
    }

    boolean take(UUID account) {
        boolean[] granted = {false};
        running.compute(account, (_, own) -> {
            int before = own == null ? 0 : own;
            granted[0] = before < max;
            return granted[0] ? Integer.valueOf(before + 1) : own;
        });
        return granted[0];
    }

    void giveBack(UUID account) {
        running.computeIfPresent(account, (_, own) -> own > 1 ? Integer.valueOf(own - 1) : null);
    }

    int remembered() {
        return running.size();
    }
}
