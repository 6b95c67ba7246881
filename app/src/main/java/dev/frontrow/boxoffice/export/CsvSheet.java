package dev.frontrow.boxoffice.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.frontrow.text.CsvFormulas;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Comma-separated, in UTF-8. It begins with a byte order mark, without which spreadsheets take it for an older
/// encoding.
final class CsvSheet implements Sheet {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final CsvWriter csv;

    CsvSheet(OutputStream out, List<String> header) throws IOException {
        var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.write(BYTE_ORDER_MARK);
        csv = CsvWriter.builder().build(text);
        csv.writeRecord(header);
    }

    @Override
    public void write(List<Cell> line) throws IOException {
        try {
            csv.writeRecord(line.stream().map(CsvSheet::written).toList());
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /// A number may begin with a minus; a text must not be taken for a formula.
    private static String written(Cell cell) {
        return cell instanceof Cell.Text(String text) ? CsvFormulas.disarmed(text) : cell.text();
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
