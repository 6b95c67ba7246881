package dev.frontrow.waitingroom.challenge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.frontrow.identity.keys.SigningKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.altcha.altcha.Altcha;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Issues and checks proofs of work: unnoticed by a single fan's browser, expensive for many robots. A challenge
/// is not stored: its salt carries buyer, concert and expiry and is covered by the signature. Thread-safe.
///
/// Solved challenges are remembered, so each counts once. If more than [#USED_MAX] are solved within their
/// lifetime, some are forgotten early and could count twice, for the same buyer and concert only. That is better
/// than refusing a crowd: a buyer gets one place however often they join.
@Component
class Challenges {

    /// About 40 MB when full.
    private static final int USED_MAX = 200_000;

    private static final int PAYLOAD_LENGTH_MAX = 2_000;
    private static final int NAME_LENGTH_MAX = 32;
    private static final Altcha.Algorithm ALGORITHM = Altcha.Algorithm.SHA256;
    private static final String BUYER = "buyer";
    private static final String CONCERT = "concert";
    private static final String EXPIRES = "expires";

    /// The parser caches thousands of field names, so it accepts only short ones; genuine names are short.
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNameLength(NAME_LENGTH_MAX)
                            .build())
                    .build())
            .build();

    /// The first one signs.
    private final List<String> hmacKeys;
    private final ChallengeProperties properties;
    private final InstantSource clock;
    private final Cache<String, Boolean> used;

    Challenges(SigningKey signingKey, ChallengeProperties properties, InstantSource clock) {
        this.hmacKeys = signingKey.deriveAll("altcha").stream()
                .map(HexFormat.of()::formatHex)
                .toList();
        this.properties = properties;
        this.clock = clock;
        // One lifetime is enough: a challenge that was solved now expires before that.
        this.used = Caffeine.newBuilder()
                .maximumSize(USED_MAX)
                .expireAfterWrite(properties.ttl())
                .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()))
                .build();
    }

    Challenge issue(UUID buyerId, long concertId) {
        var options = new Altcha.ChallengeOptions()
                .setAlgorithm(ALGORITHM)
                .setMaxNumber((long) properties.maxNumber())
                .setSecureRandomNumber(true)
                .setHmacKey(hmacKeys.getFirst())
                .setExpires(clock.instant().plus(properties.ttl()).getEpochSecond())
                .addParam(BUYER, buyerId.toString())
                .addParam(CONCERT, Long.toString(concertId));
        try {
            var issued = Altcha.createChallenge(options);
            return new Challenge(issued.algorithm, issued.challenge, issued.maxnumber, issued.salt, issued.signature);
        } catch (Exception impossible) {
            throw new IllegalStateException("every JDK has SHA-256 and its HMAC", impossible);
        }
    }

    /// Checks the widget's payload. Only the first check of a solution returns SOLVED.
    ChallengeOutcome check(@Nullable String payload, UUID buyerId, long concertId) {
        if (payload == null || payload.isBlank()) {
            return ChallengeOutcome.MISSING;
        }
        Optional<Altcha.Payload> read = read(payload);
        if (read.isEmpty() || !genuine(read.get())) {
            return ChallengeOutcome.WRONG;
        }
        Map<String, String> params = params(read.get().salt);
        if (!buyerId.toString().equals(params.get(BUYER))
                || !Long.toString(concertId).equals(params.get(CONCERT))) {
            return ChallengeOutcome.WRONG;
        }
        Instant expiresAt = Instant.ofEpochSecond(Long.parseLong(params.get(EXPIRES)));
        if (!clock.instant().isBefore(expiresAt)) {
            return ChallengeOutcome.EXPIRED;
        }
        boolean first = used.asMap().putIfAbsent(read.get().challenge, true) == null;
        return first ? ChallengeOutcome.SOLVED : ChallengeOutcome.REUSED;
    }

    /// Not parsed by the library, which would accept the number as text: an attacker could then move the end of
    /// the salt into the number without changing the hash.
    private static Optional<Altcha.Payload> read(String payload) {
        if (payload.length() > PAYLOAD_LENGTH_MAX) {
            return Optional.empty();
        }
        JsonNode json;
        try {
            json = JSON.readTree(Base64.getDecoder().decode(payload));
        } catch (IllegalArgumentException | JacksonException _) {
            return Optional.empty();
        }
        JsonNode number = json.path("number");
        if (!number.isIntegralNumber() || !number.canConvertToLong()) {
            return Optional.empty();
        }
        var read = new Altcha.Payload();
        read.algorithm = json.path("algorithm").stringValue("");
        read.challenge = json.path("challenge").stringValue("");
        read.number = number.longValue();
        read.salt = json.path("salt").stringValue("");
        read.signature = json.path("signature").stringValue("");
        return Optional.of(read);
    }

    private boolean genuine(Altcha.Payload payload) {
        return ALGORITHM.getName().equals(payload.algorithm)
                && hmacKeys.stream().anyMatch(key -> isSignedWith(key, payload));
    }

    private static boolean isSignedWith(String hmacKey, Altcha.Payload payload) {
        try {
            // The library would compare the expiry with the system clock, not with [#clock].
            boolean checkExpires = false;
            return Altcha.verifySolution(payload, hmacKey, checkExpires);
        } catch (Exception _) {
            return false;
        }
    }

    private static Map<String, String> params(String salt) {
        try {
            return Altcha.extractParams(salt);
        } catch (Exception impossible) {
            throw new IllegalStateException("a salt that we have signed can be read", impossible);
        }
    }
}
