package dev.frontrow.web.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RepeatedTracesTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final RepeatedTraces traces = new RepeatedTraces(nanos::get);

    @Test
    void showsAFewOfOneSortInAMinute() {
        assertThat(shownOf(1_000)).isEqualTo(RepeatedTraces.PER_SORT_MAX);

        nanos.addAndGet(RepeatedTraces.WINDOW.toNanos() - 1);
        assertThat(shownOf(1_000)).isZero();

        nanos.addAndGet(1);
        assertThat(shownOf(1_000)).isEqualTo(RepeatedTraces.PER_SORT_MAX);
    }

    @Test
    void countsWhatItLeavesOut(CapturedOutput output) {
        shownOf(10);
        nanos.addAndGet(RepeatedTraces.WINDOW.toNanos());

        shownOf(1);

        assertThat(output.getAll()).contains(10 - RepeatedTraces.PER_SORT_MAX + " traces of one sort were left out");
    }

    @Test
    void tellsSortsApartByTheInnermostExceptionAndItsPlaceAndNotByItsWords() {
        shownOf(100);

        assertThat(traces.show(new IllegalArgumentException(new SQLException("another sort"))))
                .isTrue();
        assertThat(traces.show(new IllegalStateException(thrown(7)))).isFalse();
    }

    @Test
    void remembersNoMoreThanSoManySorts() {
        for (int i = 0; i < 10_000; i++) {
            var made = new RuntimeException();
            made.setStackTrace(new StackTraceElement[] {new StackTraceElement("a.B", "c", "B.java", i)});
            traces.show(made);
        }

        assertThat(traces.sorts()).isLessThanOrEqualTo(RepeatedTraces.SORTS_MAX);
    }

    @Test
    void showsSomeOfAllSortsTogetherInAMinute() {
        long shown = IntStream.range(0, 10_000)
                .filter(i -> {
                    var made = new RuntimeException();
                    made.setStackTrace(new StackTraceElement[] {new StackTraceElement("a.B", "c", "B.java", i)});
                    return traces.show(made);
                })
                .count();

        assertThat(shown).isEqualTo(RepeatedTraces.OF_ALL_SORTS_MAX);
    }

    @Test
    void holdsForEveryLoggerOfTheProcess(CapturedOutput output) {
        RepeatedTraces.ofThisProcess();
        var anybodys = LoggerFactory.getLogger("some.library");

        for (int i = 0; i < 100; i++) {
            anybodys.warn("broke for the {}th time", i, new UnsupportedOperationException("of the test"));
        }

        assertThat(output.getAll().split("UnsupportedOperationException: of the test", -1))
                .hasSize(RepeatedTraces.PER_SORT_MAX + 1);
    }

    private long shownOf(int times) {
        return IntStream.range(0, times).filter(i -> traces.show(thrown(i))).count();
    }

    private static RuntimeException thrown(int number) {
        return new RuntimeException("number " + number);
    }
}
