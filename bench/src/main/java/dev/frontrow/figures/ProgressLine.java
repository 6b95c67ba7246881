package dev.frontrow.figures;

import java.io.PrintStream;
import java.util.Locale;

/// Shows the progress in one line of a terminal. Prints nothing if there is no terminal.
public final class ProgressLine {

    private static final int WIDTH = 60;
    private static final int NOTHING_SHOWN = -1;

    private final PrintStream out;
    private final boolean shown;
    private int shownPercent = NOTHING_SHOWN;

    public ProgressLine(PrintStream out, boolean shown) {
        this.out = out;
        this.shown = shown;
    }

    public void at(String what, double share) {
        int percent = (int) (100 * share);
        if (shown && percent != shownPercent) {
            shownPercent = percent;
            out.print(padded(String.format(Locale.ROOT, "%s: %d %%", what, percent)));
            out.flush();
        }
    }

    public void clear() {
        if (shown) {
            shownPercent = NOTHING_SHOWN;
            out.print(padded("") + "\r");
            out.flush();
        }
    }

    private static String padded(String line) {
        return "\r" + line + " ".repeat(Math.max(0, WIDTH - line.length()));
    }
}
