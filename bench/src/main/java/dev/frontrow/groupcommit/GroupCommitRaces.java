package dev.frontrow.groupcommit;

import java.time.Duration;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;

/// Each test states a claim and the results that it allows; jcstress runs each some million times. Tests have two
/// actors only, because jcstress skips tests with more actors than the machine has cores.
public final class GroupCommitRaces {

    private static final int REFUSED = -1;

    private GroupCommitRaces() {}

    /// Has plain fields, so that a reader sees a value only if the group commit has published it.
    static final class Plain {
        final int command;
        int runs;
        int answer;

        Plain(int command) {
            this.command = command;
        }
    }

    /// Runs batches without any synchronization except the lane.
    static class Claim {
        private final GroupCommit<Plain, Plain> commits;
        private int order;

        Claim(int batchMax, int waitingMax, Duration waitMax) {
            commits = new GroupCommit<>(
                    this::run, new GroupCommitSettings(1, batchMax, waitingMax, waitMax), BatchObserver.NONE);
        }

        private List<Plain> run(List<Plain> commands) {
            for (Plain command : commands) {
                command.runs++;
                command.answer = command.command;
                order++;
            }
            return commands;
        }

        int submit(Plain command) {
            try {
                return commits.submit(this, command).answer;
            } catch (GroupCommitBusyException busy) {
                return REFUSED;
            }
        }

        int runsInAll() {
            return order;
        }
    }

    @JCStressTest
    @State
    @Outcome(
            id = "1, 2, 2",
            expect = Expect.ACCEPTABLE,
            desc = "Each got its own answer, and no batch lost another's work.")
    public static class HandOver extends Claim {

        private final Plain one = new Plain(1);
        private final Plain two = new Plain(2);

        public HandOver() {
            super(8, 8, Duration.ofMinutes(1));
        }

        @Actor
        public void first(III_Result r) {
            r.r1 = submit(one);
        }

        @Actor
        public void second(III_Result r) {
            r.r2 = submit(two);
        }

        @Arbiter
        public void after(III_Result r) {
            r.r3 = runsInAll();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "1, 2, 1, 1", expect = Expect.ACCEPTABLE, desc = "Both were run once and answered.")
    @Outcome(id = "-1, 2, 0, 1", expect = Expect.ACCEPTABLE, desc = "The first was refused and never run.")
    @Outcome(id = "1, -1, 1, 0", expect = Expect.ACCEPTABLE, desc = "The second was refused and never run.")
    public static class GivingUpWhileTheLaneIsHandedOver extends Claim {

        private final Plain one = new Plain(1);
        private final Plain two = new Plain(2);

        public GivingUpWhileTheLaneIsHandedOver() {
            super(8, 8, Duration.ofNanos(1));
        }

        @Actor
        public void first(IIII_Result r) {
            r.r1 = submit(one);
        }

        @Actor
        public void second(IIII_Result r) {
            r.r2 = submit(two);
        }

        @Arbiter
        public void after(IIII_Result r) {
            r.r3 = one.runs;
            r.r4 = two.runs;
        }
    }

    @JCStressTest
    @State
    @Outcome(
            id = "1, 2, 4",
            expect = Expect.ACCEPTABLE,
            desc = "The lane is left idle: whoever comes next is run at once.")
    public static class LeavingTheLaneWhileAnotherComes extends Claim {

        private final Plain one = new Plain(1);
        private final Plain two = new Plain(2);

        public LeavingTheLaneWhileAnotherComes() {
            super(1, 1, Duration.ofMinutes(1));
        }

        @Actor
        public void first(III_Result r) {
            r.r1 = submit(one);
        }

        @Actor
        public void second(III_Result r) {
            r.r2 = submit(two);
        }

        @Arbiter
        public void after(III_Result r) {
            boolean idle = submit(new Plain(3)) == 3 && submit(new Plain(4)) == 4;
            r.r3 = idle ? runsInAll() : REFUSED;
        }
    }
}
