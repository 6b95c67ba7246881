package dev.frontrow.boxoffice.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.boxoffice.export.Exports.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Files are written as they are filled.
class SheetTest {

    private static final int TICKETS = 200_000;

    /// Counts what it is given, and keeps nothing.
    private static final class Counter extends OutputStream {

        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int off, int len) {
            bytes += len;
        }
    }

    private static Sheet sheet(Format format, OutputStream out) throws IOException {
        return format == Format.CSV
                ? new CsvSheet(out, List.of("code", "price"))
                : new XlsxSheet(out, "tickets", List.of("code", "price"));
    }

    private static List<Cell> ticket(int n) {
        return List.of(
                Cell.of("FR" + Integer.toString(n * 31, 36) + n),
                new Cell.Amount(n * 100L, Currency.getInstance("EUR")));
    }

    /// Each ten thousand tickets make the file longer: they are not kept until the end.
    @ParameterizedTest
    @EnumSource(Format.class)
    void handsOnTwoHundredThousandTicketsAsTheyCome(Format format) throws IOException {
        var out = new Counter();
        List<Long> grown = new ArrayList<>();
        try (Sheet sheet = sheet(format, out)) {
            for (int n = 1; n <= TICKETS; n++) {
                sheet.write(ticket(n));
                if (n % 10_000 == 0) {
                    grown.add(out.bytes);
                }
            }
        }
        assertThat(grown).isSorted().doesNotHaveDuplicates().hasSize(TICKETS / 10_000);
        assertThat(out.bytes - grown.getLast()).as("what came at the end").isLessThan(out.bytes / 10);
    }

    @Test
    void goesOnInAnotherWorksheet() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var sheet = new XlsxSheet(out, "tickets", List.of("code", "price"), 3)) {
            for (int n = 1; n <= 5; n++) {
                sheet.write(ticket(n));
            }
        }
        byte[] workbook = out.toByteArray();
        assertThat(Workbooks.part(workbook, "xl/worksheets/sheet1.xml"))
                .contains("<row r=\"3\"")
                .doesNotContain("<row r=\"4\"");
        assertThat(Workbooks.part(workbook, "xl/worksheets/sheet3.xml"))
                .contains("<row r=\"2\"")
                .doesNotContain("<row r=\"3\"");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void writesAmountsOfAnySize(Format format) throws IOException {
        var out = new ByteArrayOutputStream();
        try (Sheet sheet = sheet(format, out)) {
            sheet.write(
                    List.of(Cell.of("-1"), new Cell.Amount(-1_000_000_000_000_000_055L, Currency.getInstance("KWD"))));
        }
        String written = format == Format.CSV
                ? out.toString(StandardCharsets.UTF_8)
                : Workbooks.part(out.toByteArray(), "xl/worksheets/sheet1.xml");
        assertThat(written).contains("-1000000000000000.055");
    }
}
