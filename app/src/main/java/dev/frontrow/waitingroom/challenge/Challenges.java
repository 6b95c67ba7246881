package dev.frontrow.waitingroom.challenge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.frontrow.identity.SigningKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
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

/// Proofs of work: what a single fan's browser does unnoticed, a crowd of robots must pay for. A challenge is
/// not stored; it carries its buyer, concert and end in its salt, which is hashed into what is signed.
/// Thread-safe.
///
/// Solved ones are remembered, so that each counts once. When more than [#USED_MAX] are solved within their time, some
/// are forgotten early and could count a second time, for the same buyer and concert only. That is better than turning
/// away a crowd: a place in line is given to a buyer once, however often they join.
@Component
public class Challenges {

    /// About 40 MB when full.
    private static final int USED_MAX = 200_000;

    private static final int PAYLOAD_LENGTH_MAX = 2_000;
    private static final int NAME_LENGTH_MAX = 32;
    private static final Altcha.Algorithm ALGORITHM = Altcha.Algorithm.SHA256;
    private static final String BUYER = "buyer";
    private static final String CONCERT = "concert";
    private static final String EXPIRES = "expires";

    /// It remembers thousands of the names that it has read; ours are short.
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNameLength(NAME_LENGTH_MAX)
                            .build())
                    .build())
            .build();

    private final String hmacKey;
    private final ChallengeProperties properties;
    private final InstantSource clock;
    private final Cache<String, Boolean> used;

    Challenges(SigningKey signingKey, ChallengeProperties properties, InstantSource clock) {
        this.hmacKey = HexFormat.of().formatHex(signingKey.derive("altcha"));
        this.properties = properties;
        this.clock = clock;
        // What is solved later than now ends earlier than a whole lifetime from now.
        this.used = Caffeine.newBuilder()
                .maximumSize(USED_MAX)
                .expireAfterWrite(properties.ttl())
                .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()))
                .build();
    }

    public Challenge issue(UUID buyerId, long concertId) {
        var options = new Altcha.ChallengeOptions()
                .setAlgorithm(ALGORITHM)
                .setMaxNumber((long) properties.maxNumber())
                .setSecureRandomNumber(true)
                .setHmacKey(hmacKey)
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

    /// Takes what the widget sends. Only the first look at a solution answers SOLVED.
    public ChallengeOutcome check(@Nullable String payload, UUID buyerId, long concertId) {
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

    /// Read here and not by the library, which would take a number out of a text: a salt could then be cut
    /// short and its end be hidden in the number, with the same hash.
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
        if (!ALGORITHM.getName().equals(payload.algorithm)) {
            return false;
        }
        try {
            // The library would compare the end with the machine's clock.
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
