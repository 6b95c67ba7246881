package dev.frontrow.boxoffice.export;

import dev.frontrow.database.SnapshotReads;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Writes lists into files. The database is read at its own speed and let go; how fast a client takes the file does not
/// matter to it. Thread-safe.
@Service
class Exports {

    /// Each keeps one connection to the database busy.
    static final int AT_ONCE_MAX = 2;

    /// How long the first lines of a list may take, which is sorted before.
    private static final Duration STATEMENT_MAX = Duration.ofSeconds(60);

    private final ExportRows rows;
    private final SnapshotReads reads;
    /// What each of them takes.
    final Semaphore atOnce = new Semaphore(AT_ONCE_MAX);

    Exports(ExportRows rows, SnapshotReads reads) {
        this.rows = rows;
        this.reads = reads;
    }

    /// @param performanceId of one performance only; null for all of the concert
    record Wanted(
            ExportedList list, long concertId, @Nullable Long performanceId, Format format) {}

    enum Format {
        CSV,
        XLSX
    }

    sealed interface Outcome {

        /// @param file to be deleted by the caller
        record Written(Path file) implements Outcome {}

        record ConcertUnknown() implements Outcome {}

        record PerformanceUnknown() implements Outcome {}

        /// Others are being written.
        record Busy() implements Outcome {}
    }

    Outcome write(Wanted wanted) throws IOException {
        if (!atOnce.tryAcquire()) {
            return new Outcome.Busy();
        }
        try {
            return write(wanted, Files.createTempFile("frontrow-export-", "." + wanted.format()));
        } finally {
            atOnce.release();
        }
    }

    /// The file stays only if it is answered: the reading may fail at its very end.
    private Outcome write(Wanted wanted, Path file) throws IOException {
        boolean written = false;
        try {
            Outcome outcome = reads.read(STATEMENT_MAX, () -> written(wanted, file));
            written = outcome instanceof Outcome.Written;
            return outcome;
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        } finally {
            if (!written) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Outcome written(Wanted wanted, Path file) {
        ZoneId zone = rows.zone(wanted.concertId()).orElse(null);
        if (zone == null) {
            return new Outcome.ConcertUnknown();
        }
        if (wanted.performanceId() != null && !rows.has(wanted.concertId(), wanted.performanceId())) {
            return new Outcome.PerformanceUnknown();
        }
        try {
            fill(file, wanted, zone);
            return new Outcome.Written(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void fill(Path file, Wanted wanted, ZoneId zone) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                Sheet sheet = sheet(out, wanted)) {
            rows.read(wanted.list(), wanted.concertId(), wanted.performanceId(), zone, line -> {
                try {
                    sheet.write(line);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        }
    }

    private static Sheet sheet(OutputStream out, Wanted wanted) throws IOException {
        ExportedList list = wanted.list();
        return switch (wanted.format()) {
            case CSV -> new CsvSheet(out, list.header());
            case XLSX -> new XlsxSheet(out, list.word(), list.header());
        };
    }
}
