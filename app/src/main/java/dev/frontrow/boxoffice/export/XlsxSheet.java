package dev.frontrow.boxoffice.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/// A workbook. Texts stand in their cells rather than in a table of all texts, which would have to stay in memory; a
/// text in a cell is never a formula. What does not fit into a worksheet goes on in another.
final class XlsxSheet implements Sheet {

    /// A worksheet has 1,048,576 lines.
    static final int LINES_MAX = 1_000_000;

    static final int LINES_IN_MEMORY_MAX = 1_000;

    /// Spreadsheets count with fifteen digits.
    private static final int DIGITS_MAX = 15;

    private static final String WHOLE = "0";

    private final Workbook workbook;
    private final String name;
    private final List<String> header;
    private final int linesMax;
    private Worksheet worksheet;
    private int line;
    private int worksheets;

    XlsxSheet(OutputStream out, String name, List<String> header) throws IOException {
        this(out, name, header, LINES_MAX);
    }

    XlsxSheet(OutputStream out, String name, List<String> header, int linesMax) throws IOException {
        this.workbook = new Workbook(out, "Frontrow", null);
        this.name = name;
        this.header = header;
        this.linesMax = linesMax;
        this.worksheet = begun();
    }

    private Worksheet begun() {
        worksheets++;
        Worksheet begun = workbook.newWorksheet(worksheets == 1 ? name : name + " " + worksheets);
        begun.freezePane(0, 1);
        for (int column = 0; column < header.size(); column++) {
            begun.inlineString(0, column, header.get(column));
        }
        line = 1;
        return begun;
    }

    @Override
    public void write(List<Cell> cells) throws IOException {
        if (line == linesMax) {
            worksheet.finish();
            worksheet = begun();
        }
        for (int column = 0; column < cells.size(); column++) {
            write(column, cells.get(column));
        }
        line++;
        if (line % LINES_IN_MEMORY_MAX == 0) {
            worksheet.flush();
        }
    }

    private void write(int column, Cell cell) {
        switch (cell) {
            case Cell.Whole(long value) -> worksheet.value(line, column, value);
            case Cell.Amount amount
            when amount.value().precision() <= DIGITS_MAX -> {
                worksheet.value(line, column, amount.value());
                worksheet.style(line, column).format(format(amount)).set();
            }
            case Cell.Amount amount -> worksheet.inlineString(line, column, amount.text());
            case Cell.Text(String text) -> worksheet.inlineString(line, column, text);
            case Cell.Empty() -> {}
        }
    }

    private static String format(Cell.Amount amount) {
        int decimals = amount.value().scale();
        return decimals == 0 ? WHOLE : WHOLE + "." + WHOLE.repeat(decimals);
    }

    @Override
    public void close() throws IOException {
        worksheet.finish();
        workbook.finish();
    }
}
