package dev.frontrow.line;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// One event in a room or at one of its places. The verb decides the meaning of the numbers. Each is taken modulo
/// the number of candidates, so that every command is valid in every state.
record LineCommand(Verb verb, int which, int how) {

    private static final int LENGTH = 200;

    enum Verb {
        JOIN,
        JOIN_MANY,
        JOIN_FAILS,
        JOIN_OUTCOME_UNKNOWN,
        JOIN_AGAIN,
        LEAVE,
        POLL,
        CLAIM,
        CLAIM_SLOWLY,
        STORED,
        STORE_FAILS,
        STORE_OUTCOME_UNKNOWN,
        FINISH,
        END_OUTCOME_UNKNOWN,
        ASK,
        TELL,
        TICK,
        TICK_UNSAVED,
        WAIT,
        PAUSE,
        RESUME,
        STEER,
        STEER_OUTCOME_UNKNOWN,
        DRAW,
        RESTART,
        FREEZE
    }

    /// Returns a random sequence, the same for the same seed.
    static List<LineCommand> sequence(long seed) {
        var dice = new SplittableRandom(seed);
        // Each sequence has different weights, so that some reach states that are rare in others.
        int[] weights = IntStream.range(0, Verb.values().length)
                .map(_ -> dice.nextInt(3) == 0 ? dice.nextInt(30) : dice.nextInt(6))
                .toArray();
        weights[Verb.TICK.ordinal()] += 15;
        weights[Verb.CLAIM.ordinal()] += 10;
        weights[Verb.RESTART.ordinal()] /= 6;
        weights[Verb.DRAW.ordinal()] /= 3;
        weights[Verb.PAUSE.ordinal()] /= 3;
        int all = IntStream.of(weights).sum();
        List<LineCommand> commands = new ArrayList<>();
        for (int i = 0; i < LENGTH; i++) {
            int at = dice.nextInt(all);
            int verb = 0;
            while (at >= weights[verb]) {
                at -= weights[verb++];
            }
            commands.add(new LineCommand(Verb.values()[verb], dice.nextInt(1_000), dice.nextInt(1_000)));
        }
        return commands;
    }
}
