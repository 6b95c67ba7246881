package dev.frontrow.news;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FrameTest {

    private static final UUID NODE = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    private static final byte[] BODY = {1, 2, 3};

    private final Frame frame = new Frame(key(1));
    private final NewsItem item =
            new NewsItem(5, 9, Instant.parse("2027-01-01T00:00:00.000007Z"), new Message("räume", -3, BODY));

    @Test
    void readsWhatItHasWritten() {
        Frame.Received read = frame.read(frame.write(NODE, item)).orElseThrow();

        assertThat(read.node()).isEqualTo(NODE);
        assertThat(read.item()).usingRecursiveComparison().isEqualTo(item);
        assertThat(read.isHint()).isFalse();
    }

    @Test
    void tellsHintsFromItems() {
        assertThat(frame.read(frame.write(NODE, item.message())).orElseThrow().isHint())
                .isTrue();
    }

    @Test
    void refusesEachFrameWithAChangedByteOrAnotherLength() {
        byte[] written = frame.write(NODE, item);
        for (int at = 0; at < written.length; at++) {
            byte[] changed = written.clone();
            changed[at] ^= 1;
            assertThat(frame.read(changed)).as("byte %d", at).isEmpty();
        }
        for (int length = 0; length < written.length; length++) {
            assertThat(frame.read(Arrays.copyOf(written, length))).isEmpty();
        }
        assertThat(frame.read(Arrays.copyOf(written, written.length + 1))).isEmpty();
        assertThat(frame.read(new byte[100_000])).isEmpty();
    }

    @Test
    void refusesFramesOfAnotherKey() {
        assertThat(new Frame(key(2)).read(frame.write(NODE, item))).isEmpty();
    }

    @Test
    void tellsFramesOfAnotherVersion() {
        byte[] written = frame.write(NODE, item);
        assertThat(Frame.isOfOtherVersion(written)).isFalse();
        assertThat(Frame.isOfOtherVersion(new byte[0])).isFalse();

        written[0]++;

        assertThat(Frame.isOfOtherVersion(written)).isTrue();
    }

    private static byte[] key(int filling) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) filling);
        return key;
    }
}
