package dev.frontrow.verifier;

import java.io.PrintStream;

/// One line for each check.
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

    /// What comes from outside must not move the cursor and write over what was said before.
    static String visible(String line) {
        return line.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    int failed() {
        return failed;
    }
}
