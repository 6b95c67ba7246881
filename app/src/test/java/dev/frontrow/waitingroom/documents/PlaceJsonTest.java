package dev.frontrow.waitingroom.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceState;
import dev.frontrow.waitingroom.challenge.Challenge;
import dev.frontrow.waitingroom.documents.PlaceDocument.Wait;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PlaceJsonTest {

    private static final int DOCUMENTS = 2_000;
    private static final List<String> CAUSES =
            List.of("rate", "back-off", "capacity", "stock", "slower", "paused", "pre-queue", "draw");

    /// Configured like the application's.
    private final JsonMapper jackson = JsonMapper.builder()
            .changeDefaultPropertyInclusion(defaults -> defaults.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void writesEveryDocumentAsJacksonDoes(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < DOCUMENTS; i++) {
            PlaceDocument place = someDocument(random);
            assertThat(new String(PlaceJson.of(place), StandardCharsets.UTF_8))
                    .isEqualTo(jackson.writeValueAsString(place));
        }
    }

    @Test
    void leavesChallengesToJackson() {
        PlaceDocument plain = someDocument(new Random(4));
        assertThat(PlaceJson.writes(plain)).isTrue();
        assertThat(PlaceJson.writes(challenged(plain))).isFalse();
    }

    private static PlaceDocument challenged(PlaceDocument place) {
        return new PlaceDocument(
                place.queueToken(),
                place.state(),
                place.lane(),
                place.position(),
                place.ahead(),
                place.waitSeconds(),
                place.waitCause(),
                new Challenge("SHA-256", "00", 1_000, "salt?expires=1", "00"),
                place.pollAfterMs(),
                place.admittedUntil(),
                place.joinedAt());
    }

    /// Each optional field is missing in half of the documents.
    private static PlaceDocument someDocument(Random random) {
        return new PlaceDocument(
                "q1." + "Az09-_".repeat(random.nextInt(1, 17)),
                PlaceState.values()[random.nextInt(PlaceState.values().length)],
                Lane.values()[random.nextInt(Lane.values().length)],
                random.nextBoolean() ? random.nextLong(1, Long.MAX_VALUE) : null,
                random.nextBoolean() ? random.nextLong(0, Long.MAX_VALUE) : null,
                random.nextBoolean() ? new Wait(random.nextLong(0, 100), random.nextLong(0, 1_000_000)) : null,
                random.nextBoolean() ? CAUSES.get(random.nextInt(CAUSES.size())) : null,
                null,
                random.nextLong(0, 30_000),
                random.nextBoolean() ? instant(random) : null,
                instant(random));
    }

    /// With and without fractions of a second.
    private static Instant instant(Random random) {
        Instant second = Instant.ofEpochSecond(random.nextLong(0, 4_102_444_800L));
        return random.nextBoolean() ? second : second.plusNanos(random.nextLong(0, 1_000_000_000));
    }
}
