package dev.frontrow.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.drill.OwnerWrites.Write;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Planted writes prove that the drill finds those that must not take effect.
class OwnerWritesTest {

    private static final OffsetDateTime START = OffsetDateTime.parse("2030-01-01T00:00:00Z");
    private static final long PER_MINUTE = 60;
    private static final Duration TICK = Duration.ofSeconds(1);

    @Test
    void findsTheWriteOfAFormerOwner() {
        assertThat(OwnerWrites.late(List.of(write(1, 0, 10, 4), write(1, 1, 11, 5), write(1, 2, 12, 4))))
                .hasSize(1);
    }

    @Test
    void findsAPositionThatFell() {
        assertThat(OwnerWrites.late(List.of(write(1, 0, 10, 4), write(1, 1, 9, 5))))
                .hasSize(1);
    }

    @Test
    void comparesEachLaneWithItselfOnly() {
        assertThat(OwnerWrites.late(List.of(write(1, 0, 10, 4), write(2, 1, 3, 2))))
                .isEmpty();
    }

    @Test
    void findsTwoOwnersThatCallAtOnce() {
        List<Write> writes = List.of(write(1, 0, 10, 4), write(1, 5, 20, 4), write(1, 10, 30, 4));

        assertThat(OwnerWrites.tooMany(writes, PER_MINUTE, TICK)).hasSize(3);
    }

    @Test
    void allowsTheRateAndOneTick() {
        List<Write> writes = List.of(write(1, 0, 10, 4), write(1, 5, 16, 4), write(1, 6, 17, 5));

        assertThat(OwnerWrites.tooMany(writes, PER_MINUTE, TICK)).isEmpty();
    }

    @Test
    void allowsCallsForThoseWhoAreExpectedNotToCome() {
        List<Write> writes = List.of(write(1, 0, 10, 4), write(1, 12, 27, 4));

        assertThat(OwnerWrites.tooMany(writes, PER_MINUTE, TICK)).isEmpty();
    }

    private static Write write(long concertId, int second, long position, long epoch) {
        return new Write(concertId, "GENERAL", position, epoch, START.plusSeconds(second));
    }
}
