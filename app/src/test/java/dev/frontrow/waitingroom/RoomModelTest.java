package dev.frontrow.waitingroom;

import static dev.frontrow.waitingroom.HandCrankedRoom.ADMISSION;
import static dev.frontrow.waitingroom.HandCrankedRoom.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.waitingroom.RoomModel.Spot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Random commands to a room and to a naive model of one, which must agree after each.
class RoomModelTest {

    private static final int SEQUENCES = 2_000;
    private static final int COMMANDS = 200;

    enum Verb {
        JOIN,
        JOIN_MANY,
        JOIN_FAILS,
        JOIN_SEEMS_TO_FAIL,
        JOIN_AGAIN,
        LEAVE,
        POLL,
        CLAIM,
        CLAIM_SLOWLY,
        STORED,
        STORE_FAILS,
        FINISH,
        TICK,
        WAIT,
        PAUSE,
        RESUME,
        STEER,
        DRAW,
        RESTART,
        FREEZE
    }

    /// What the numbers mean depends on the verb; each is taken modulo what there is, so that any command fits
    /// anywhere.
    record Command(Verb verb, int which, int how) {}

    @Test
    void agreesWithTheModel() {
        for (long seed = 1; seed <= SEQUENCES; seed++) {
            play(seed);
        }
        play(System.nanoTime());
    }

    @Test
    void everySequenceSaysSomething() {
        var all = new Run(commands(1));
        all.run();

        assertThat(all.compared).isGreaterThan(1_000);
        assertThat(IntStream.rangeClosed(1, 50)
                        .mapToObj(seed -> new Run(commands(seed)))
                        .peek(Run::run)
                        .mapToLong(run -> run.admissions)
                        .sum())
                .isGreaterThan(300);
    }

    private static void play(long seed) {
        List<Command> commands = commands(seed);
        String failure = failure(commands);
        if (failure != null) {
            List<Command> shrunk = shrink(commands);
            throw new AssertionError("seed %d: %s\nshrunk to %d commands: %s\n%s"
                    .formatted(
                            seed,
                            failure,
                            shrunk.size(),
                            failure(shrunk),
                            shrunk.stream().map(String::valueOf).collect(Collectors.joining("\n"))));
        }
    }

    private static @Nullable String failure(List<Command> commands) {
        return new Run(commands).run();
    }

    private static List<Command> shrink(List<Command> commands) {
        List<Command> shrunk = new ArrayList<>(commands);
        for (int size = commands.size() / 2; size >= 1; size /= 2) {
            for (int from = shrunk.size() - size; from >= 0; from -= size) {
                List<Command> fewer = new ArrayList<>(shrunk);
                fewer.subList(from, Math.min(from + size, fewer.size())).clear();
                if (failure(fewer) != null) {
                    shrunk = fewer;
                    from = Math.min(from, shrunk.size());
                }
            }
        }
        return shrunk;
    }

