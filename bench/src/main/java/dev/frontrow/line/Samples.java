package dev.frontrow.line;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// A few fans from all parts of the general lane, with every wait that they were quoted. Chosen are patient fans
/// who keep polling, so that there is something to see.
final class Samples {

    static final int COUNT = 10;

    private static final int PATIENT_SECONDS = 3 * 3_600;
    private static final int NOBODY = -1;

    /// The answer to one poll of one fan; times are seconds since the opening.
    record Told(int second, long ahead, int low, int high) {}

    /// The whole wait of one fan.
    record Story(int rank, int joinedAt, int turnAt, List<Told> told) {}

    private final Fans fans;
    private final int[] chosen = new int[COUNT];
    private final BitSet isChosen;
    private final List<List<Told>> told = new ArrayList<>();

    Samples(Fans fans) {
        this.fans = fans;
        isChosen = new BitSet(fans.count());
        Arrays.fill(chosen, NOBODY);
        for (int i = 0; i < COUNT; i++) {
            told.add(new ArrayList<>());
        }
    }

    /// Considers a fan who has got a place. Takes one fan from each tenth of the line: the first patient one from
    /// its middle on.
    void consider(int fan) {
        if (fans.sleeper[fan] || fans.priority[fan] || fans.quitsAt[fan] < PATIENT_SECONDS) {
            return;
        }
        int tenth = Math.min(COUNT - 1, (int) ((long) fans.rank[fan] * COUNT / fans.count()));
        long middle = (2L * tenth + 1) * fans.count() / (2 * COUNT);
        int before = chosen[tenth];
        if (fans.rank[fan] >= middle && (before == NOBODY || fans.rank[fan] < fans.rank[before])) {
            chosen[tenth] = fan;
            isChosen.set(fan);
            if (before != NOBODY) {
                isChosen.clear(before);
            }
        }
    }

    void told(int fan, Told what) {
        if (isChosen.get(fan)) {
            for (int i = 0; i < COUNT; i++) {
                if (chosen[i] == fan) {
                    told.get(i).add(what);
                }
            }
        }
    }

    List<Story> stories() {
        List<Story> stories = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            int fan = chosen[i];
            if (fan != NOBODY && fans.hasCome(fan)) {
                stories.add(new Story(fans.rank[fan], fans.joinedAt[fan], fans.turnAt[fan], List.copyOf(told.get(i))));
            }
        }
        return stories;
    }
}
