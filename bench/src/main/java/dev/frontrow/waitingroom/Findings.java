package dev.frontrow.waitingroom;

import java.util.Arrays;

/// What a played on-sale shows.
record Findings(
        World world,
        double noShow,
        double admittedOfWanted,
        double tau,
        int outOfTurn,
        double firstRangeHit,
        double lookHit,
        double roomSays,
        double relativeWidth,
        double pollsOfFixed,
        double tickMillisP999,
        double tickMillisMax,
        long heapBytes,
        double foundNothing,
        long sold,
        int seconds) {

    private static final int FIXED_POLL_SECONDS = 5;

    static Findings of(Simulation played) {
        Fans fans = played.fans();
        long[] ticks = played.tickNanos();
        Arrays.sort(ticks);
        Count count = new Count(played);
        return new Findings(
                played.world(),
                1 - (double) played.admitted() / fans.count(),
                admittedOfWanted(played),
                kendallTau(played),
                played.outOfTurn(),
                (double) count.firstHits / count.judged,
                (double) count.lookHits / count.looked,
                (double) played.room().estimatesHit()
                        / Math.max(1, played.room().estimatesJudged()),
                count.width / count.looked,
                count.polls / count.fixedPolls,
                ticks[(int) (ticks.length * 0.999)] / 1e6,
                ticks[ticks.length - 1] / 1e6,
                played.heapBytes(),
                (double) played.shop().foundNothing() / Math.max(1, played.admitted()),
                played.shop().sold(),
                played.seconds());
    }

    private static final class Count {
        private long judged;
        private long looked;
        private long firstHits;
        private long lookHits;
        private double width;
        private double polls;
        private double fixedPolls;

        Count(Simulation played) {
            Fans fans = played.fans();
            for (int fan = 0; fan < fans.count(); fan++) {
                polls += fans.polls[fan];
                if (fans.polls[fan] == 0) {
                    continue;
                }
                int turn = played.turnOf(played.room().positionOf(new PlaceNumber(Lane.GENERAL, fans.number[fan])));
                int until = Math.min(fans.quitsAt[fan], turn);
                fixedPolls += 1 + (until - fans.joinedAt[fan]) / (double) FIXED_POLL_SECONDS;
                if (fans.firstHigh[fan] != Fans.NEVER) {
                    judged++;
                    firstHits += fans.firstLow[fan] <= turn && turn <= fans.firstHigh[fan] ? 1 : 0;
                }
                if (fans.lookHigh[fan] != Fans.NEVER) {
                    looked++;
                    lookHits += fans.lookLow[fan] <= turn && turn <= fans.lookHigh[fan] ? 1 : 0;
                    width += (fans.lookHigh[fan] - fans.lookLow[fan]) / (double) Math.max(60, until);
                }
            }
        }
    }

    /// While people waited and nothing but the rate was to hold them back.
    private static double admittedOfWanted(Simulation played) {
        double minutes = 0;
        double admitted = 0;
        for (Decision decision : played.decisions()) {
            if (decision.bound() == Limit.RATE || decision.bound() == Limit.BACK_OFF) {
                minutes += 1 / 60.0;
                admitted += decision.admitted();
            }
        }
        return admitted / (minutes * played.world().admitPerMinute());
    }

    /// Of joining and turn, among those who came after the opening and asked until their turn: pairs in order less
    /// pairs
    /// out of order, over all pairs. Who had their turn in the same second is in order.
    private static double kendallTau(Simulation played) {
        Fans fans = played.fans();
        int[] turnOfNumber = new int[fans.count() + 1];
        Arrays.fill(turnOfNumber, Fans.NEVER);
        for (int fan = 0; fan < fans.count(); fan++) {
            if (fans.joinedAt[fan] > 0 && fans.cameAt[fan] != Fans.NEVER) {
                turnOfNumber[fans.number[fan]] = fans.turnAt[fan];
            }
        }
        int[] turns =
                Arrays.stream(turnOfNumber).filter(turn -> turn != Fans.NEVER).toArray();
        long came = turns.length;
        long pairs = (long) came * (came - 1) / 2;
        return pairs == 0 ? 1 : 1 - 2.0 * inversions(turns) / pairs;
    }

    /// Counted while sorting by merging.
    private static long inversions(int[] values) {
        if (values.length < 2) {
            return 0;
        }
        int[] left = Arrays.copyOf(values, values.length / 2);
        int[] right = Arrays.copyOfRange(values, values.length / 2, values.length);
        long count = inversions(left) + inversions(right);
        int l = 0;
        int r = 0;
        for (int i = 0; i < values.length; i++) {
            if (r == right.length || l < left.length && left[l] <= right[r]) {
                values[i] = left[l++];
            } else {
                values[i] = right[r++];
                count += left.length - l;
            }
        }
        return count;
    }
}