    private static List<Command> commands(long seed) {
        var dice = new SplittableRandom(seed);
        // Each sequence has its own habits, so that some get far into what is rare in others.
        int[] weights = IntStream.range(0, Verb.values().length)
                .map(_ -> dice.nextInt(3) == 0 ? dice.nextInt(30) : dice.nextInt(6))
                .toArray();
        weights[Verb.TICK.ordinal()] += 15;
        weights[Verb.RESTART.ordinal()] /= 6;
        weights[Verb.DRAW.ordinal()] /= 3;
        weights[Verb.PAUSE.ordinal()] /= 3;
        int all = IntStream.of(weights).sum();
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            int at = dice.nextInt(all);
            int verb = 0;
            while (at >= weights[verb]) {
                at -= weights[verb++];
            }
            commands.add(new Command(Verb.values()[verb], dice.nextInt(1_000), dice.nextInt(1_000)));
        }
        return commands;
    }

    /// One sequence, played to both.
    private static final class Run {

        private final List<Command> commands;
        private final List<String> wrong = new ArrayList<>();
        private final RoomModel model;
        private Room room;
        private Instant now = START;
        private boolean open;
        private boolean everOpen;
        private int @Nullable [] drawn;
        private long compared;
        private long admissions;

        Run(List<Command> commands) {
            this.commands = commands;
            RoomTerms terms = HandCrankedRoom.terms(
                    1
                            + commands.size() % 7
                            + (commands.isEmpty() ? 0 : commands.getFirst().which() % 20),
                    600);
            room = new Room(terms, now);
            model = new RoomModel(terms, now);
            open = commands.isEmpty() || commands.getFirst().how() % 3 > 0;
        }

        /// What went wrong first, if anything did.
        @Nullable
        String run() {
            for (int i = 0; i < commands.size(); i++) {
                play(commands.get(i));
                compare();
                if (!wrong.isEmpty()) {
                    return "command %d, %s: %s".formatted(i, commands.get(i), wrong);
                }
            }
            return null;
        }

        private void play(Command command) {
            switch (command.verb()) {
                case JOIN -> join(command.which() % 3 == 0 ? Lane.PRIORITY : Lane.GENERAL);
                case JOIN_MANY -> IntStream.range(0, command.how() % 8).forEach(_ -> join(Lane.GENERAL));
                case JOIN_FAILS -> joinFails(false);
                case JOIN_SEEMS_TO_FAIL -> joinFails(true);
                case TICK -> tick(1);
                case WAIT -> tick(1 + command.how() % 200);
                case PAUSE -> turn(false);
                case RESUME -> turn(true);
                case STEER -> steer(command);
                case DRAW -> draw(command);
                case RESTART -> restart();
                case FREEZE -> freeze(1 + command.how() % 100);
                default -> {
                    if (!model.spots.isEmpty()) {
                        play(command.verb(), model.spots.get(command.which() % model.spots.size()), command.how());
                    }
                }
            }
        }

        private void play(Verb verb, Spot spot, int how) {
            switch (verb) {
                case JOIN_AGAIN -> joinAgain(spot);
                case LEAVE -> leave(spot);
                case POLL -> poll(spot);
                case CLAIM -> claim(next(spot, how), true);
                case CLAIM_SLOWLY -> claim(next(spot, how), false);
                case STORED -> model.entering.stream().findFirst().ifPresent(this::stored);
                case STORE_FAILS -> model.entering.stream().findFirst().ifPresent(this::storeFails);
                case FINISH -> finish(spot);
                default -> throw new IllegalArgumentException(verb + " is about no place");
            }
        }

        /// Rather somebody whose turn has come.
        private Spot next(Spot spot, int how) {
            List<Spot> due =
                    model.spots.stream().filter(each -> model.isDue(each, now)).toList();
            return due.isEmpty() ? spot : due.get(how % due.size());
        }

        private Spot join(Lane lane) {
            Spot spot = model.join(lane, now);
            check(room.takeNumber(lane, now).equals(spot.number), "another number than %s", spot.number);
            admit();
            return spot;
        }

        private void joinFails(boolean stored) {
            Spot spot = model.join(Lane.GENERAL, now);
            room.takeNumber(Lane.GENERAL, now);
            spot.stored = stored ? PlaceState.WAITING : null;
            end(spot, PlaceState.LEFT);
            admit();
        }

        private void joinAgain(Spot spot) {
            if (spot.stored == PlaceState.WAITING || isStoredAdmission(spot)) {
                room.live(spot.number, now);
                model.live(spot, now);
            }
        }

        private boolean isStoredAdmission(Spot spot) {
            return spot.stored == PlaceState.ADMITTED && now.isBefore(Objects.requireNonNull(spot.storedUntil));
        }

        private void end(Spot spot, PlaceState state) {
            room.ended(spot.number, state);
            model.ended(spot, state);
        }

        private void leave(Spot spot) {
            if (spot.stored == PlaceState.WAITING || isStoredAdmission(spot)) {
                spot.stored = PlaceState.LEFT;
                end(spot, PlaceState.LEFT);
                admit();
            }
        }

        private void finish(Spot spot) {
            if (isStoredAdmission(spot)) {
                spot.stored = PlaceState.FINISHED;
                end(spot, PlaceState.FINISHED);
                admit();
            }
        }

        private void poll(Spot spot) {
            if (spot.stored == null) {
                return;
            }
            admit();
            if (model.state(spot, now) != PlaceState.WAITING || model.isDue(spot, now)) {
                return;
            }
            if (!everOpen) {
                room.asked(spot.number, now);
                model.asked(spot, now);
                return;
            }
            Outlook outlook = room.ask(spot.number, now);
            model.asked(spot, now);
            check(
                    model.mayBeAhead(spot.number.lane(), spot.position, outlook.ahead(), now),
                    "%d ahead of %s",
                    outlook.ahead(),
                    spot.number);
            check(outlook.isKnown() == (model.pausedAt == null), "the wait is told as %s", outlook);
            check(outlook.low().compareTo(outlook.high()) <= 0, "the wait is told as %s", outlook);
            check(outlook.pollAfter().compareTo(Polling.SHORTEST) >= 0, "asks again at once: %s", outlook);
            check(outlook.pollAfter().compareTo(Polling.LONGEST) <= 0, "asks again too late: %s", outlook);
        }

        private void claim(Spot spot, boolean atOnce) {
            admit();
            Standing standing = room.look(spot.number, now);
            if (!open || !standing.due() || spot.stored == null) {
                return;
            }
            boolean may = room.mayEnter(spot.number);
            check(may == model.mayEnter(spot), "%s may enter: %s", spot.number, may);
            if (!may) {
                return;
            }
            if (spot.stored != PlaceState.WAITING) {
                room.notAdmitted(spot.number);
                model.entering.remove(spot);
                remember(spot);
            } else if (atOnce) {
                stored(spot);
            }
        }

        private void stored(Spot spot) {
            spot.stored = PlaceState.ADMITTED;
            spot.storedUntil = now.plus(ADMISSION);
            room.admitted(spot.number, spot.storedUntil);
            room.notAdmitted(spot.number);
            model.admitted(spot, spot.storedUntil);
            admissions++;
        }

        private void storeFails(Spot spot) {
            room.notAdmitted(spot.number);
            model.entering.remove(spot);
        }

        private void remember(Spot spot) {
            switch (Objects.requireNonNull(spot.stored)) {
                case ADMITTED -> {
                    room.admitted(spot.number, Objects.requireNonNull(spot.storedUntil));
                    model.admitted(spot, spot.storedUntil);
                }
                case FINISHED, EXPIRED, LEFT -> end(spot, spot.stored);
                case WAITING, PRE_QUEUE -> {
                    room.live(spot.number, now);
                    model.live(spot, now);
                }
            }
        }

        private void tick(int seconds) {
            now = now.plusSeconds(seconds);
            everOpen |= open;
            model.sweep(now);
            model.passTime(now, open);
            Decision decision = room.tick(now, open, Shop.UNKNOWN);
            advance();
            boolean nobody = decision.bound() == Limit.NOBODY_WAITING;
            check(open ? nobody == !model.anybodyWaits() : decision.bound() == Limit.CLOSED, "bound by %s", decision);
            model.servingStored.putAll(model.serving);
        }

        private void admit() {
            everOpen |= open;
            model.passTime(now, open);
            room.admit(now, open);
            advance();
        }

        private void advance() {
            int called = 0;
            for (Lane lane : Lane.values()) {
                called += model.advance(lane, room.servingPosition(lane), now, wrong);
            }
            model.judge(called, wrong);
        }

        private void turn(boolean newOpen) {
            open = newOpen;
            admit();
        }

        private void steer(Command command) {
            model.passTime(now, open);
            model.terms = model.terms.steered(1 + command.which() % 25, 30 + command.how() * 3, 1 + command.how() % 99);
            room.steer(model.terms, now);
            admit();
        }

        private void freeze(int seconds) {
            Duration by = Duration.ofSeconds(seconds);
            room.moveAdmissions(by, now);
            for (Spot spot : model.spots) {
                if (isStoredAdmission(spot)) {
                    spot.storedUntil = Objects.requireNonNull(spot.storedUntil).plus(by);
                }
                if (spot.admittedUntil != null && spot.admittedUntil.isAfter(now)) {
                    spot.admittedUntil = spot.admittedUntil.plus(by);
                }
            }
        }

        /// At the opening at the latest, and once.
        private void draw(Command command) {
            if (everOpen || drawn != null) {
                return;
            }
            drawn = IntStream.rangeClosed(0, (int) model.last(Lane.GENERAL)).toArray();
            var dice = new SplittableRandom(command.how());
            for (int i = drawn.length - 1; i > 1; i--) {
                int j = 1 + dice.nextInt(i);
                int swapped = drawn[i];
                drawn[i] = drawn[j];
                drawn[j] = swapped;
            }
            room.draw(Lane.GENERAL, drawn.clone(), now);
            model.drawn(drawn, now);
        }

        /// The room is built anew from what the database has.
        private void restart() {
            room = new Room(model.terms, now);
            model.restarted(now);
            for (Lane lane : Lane.values()) {
                room.restore(lane, model.last(lane), model.serving(lane), now);
            }
            int[] order = drawn;
            if (order != null) {
                room.restoreDraw(Lane.GENERAL, order.length - 1, number -> order[(int) number]);
            }
            for (Spot spot : model.spots) {
                boolean remembered =
                        spot.stored == PlaceState.LEFT || spot.storedUntil != null && now.isBefore(spot.storedUntil);
                if (remembered) {
                    remember(spot);
                }
            }
            admit();
        }

        private void compare() {
            for (Spot spot : model.spots) {
                Standing standing = room.look(spot.number, now);
                PlaceState state = model.state(spot, now);
                boolean agrees = standing.state() == state
                        || standing.state() == PlaceState.EXPIRED && model.mayBeForgotten(spot);
                check(agrees, "%s is %s, not %s", spot.number, standing, state);
                check(standing.due() == model.isDue(spot, now), "%s is %s", spot.number, standing);
                check(room.positionOf(spot.number) == spot.position, "%s stands elsewhere", spot.number);
                compared++;
            }
            for (Lane lane : Lane.values()) {
                check(room.lastNumber(lane) == model.last(lane), "the last number of %s", lane);
            }
            check(room.activeBuyers() == model.inside(), "%d inside, not %d", room.activeBuyers(), model.inside());
            check(model.mayWait(room.waiting(), now), "%d wait", room.waiting());
        }

        private void check(boolean right, String message, Object... about) {
            if (!right) {
                wrong.add(message.formatted(about) + " at " + Duration.between(START, now));
            }
        }
    }
}
