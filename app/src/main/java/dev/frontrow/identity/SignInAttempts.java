package dev.frontrow.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.frontrow.cluster.Nodes;
import dev.frontrow.identity.Guesses.Key;
import dev.frontrow.identity.Guesses.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Limits how fast passwords may be tried: for each account, each network, and each account in a network. A
/// browser or a network in which the account was signed in before is counted on its own, so an attack from
/// elsewhere does not keep the owner out. Names without an account are counted in the same way. Thread-safe.
@Component
class SignInAttempts {

    private static final int KEYS_MAX = 100_000;
    private static final Duration NETWORK_KNOWN_FOR = Duration.ofDays(30);

    private static final Terms KNOWN = new Terms(10, 200, Duration.ofMinutes(10), Duration.ofMinutes(5));
    private static final Terms STRANGER = new Terms(5, 20, Duration.ofMinutes(10), Duration.ofMinutes(5));
    private static final Terms STRANGERS_OF_ACCOUNT = new Terms(20, 40, Duration.ofMinutes(2), Duration.ofMinutes(1));

    /// A campus or a phone network has one address for many fans, who mistype now and then.
    private static final Terms NETWORK = new Terms(300, 1_000, Duration.ofSeconds(2), Duration.ofSeconds(5));

    /// One attempt, which has to end in one of three ways, unless it must wait.
    final class Attempt {

        private record Counted(Guesses by, Key key, boolean forgiven) {}

        private final Key account;
        private final Key accountInNetwork;
        private final List<Counted> begun = new ArrayList<>();
        private Duration pause = Duration.ZERO;

        private Attempt(Key account, Key accountInNetwork) {
            this.account = account;
            this.accountInNetwork = accountInNetwork;
        }

        private void count(Guesses by, Key key, boolean forgiven) {
            if (pause.isPositive()) {
                return;
            }
            pause = by.begin(key);
            if (pause.isPositive()) {
                undone();
            } else {
                begun.add(new Counted(by, key, forgiven));
            }
        }

        /// How long to wait before another attempt; zero where this one may go on.
        Duration pause() {
            return pause;
        }

        void wrong() {
            begun.forEach(counted -> counted.by().wrong(counted.key()));
        }

        void right() {
            for (Counted counted : begun) {
                if (counted.forgiven()) {
                    counted.by().right(counted.key());
                } else {
                    counted.by().undone(counted.key());
                }
            }
            knownNetworks.put(accountInNetwork, account);
        }

        void undone() {
            begun.forEach(counted -> counted.by().undone(counted.key()));
            begun.clear();
        }
    }

    private final KnownDevices devices;
    private final Guesses known;
    private final Guesses strangers;
    private final Guesses strangersOfAccount;
    private final Guesses networks;
    private final Cache<Key, Key> knownNetworks;

    SignInAttempts(KnownDevices devices, InstantSource time, Nodes nodes) {
        this.devices = devices;
        known = new Guesses(KNOWN, KEYS_MAX, time, nodes::count);
        strangers = new Guesses(STRANGER, KEYS_MAX, time, nodes::count);
        strangersOfAccount = new Guesses(STRANGERS_OF_ACCOUNT, KEYS_MAX, time, nodes::count);
        networks = new Guesses(NETWORK, KEYS_MAX, time, nodes::count);
        knownNetworks = Caffeine.newBuilder()
                .maximumSize(KEYS_MAX)
                .expireAfterAccess(NETWORK_KNOWN_FOR)
                .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, time.instant()))
                .build();
    }

    Attempt begin(String username, SignInOrigin origin) {
        String name = Username.normalized(username).toLowerCase(Locale.ROOT);
        Key account = Key.of("account", name);
        Key accountInNetwork = Key.of("account in network", name, origin.network());
        var attempt = new Attempt(account, accountInNetwork);
        if (devices.isKnown(username, origin.device())) {
            attempt.count(known, Key.of("device", name, String.valueOf(origin.device())), true);
        } else if (knownNetworks.getIfPresent(accountInNetwork) != null) {
            attempt.count(known, accountInNetwork, true);
        } else {
            attempt.count(strangers, accountInNetwork, true);
            attempt.count(strangersOfAccount, account, false);
            attempt.count(networks, Key.of("network", origin.network()), false);
        }
        return attempt;
    }
}
