package dev.frontrow.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeatHintBodyTest {

    private static final List<SeatChange> CHANGES = List.of(
            new SeatChange(7, "A-1", SeatStatus.HELD, 5, true, Instant.parse("2027-01-01T00:00:00.000007Z")),
            new SeatChange(7, "가-2", SeatStatus.SOLD, Long.MAX_VALUE, false, null));

    @Test
    void readsWhatItHasWritten() {
        assertThat(SeatHintBody.read(7, SeatHintBody.write(CHANGES))).isEqualTo(CHANGES);
    }

    @Test
    void ignoresOtherVersions() {
        byte[] body = SeatHintBody.write(CHANGES);
        body[0] = 2;

        assertThat(SeatHintBody.read(7, body)).isEmpty();
    }

    @Test
    void refusesWhatIsCutOffOrHasAnUnknownStatus() {
        byte[] body = SeatHintBody.write(CHANGES.subList(0, 1));
        for (int length : new int[] {0, 2, 4, body.length - 1}) {
            assertThatIllegalArgumentException().isThrownBy(() -> SeatHintBody.read(7, Arrays.copyOf(body, length)));
        }
        body[6] = 99;
        assertThatIllegalArgumentException().isThrownBy(() -> SeatHintBody.read(7, body));
    }

    /// The longest labels, of characters with the most bytes.
    @Test
    void fitsIntoOneMessageWhateverTheLabels() {
        String label = "🎸".repeat(40);
        var change = new SeatChange(7, label, SeatStatus.SOLD, 1, false, null);

        assertThat(SeatHintBody.write(Collections.nCopies(SeatHintBody.CHANGES_MAX, change)))
                .hasSizeLessThanOrEqualTo(65_536);
    }
}
