package dev.frontrow.boxoffice.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/// Reads workbooks. Their entries are described behind their contents, which only a file's directory makes readable.
final class Workbooks {

    private Workbooks() {}

    /// A part of a workbook as text; empty if there is none.
    static String part(byte[] workbook, String name) throws IOException {
        Path file = Files.createTempFile("workbook", ".xlsx");
        try {
            Files.write(file, workbook);
            try (var zip = new ZipFile(file.toFile())) {
                var entry = zip.getEntry(name);
                return entry == null
                        ? ""
                        : new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
            }
        } finally {
            Files.delete(file);
        }
    }
}
