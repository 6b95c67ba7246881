package dev.frontrow.line;

import dev.frontrow.figures.Axis;
import java.util.List;
import java.util.Locale;

/// Draws the quoted and the actual waits of some fans: one small chart for each.
final class Chart {

    private static final int COLUMNS = 2;
    private static final int WIDTH = 960;
    private static final int HEAD = 96;
    private static final int PANEL_WIDTH = 456;
    private static final int PANEL_HEIGHT = 190;
    private static final int GAP = 16;
    private static final int FOOT = 36;

    private static final String STYLE = """
            <style>
              svg { --ground: oklch(0.99 0.003 270); --ink: oklch(0.25 0.02 270); --quiet: oklch(0.46 0.02 270);
                --hair: oklch(0.88 0.01 270); --told: oklch(0.83 0.09 45); --truth: oklch(0.5 0.17 33);
                --ahead: oklch(0.48 0.11 250); }
              @media (prefers-color-scheme: dark) {
                svg { --ground: oklch(0.19 0.02 270); --ink: oklch(0.94 0.01 270); --quiet: oklch(0.74 0.02 270);
                  --hair: oklch(0.34 0.02 270); --told: oklch(0.44 0.08 45); --truth: oklch(0.78 0.14 45);
                  --ahead: oklch(0.76 0.1 240); }
              }
              text { font: 12px system-ui, "Noto Sans KR", sans-serif; font-variant-numeric: tabular-nums;
                fill: var(--quiet); }
              .head { font-size: 18px; font-weight: 600; fill: var(--ink); }
              .name { font-size: 13px; font-weight: 600; fill: var(--ink); }
              .right { text-anchor: end; } .middle { text-anchor: middle; }
              .ground { fill: var(--ground); }
              .hair { stroke: var(--hair); fill: none; }
              .told { fill: var(--told); }
              .truth { stroke: var(--truth); stroke-width: 2; fill: none; }
              .ahead { stroke: var(--ahead); stroke-width: 1.5; stroke-dasharray: 5 3; fill: none; }
              text.ahead { stroke: none; fill: var(--ahead); }
            </style>
            """;

    private final List<Samples.Story> stories;
    private final StringBuilder svg = new StringBuilder();

    Chart(List<Samples.Story> stories) {
        this.stories = stories;
    }

