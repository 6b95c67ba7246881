package dev.frontrow.hotpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestListTest {

    @Test
    void keepsWhatNoThreadTookFromItsSlice() {
        RequestList list = RequestList.of("a0", "b0", "a1", "b1", "a2", "b2", "a3");

        list.remove(List.of(3, 1));

        assertThat(list.take(9)).containsExactly("b1", "b2", "a3");
    }

    @Test
    void isUsedUpOnceAllSlicesAre() {
        RequestList list = RequestList.of("a0", "b0", "a1");

        list.remove(List.of(2, 1));

        assertThat(list.size()).isZero();
    }

    @Test
    void givesNothingTwice() {
        RequestList list = RequestList.of("a", "b", "c");

        assertThat(list.take(2)).containsExactly("a", "b");
        assertThat(list.take(2)).containsExactly("c");
        assertThat(list.take(2)).isEmpty();
    }

    @Test
    void writesEachRequestBehindItsLengthInBytes(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("requests");

        RequestList.of("GET /\r\n\r\n", "좌석").writeTo(file);

        assertThat(Files.readString(file)).isEqualTo("9\nGET /\r\n\r\n6\n좌석");
    }
}
