package dev.frontrow.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {

    private final Table table = new Table("Rush", List.of("seed 1", "seed 2", "all fans"));

    @Test
    void missesTheBarWhereOneOfTheFiguresDoes() {
        table.row("admitted", Unit.PERCENT, Bar.atLeast(0.97), 0.99, 0.96);

        assertThat(table.missed()).isEqualTo(1);
        assertThat(table.text()).contains("99.0 %", "96.0 %", "at least 97.0 %", "MISSED");
    }

    @Test
    void missesTheBarWhereAFigureNeverCameToBe() {
        table.row("sold out", Unit.MINUTES, Bar.reached(), Double.NaN);

        assertThat(table.missed()).isEqualTo(1);
        assertThat(table.text()).contains("never");
    }

    @Test
    void judgesNothingWithoutABar() {
        table.row("polls", Unit.COUNT, 1_000_000);

        assertThat(table.missed()).isZero();
        assertThat(table.markdown()).contains("| polls | 1,000,000 |  |  |  |  |");
    }

    @Test
    void judgesOneFigureOfSeveralKinds() {
        table.rowOf("hold", Unit.TIMES, Bar.atLeast(1.5), 1.49, "300 /s", "20.0 µs", "1.49 ×");

        assertThat(table.missed()).isEqualTo(1);
        assertThat(table.markdown()).contains("| hold | 300 /s | 20.0 µs | 1.49 × | at least 1.50 × | MISSED |");
    }

    @ParameterizedTest
    @CsvSource({"0.75, true", "0.9, true", "0.7499, false", "0.9001, false", "NaN, false"})
    void ofABarBothEndsAreMet(double figure, boolean met) {
        assertThat(Bar.between(0.75, 0.9).isMetBy(figure)).isEqualTo(met);
    }

    @Test
    void saysABarInWords() {
        assertThat(Bar.atMost(10).in(Unit.MILLISECONDS)).isEqualTo("at most 10.00 ms");
        assertThat(Bar.between(0.75, 0.9).in(Unit.PERCENT)).isEqualTo("75.0 % to 90.0 %");
        assertThat(Bar.exactly(1).in(Unit.TAU)).isEqualTo("1");
        assertThat(Bar.reached().in(Unit.MINUTES)).isEqualTo("reached");
    }
}
