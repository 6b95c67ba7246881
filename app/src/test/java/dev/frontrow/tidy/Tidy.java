package dev.frontrow.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Parses sources with the compiler's parser and reports violations of the house style. Every finding says what
/// to do instead.
final class Tidy {

    static final int FILE_CODE_LINES_MAX = 400;
    private static final List<String> UNFINISHED = List.of("FIXME", "XXX", "TODO");

    /// Files that are exempt from a rule, and why.
    enum Exempt {
        /// These provide the time.
        TIME(Set.of("DatabaseClock.java", "OffsetMeasurement.java")),
        /// These print to the terminal on purpose.
        STANDARD_OUTPUT(Set.of(
                "FirstOperator.java",
                "TokenCommand.java",
                "ConsoleLines.java",
                "BackupCommand.java",
                "RestoreCommand.java",
                "VerifyDraw.java",
                "VerifyReport.java",
                "VerifyAudit.java",
                "ClusterCommand.java",
                "DrillCommand.java",
                "RestartCommand.java",
                "WaitingRoomBench.java",
                "HotPathBench.java",
                "NodesBench.java",
                "PagesBench.java",
                "EditorBench.java",
                "StartBench.java",
                "HoldsInProcess.java"));

        private final Set<String> files;

        Exempt(Set<String> files) {
            this.files = files;
        }

        boolean covers(Source source) {
            return files.contains(source.path().substring(source.path().lastIndexOf('/') + 1));
        }
    }

    /// A source and its path in the project, with slashes.
    record Source(String path, String text) {

        boolean isMain() {
            return path.contains("src/main/");
        }

        /// The module of the file, by its package; empty for the root package.
        String module() {
            var parts = path.replaceFirst(".*dev/frontrow/", "").split("/");
            return parts.length > 1 ? parts[0] : "";
        }
    }

    private final Set<String> schemas;

    Tidy(Set<String> schemas) {
        this.schemas = schemas;
    }

    List<String> findings(Source source) {
        List<String> findings = new ArrayList<>();
        var text = SourceText.of(source.text());
        if (text.codeLines() > FILE_CODE_LINES_MAX) {
            findings.add("%s has %d code lines: split it, a file has at most %d"
                    .formatted(source.path(), text.codeLines(), FILE_CODE_LINES_MAX));
        }
        for (String word : UNFINISHED) {
            text.commentLinesWith(word)
                    .forEach(line -> findings.add(
                            "%s:%d says %s: finish it or open an issue".formatted(source.path(), line, word)));
        }
        new TidyScanner(source, schemas, findings, ParsedSource.of(source)).scan();
        return findings;
    }
}
