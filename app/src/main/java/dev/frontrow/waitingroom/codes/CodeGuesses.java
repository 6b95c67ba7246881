package dev.frontrow.waitingroom.codes;

import dev.frontrow.cluster.Nodes;
import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.identity.Guesses;
import dev.frontrow.identity.Guesses.Key;
import dev.frontrow.identity.Guesses.Terms;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Limits guesses of access codes, per buyer and per network, over all concerts. Thread-safe.
@Component
class CodeGuesses {

    private static final int KEYS_MAX = 100_000;
    private static final Terms BUYER = new Terms(10, 10, Duration.ofMinutes(10), Duration.ofMinutes(5));

    /// Generous: many fans behind one address mistype codes.
    private static final Terms NETWORK = new Terms(200, 1_000, Duration.ofSeconds(10), Duration.ofSeconds(10));

    private final Guesses buyers;
    private final Guesses networks;

    CodeGuesses(InstantSource time, Nodes nodes) {
        buyers = new Guesses(BUYER, KEYS_MAX, time, nodes::count);
        networks = new Guesses(NETWORK, KEYS_MAX, time, nodes::count);
    }

    /// Runs `look` and counts a wrong code, unless this buyer or network has guessed too often.
    RedeemOutcome look(UUID buyerId, @Nullable ClientNetwork network, Supplier<RedeemOutcome> look) {
        Key buyer = Key.of("buyer", buyerId);
        Key origin = Key.of("network", String.valueOf(network));
        Duration pause = buyers.begin(buyer);
        if (pause.isPositive()) {
            return new RedeemOutcome.TooManyGuesses(pause);
        }
        pause = networks.begin(origin);
        if (pause.isPositive()) {
            buyers.undone(buyer);
            return new RedeemOutcome.TooManyGuesses(pause);
        }
        boolean wrong = false;
        try {
            RedeemOutcome outcome = look.get();
            wrong = outcome instanceof RedeemOutcome.Unknown || outcome instanceof RedeemOutcome.Revoked;
            return outcome;
        } finally {
            end(buyer, origin, wrong);
        }
    }

    private void end(Key buyer, Key origin, boolean wrong) {
        if (wrong) {
            buyers.wrong(buyer);
            networks.wrong(origin);
        } else {
            // A right code does not forgive earlier wrong ones.
            buyers.undone(buyer);
            networks.undone(origin);
        }
    }
}
