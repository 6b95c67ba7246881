package dev.frontrow.identity.factor;

import dev.frontrow.audit.Action;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.cluster.Nodes;
import dev.frontrow.identity.CallerAuthentication;
import dev.frontrow.identity.Guesses;
import dev.frontrow.identity.recovery.LinkTokens;
import dev.frontrow.text.ReadableCode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Second factors of operators. One counts as soon as its first code was typed; from then on each session needs a code
/// of it once, before it may do anything. Each code is accepted once. Thread-safe.
@Service
class SecondFactors {

    private static final int RECOVERY_CODES = 10;
    private static final int LETTERS_PER_GROUP = 4;
    private static final int KEYS_MAX = 10_000;
    private static final Guesses.Terms GUESSES = new Guesses.Terms(5, 2, Duration.ofMinutes(10), Duration.ofMinutes(5));

    private final FactorRows rows;
    private final SecretBox box;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Guesses guesses;
    private final SecureRandom random = new SecureRandom();

    SecondFactors(FactorRows rows, SecretBox box, AuditLog audit, InstantSource clock, Nodes nodes) {
        this.rows = rows;
        this.box = box;
        this.audit = audit;
        this.clock = clock;
        this.guesses = new Guesses(GUESSES, KEYS_MAX, clock, nodes::count);
    }

    Optional<FactorRows.Factor> find(UUID buyerId) {
        return rows.find(buyerId);
    }

    /// A new secret, which counts for nothing until it is confirmed; empty if the account has a second factor.
    @Transactional
    Optional<byte[]> begin(UUID buyerId) {
        byte[] secret = new byte[Totp.SECRET_BYTES];
        random.nextBytes(secret);
        if (!rows.begin(buyerId, box.close(secret, buyerId))) {
            return Optional.empty();
        }
        audit.record(Action.SECOND_FACTOR_BEGUN, subject(buyerId), null, null);
        return Optional.of(secret);
    }

    /// Confirms a new second factor, or a session of an account that has one, by a code.
    @Transactional
    FactorOutcome confirm(CallerAuthentication caller, String typed) {
        UUID buyerId = caller.getPrincipal().buyerId();
        Guesses.Key key = Guesses.Key.of("second factor", buyerId);
        Duration pause = guesses.begin(key);
        if (pause.isPositive()) {
            return new FactorOutcome.TooManyGuesses(pause);
        }
        FactorOutcome outcome = null;
        try {
            outcome = decide(caller, buyerId, typed.strip());
            return outcome;
        } finally {
            switch (outcome) {
                case FactorOutcome.Confirmed _ -> guesses.right(key);
                case FactorOutcome.CodeWrong _ -> guesses.wrong(key);
                case FactorOutcome.NotBegun _, FactorOutcome.TooManyGuesses _ -> guesses.undone(key);
                case null -> guesses.undone(key);
            }
        }
    }

    private FactorOutcome decide(CallerAuthentication caller, UUID buyerId, String typed) {
        Optional<FactorRows.Factor> found = rows.find(buyerId);
        if (found.isEmpty()) {
            return new FactorOutcome.NotBegun();
        }
        FactorRows.Factor factor = found.get();
        Instant now = clock.instant();
        OptionalLong step = box.open(factor.secret(), buyerId)
                .map(secret -> Totp.matching(secret, typed, now, factor.lastStep()))
                .orElseGet(OptionalLong::empty);
        List<String> fresh = factor.active() ? List.of() : recoveryCodes();
        boolean right = factor.active()
                ? step.isPresent() && rows.use(buyerId, step.getAsLong())
                        || rows.useRecoveryCode(buyerId, LinkTokens.digest(typed.toUpperCase(Locale.ROOT)))
                : step.isPresent() && rows.activate(buyerId, step.getAsLong(), digests(fresh));
        if (!right) {
            return new FactorOutcome.CodeWrong();
        }
        rows.confirm(caller.sessionId(), buyerId, caller.endsAtLatest(), now);
        audit.record(Action.SECOND_FACTOR_CONFIRMED, subject(buyerId), null, Map.of("recoveryCode", step.isEmpty()));
        return new FactorOutcome.Confirmed(fresh);
    }

    private List<String> recoveryCodes() {
        return Stream.generate(() -> ReadableCode.random(LETTERS_PER_GROUP, random) + "-"
                        + ReadableCode.random(LETTERS_PER_GROUP, random) + "-"
                        + ReadableCode.random(LETTERS_PER_GROUP, random))
                .limit(RECOVERY_CODES)
                .toList();
    }

    private static byte[][] digests(List<String> codes) {
        return codes.stream().map(LinkTokens::digest).toArray(byte[][]::new);
    }

    /// For somebody who has lost their phone. False if they have no second factor.
    @Transactional
    boolean remove(UUID buyerId) {
        boolean removed = rows.remove(buyerId);
        if (removed) {
            audit.record(Action.SECOND_FACTOR_REMOVED, subject(buyerId), null, null);
        }
        return removed;
    }

    boolean isOperator(UUID buyerId) {
        return rows.isOperator(buyerId);
    }

    private static String subject(UUID buyerId) {
        return "operator " + buyerId;
    }
}
