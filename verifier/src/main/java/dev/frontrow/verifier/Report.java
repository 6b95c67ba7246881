package dev.frontrow.verifier;

import java.io.PrintStream;

/// Prints one line for each check.
final class Report {

    private final PrintStream out;
    private int failed;

    Report(PrintStream out) {
        this.out = out;
    }

    void check(boolean holds, String what) {
        if (!holds) {
            failed++;
        }
        say((holds ? "  ok    " : "  FAIL  ") + what);
    }

    void say(String line) {
        out.println(visible(line));
    }

    /// Makes control characters visible. Otherwise foreign text could move the cursor and overwrite earlier
    /// lines.
    static String visible(String line) {
        return line.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    int failed() {
        return failed;
    }
}