    String svg() {
        int rows = (stories.size() + COLUMNS - 1) / COLUMNS;
        int height = HEAD + rows * (PANEL_HEIGHT + GAP) + FOOT;
        add("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" \
                aria-labelledby="title desc">
                <title id="title">What ten fans were told, and when their turn came</title>
                <desc id="desc">%s</desc>
                """, WIDTH, height, WIDTH, height, description());
        svg.append(STYLE);
        add("<rect class=\"ground\" width=\"%d\" height=\"%d\"/>\n", WIDTH, height);
        legend();
        for (int i = 0; i < stories.size(); i++) {
            int left = GAP + i % COLUMNS * (PANEL_WIDTH + GAP);
            int top = HEAD + i / COLUMNS * (PANEL_HEIGHT + GAP);
            panel(stories.get(i), left, top);
        }
        add(
                "<text class=\"middle\" x=\"%d\" y=\"%d\">minutes since the opening, as the fan asked</text>\n",
                WIDTH / 2, height - 14);
        return svg.append("</svg>\n").toString();
    }

    private String description() {
        StringBuilder said = new StringBuilder(
                "For each fan a band of the range told, from poll to poll, a line of the true turn, and how many people were ahead.");
        for (Samples.Story story : stories) {
            Samples.Told first = story.told().getFirst();
            said.append(String.format(
                    Locale.ROOT,
                    " Place %,d: told minute %.0f to %.0f at first, turn at minute %.1f.",
                    story.rank(),
                    first.low() / 60.0,
                    first.high() / 60.0,
                    story.turnAt() / 60.0));
        }
        return said.toString();
    }

    private void legend() {
        add("<text class=\"head\" x=\"%d\" y=\"34\">What ten fans were told, and when their turn came</text>\n", GAP);
        add("""
                <rect class="told" x="16" y="54" width="28" height="14"/>
                <text x="52" y="66">turn as told: the 80 %% range</text>
                <path class="truth" d="M250 61h28"/><text x="286" y="66">turn as it came</text>
                <path class="ahead" d="M420 61h28"/><text x="456" y="66">people ahead who still ask (scale on the right)</text>
                """);
    }

    private void panel(Samples.Story story, int left, int top) {
        List<Samples.Told> told = story.told();
        double earliest = told.stream().mapToInt(Samples.Told::low).min().orElse(0) / 60.0;
        double latest = told.stream().mapToInt(Samples.Told::high).max().orElse(0) / 60.0;
        double most = told.stream().mapToLong(Samples.Told::ahead).max().orElse(1);
        double turn = story.turnAt() / 60.0;
        double margin = Math.max(0.5, (latest - earliest) * 0.08);
        int bottom = top + PANEL_HEIGHT - 24;
        Axis time = new Axis(story.joinedAt() / 60.0, turn, left + 44, left + PANEL_WIDTH - 64);
        Axis turns = new Axis(Math.min(earliest, turn) - margin, Math.max(latest, turn) + margin, bottom, top + 30);
        Axis ahead = new Axis(0, Math.max(1, most * 1.05), bottom, top + 30);
        add(
                "<g>\n<text class=\"middle name\" x=\"%.0f\" y=\"%d\">place %,d</text>\n",
                middle(time), top + 16, story.rank());
        add("<text x=\"%d\" y=\"%d\">turn at minute</text>\n", left, top + 16);
        add("<text class=\"right ahead\" x=\"%d\" y=\"%d\">people ahead</text>\n", left + PANEL_WIDTH, top + 16);
        scales(time, turns, ahead);
        band(told, time, turns);
        line(told, time, ahead);
        add("<path class=\"truth\" d=\"M%.1f %.1fH%.1f\"/>\n</g>\n", time.fromPixel(), turns.at(turn), time.toPixel());
    }

    private static double middle(Axis axis) {
        return (axis.fromPixel() + axis.toPixel()) / 2;
    }

    private void scales(Axis time, Axis turns, Axis ahead) {
        for (double tick : turns.ticks()) {
            add("<path class=\"hair\" d=\"M%.1f %.1fH%.1f\"/>", time.fromPixel(), turns.at(tick), time.toPixel());
            add(
                    "<text class=\"right\" x=\"%.1f\" y=\"%.1f\">%.0f</text>\n",
                    time.fromPixel() - 6, turns.at(tick) + 4, tick);
        }
        for (double tick : ahead.ticks()) {
            add(
                    "<text class=\"ahead\" x=\"%.1f\" y=\"%.1f\">%,.0f</text>\n",
                    time.toPixel() + 6, ahead.at(tick) + 4, tick);
        }
        add("<path class=\"hair\" d=\"M%.1f %.1fH%.1f\"/>", time.fromPixel(), turns.fromPixel(), time.toPixel());
        for (double tick : time.ticks()) {
            add(
                    "<text class=\"middle\" x=\"%.1f\" y=\"%.1f\">%.0f</text>\n",
                    time.at(tick), turns.fromPixel() + 16, tick);
        }
    }

    /// A quoted wait is valid until the next poll, so the band is drawn in steps: the high ends forward, the low
    /// ends back.
    private void band(List<Samples.Told> told, Axis time, Axis turns) {
        add(
                "<path class=\"told\" d=\"M%.1f %.1f",
                x(told.getFirst(), time), turns.at(told.getFirst().high() / 60.0));
        for (Samples.Told poll : told) {
            add("H%.1fV%.1f", x(poll, time), turns.at(poll.high() / 60.0));
        }
        add("H%.1fV%.1f", time.toPixel(), turns.at(told.getLast().low() / 60.0));
        for (int i = told.size() - 1; i > 0; i--) {
            add("H%.1fV%.1f", x(told.get(i), time), turns.at(told.get(i - 1).low() / 60.0));
        }
        add("H%.1fZ\"/>\n", x(told.getFirst(), time));
    }

    private void line(List<Samples.Told> told, Axis time, Axis ahead) {
        add(
                "<path class=\"ahead\" d=\"M%.1f %.1f",
                x(told.getFirst(), time), ahead.at(told.getFirst().ahead()));
        for (Samples.Told poll : told) {
            add("L%.1f %.1f", x(poll, time), ahead.at(poll.ahead()));
        }
        add("\"/>\n");
    }

    private static double x(Samples.Told poll, Axis time) {
        return time.at(poll.second() / 60.0);
    }

    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments));
    }
}
