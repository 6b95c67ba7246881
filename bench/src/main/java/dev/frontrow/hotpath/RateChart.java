package dev.frontrow.hotpath;

import dev.frontrow.figures.Axis;
import dev.frontrow.figures.Bar;
import dev.frontrow.figures.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Draws each figure as a share of its bar. A stripe that passes the line meets the bar.
final class RateChart {

    private static final int WIDTH = 860;
    private static final int HEAD = 84;
    private static final int ROW = 30;
    private static final int FOOT = 40;
    private static final int LEFT = 250;
    private static final int RIGHT = 250;
    private static final double SHARE_MAX = 4;

    private static final String STYLE = """
            <style>
              svg { --ground: oklch(0.99 0.003 270); --ink: oklch(0.25 0.02 270); --quiet: oklch(0.46 0.02 270);
                --hair: oklch(0.88 0.01 270); --met: oklch(0.62 0.11 250); --missed: oklch(0.62 0.17 33); }
              @media (prefers-color-scheme: dark) {
                svg { --ground: oklch(0.19 0.02 270); --ink: oklch(0.94 0.01 270); --quiet: oklch(0.74 0.02 270);
                  --hair: oklch(0.34 0.02 270); --met: oklch(0.7 0.1 240); --missed: oklch(0.7 0.15 45); }
              }
              text { font: 12px system-ui, "Noto Sans KR", sans-serif; font-variant-numeric: tabular-nums;
                fill: var(--quiet); }
              .head { font-size: 18px; font-weight: 600; fill: var(--ink); }
              .name { font-size: 13px; fill: var(--ink); text-anchor: end; } .middle { text-anchor: middle; }
              .ground { fill: var(--ground); } .hair { stroke: var(--hair); } .bar { stroke: var(--ink); stroke-width: 2; }
              .met { fill: var(--met); } .missed { fill: var(--missed); }
            </style>
            """;

    private record Stripe(String name, double share, boolean met, String said) {}

    private final List<Stripe> stripes = new ArrayList<>();
    private final StringBuilder svg = new StringBuilder();

    RateChart(List<Contest> contests, List<LatencyContest> latencies) {
        for (Contest contest : contests) {
            Bar bar = contest.bar();
            add(contest.name(), contest.judged() / bar.least(), bar, contest.unit(), contest.judged());
        }
        for (LatencyContest contest : latencies) {
            Bar bar = LatencyContest.BAR;
            add(contest.name(), bar.most() / contest.p99(), bar, Unit.MILLISECONDS, contest.p99());
        }
    }

    private void add(String name, double share, Bar bar, Unit unit, double judged) {
        stripes.add(new Stripe(name, share, bar.isMetBy(judged), unit.show(judged) + " (" + bar.in(unit) + ")"));
    }

    String svg() {
        int height = HEAD + stripes.size() * ROW + FOOT;
        Axis shares = new Axis(0, SHARE_MAX, LEFT, WIDTH - RIGHT);
        add("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" \
                aria-labelledby="title desc">
                <title id="title">Hot path: what was reached of each bar</title>
                <desc id="desc">%s</desc>
                """, WIDTH, height, WIDTH, height, description());
        svg.append(STYLE);
        add("<rect class=\"ground\" width=\"%d\" height=\"%d\"/>\n", WIDTH, height);
        add("<text class=\"head\" x=\"16\" y=\"34\">Hot path: what was reached of each bar</text>\n");
        add("<text x=\"16\" y=\"56\">1 is the bar; where a figure has to be small, its bar is divided by it</text>\n");
        int bottom = HEAD + stripes.size() * ROW;
        for (int tick = 0; tick <= SHARE_MAX; tick++) {
            double x = shares.at(tick);
            add("<path class=\"%s\" d=\"M%.1f %dV%d\"/>", tick == 1 ? "bar" : "hair", x, HEAD - 8, bottom);
            add("<text class=\"middle\" x=\"%.1f\" y=\"%d\">%d</text>\n", x, bottom + 18, tick);
        }
        for (int i = 0; i < stripes.size(); i++) {
            stripe(stripes.get(i), HEAD + i * ROW, shares);
        }
        return svg.append("</svg>\n").toString();
    }

    private void stripe(Stripe stripe, int top, Axis shares) {
        double share = Double.isFinite(stripe.share()) ? Math.min(stripe.share(), SHARE_MAX) : 0;
        add("<text class=\"name\" x=\"%d\" y=\"%d\">%s</text>\n", LEFT - 10, top + 15, stripe.name());
        add(
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"14\"/>\n",
                stripe.met() ? "met" : "missed", LEFT, top + 4, shares.at(share) - LEFT);
        add("<text x=\"%d\" y=\"%d\">%s</text>\n", WIDTH - RIGHT + 12, top + 15, stripe.said());
    }

    private String description() {
        StringBuilder said = new StringBuilder("For each work a stripe as long as its figure's share of the bar.");
        for (Stripe stripe : stripes) {
            said.append(" %s: %s, %s.".formatted(stripe.name(), stripe.said(), stripe.met() ? "met" : "missed"));
        }
        return said.toString();
    }

    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments));
    }
}
