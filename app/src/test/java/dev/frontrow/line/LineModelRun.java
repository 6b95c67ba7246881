package dev.frontrow.line;

import static dev.frontrow.line.HandCrankedLine.ADMISSION;
import static dev.frontrow.line.HandCrankedLine.START;

import dev.frontrow.line.LineModel.Spot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Plays one sequence of commands to the line and to the model.
final class LineModelRun {

    private final List<LineCommand> commands;
    private final List<String> wrong = new ArrayList<>();
    private final LineModel model;
    private Line line;
    /// The operator's settings, as stored.
    private LineTerms word;
    private Instant now = START;
    private boolean open;
    private boolean everOpen;
    private int @Nullable [] drawn;
    private final Set<Spot> doubted = new HashSet<>();
    /// Numbers of the general lane that the line has not seen; whether their places are stored.
    private final List<Boolean> unseen = new ArrayList<>();
    private final Map<Lane, Long> told = new EnumMap<>(Lane.class);
    long compared;
    long admissions;

    LineModelRun(List<LineCommand> commands) {
        this.commands = commands;
        word = HandCrankedLine.terms(
                1
                        + commands.size() % 7
                        + (commands.isEmpty() ? 0 : commands.getFirst().which() % 20),
                600);
        line = new Line(word, now);
        model = new LineModel(word, now);
        open = commands.isEmpty() || commands.getFirst().how() % 3 > 0;
    }

    /// Returns the first violation, or null.
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

    private void play(LineCommand command) {
        switch (command.verb()) {
            case JOIN -> join(command.which() % 3 == 0 ? Lane.PRIORITY : Lane.GENERAL);
            case JOIN_MANY -> IntStream.range(0, command.how() % 8).forEach(_ -> join(Lane.GENERAL));
            case JOIN_FAILS -> joinUnseen(false);
            case JOIN_OUTCOME_UNKNOWN -> joinUnseen(command.how() % 2 == 0);
            case TELL -> tell();
            case TICK -> tickAndSave(1);
            case TICK_UNSAVED -> tick(1);
            case WAIT -> tickAndSave(1 + command.how() % 200);
            case PAUSE -> turn(false);
            case RESUME -> turn(true);
            case STEER -> {
                word = steered(command);
                followSettings();
            }
            case STEER_OUTCOME_UNKNOWN -> word = command.how() % 2 == 0 ? word : steered(command);
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

    private void play(LineCommand.Verb verb, Spot spot, int how) {
        switch (verb) {
            case JOIN_AGAIN -> joinAgain(spot);
            case LEAVE -> leave(spot);
            case POLL -> poll(spot);
            case CLAIM -> claim(next(spot, how), true);
            case CLAIM_SLOWLY -> claim(next(spot, how), false);
            case STORED -> model.entering.stream().findFirst().ifPresent(this::stored);
            case STORE_FAILS -> model.entering.stream().findFirst().ifPresent(this::storeFails);
            case STORE_OUTCOME_UNKNOWN ->
                model.entering.stream().findFirst().ifPresent(entering -> storeOutcomeUnknown(entering, how));
            case FINISH -> finish(spot);
            case END_OUTCOME_UNKNOWN -> endOutcomeUnknown(spot, how);
            case ASK -> ask(spot);
            default -> throw new IllegalArgumentException(verb + " is about no place");
        }
    }

    /// Returns a due place if there is one, otherwise the given one.
    private Spot next(Spot spot, int how) {
        List<Spot> due =
                model.spots.stream().filter(each -> model.isDue(each, now)).toList();
        return due.isEmpty() ? spot : due.get(how % due.size());
    }

    private Spot join(Lane lane) {
        findUnseen(lane);
        Spot spot = model.join(lane, now);
        line.joined(spot.number, now);
        admit();
        return spot;
    }

    /// A join that the line does not see: its number was used up in vain, or its commit has an unknown outcome, or
    /// another node made it.
    private void joinUnseen(boolean stored) {
        unseen.add(stored);
    }

    /// The next number shows that there are others before it. Nobody knows yet whether they have places.
    private void findUnseen(Lane lane) {
        if (lane == Lane.GENERAL) {
            unseen.forEach(stored -> {
                Spot spot = model.join(Lane.GENERAL, now);
                spot.stored = stored ? PlaceState.WAITING : null;
                model.silent(spot);
                doubted.add(spot);
            });
            unseen.clear();
        }
    }

    private void doubt(Spot spot) {
        line.doubt(spot.number);
        doubted.add(spot);
    }

    private void storeOutcomeUnknown(Spot spot, int how) {
        if (how % 2 == 0 && spot.stored == PlaceState.WAITING) {
            spot.stored = PlaceState.ADMITTED;
            spot.storedUntil = now.plus(ADMISSION);
        }
        storeFails(spot);
        doubt(spot);
    }

    private void endOutcomeUnknown(Spot spot, int how) {
        if (spot.stored == PlaceState.WAITING || isStoredAdmission(spot)) {
            if (how % 3 == 0) {
                spot.stored = isStoredAdmission(spot) ? PlaceState.FINISHED : PlaceState.LEFT;
            }
            doubt(spot);
        }
    }

    /// Asks like a poll or the gate: if memory is in doubt, reads the row first and answers from it.
    private void ask(Spot spot) {
        if (spot.stored == null || line.isKnown(spot.number)) {
            return;
        }
        if (spot.stored == PlaceState.ADMITTED && !isStoredAdmission(spot)) {
            end(spot, PlaceState.EXPIRED);
        } else {
            remember(spot);
        }
        line.known(spot.number);
        doubted.remove(spot);
        admit();
        PlaceState told = line.look(spot.number, now).state();
        switch (spot.stored) {
            case ADMITTED ->
                check(told == PlaceState.ADMITTED || !isStoredAdmission(spot), "%s told as %s", spot.number, told);
            case WAITING, PRE_QUEUE ->
                check(
                        told == PlaceState.WAITING || told == PlaceState.EXPIRED,
                        "%s, which waits, told as %s",
                        spot.number,
                        told);
            case FINISHED, EXPIRED, LEFT ->
                check(!told.live(), "%s, which is %s, told as %s", spot.number, spot.stored, told);
        }
    }

    /// Publishes the serving positions. They are stored first, so a published one never falls.
    private void tell() {
        save();
        for (Lane lane : Lane.values()) {
            long serving = line.servingPosition(lane);
            long before = Objects.requireNonNullElse(told.put(lane, serving), 0L);
            check(serving >= before, "%s was told as %d, and now as %d", lane, before, serving);
        }
    }

    private void joinAgain(Spot spot) {
        if (spot.stored == PlaceState.WAITING || isStoredAdmission(spot)) {
            line.live(spot.number, now);
            model.live(spot, now);
        }
    }

    private boolean isStoredAdmission(Spot spot) {
        return spot.stored == PlaceState.ADMITTED && now.isBefore(Objects.requireNonNull(spot.storedUntil));
    }

    private void end(Spot spot, PlaceState state) {
        line.ended(spot.number, state);
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
            line.asked(spot.number, now);
            model.asked(spot, now);
            return;
        }
        WaitEstimate estimate = line.ask(spot.number, now, null);
        model.asked(spot, now);
        check(
                model.mayBeAhead(spot.number.lane(), spot.position, estimate.ahead(), now),
                "%d ahead of %s",
                estimate.ahead(),
                spot.number);
        check(estimate.isKnown() == (model.pausedAt == null), "the wait is told as %s", estimate);
        check(estimate.low().compareTo(estimate.high()) <= 0, "the wait is told as %s", estimate);
        check(estimate.pollAfter().compareTo(Polling.SHORTEST) >= 0, "asks again at once: %s", estimate);
        check(estimate.pollAfter().compareTo(Polling.LONGEST) <= 0, "asks again too late: %s", estimate);
    }

    private void claim(Spot spot, boolean atOnce) {
        admit();
        Standing standing = line.look(spot.number, now);
        if (!open || !standing.due() || spot.stored == null) {
            return;
        }
        boolean may = line.reserveEntry(spot.number);
        check(may == model.reserveEntry(spot), "%s may enter: %s", spot.number, may);
        if (!may) {
            return;
        }
        if (spot.stored != PlaceState.WAITING) {
            line.notAdmitted(spot.number);
            model.entering.remove(spot);
            remember(spot);
        } else if (atOnce) {
            stored(spot);
        }
    }

    private void stored(Spot spot) {
        spot.stored = PlaceState.ADMITTED;
        spot.storedUntil = now.plus(ADMISSION);
        line.admitted(spot.number, spot.storedUntil);
        line.notAdmitted(spot.number);
        model.admitted(spot, spot.storedUntil);
        admissions++;
    }

    private void storeFails(Spot spot) {
        line.notAdmitted(spot.number);
        model.entering.remove(spot);
    }

    private void remember(Spot spot) {
        switch (Objects.requireNonNull(spot.stored)) {
            case ADMITTED -> {
                line.admitted(spot.number, Objects.requireNonNull(spot.storedUntil));
                model.admitted(spot, spot.storedUntil);
            }
            case FINISHED, EXPIRED, LEFT -> end(spot, spot.stored);
            case WAITING, PRE_QUEUE -> {
                line.live(spot.number, now);
                model.live(spot, now);
            }
        }
    }

    private void tick(int seconds) {
        now = now.plusSeconds(seconds);
        everOpen |= open;
        model.sweep(now);
        model.passTime(now, open);
        TickReport report = line.tick(now, movement(), Shop.UNKNOWN);
        advance();
        boolean nobody = report.bound() == Limit.NOBODY_WAITING;
        check(open ? nobody == !model.anybodyWaits() : report.bound() == Limit.CLOSED, "bound by %s", report);
    }

    private void tickAndSave(int seconds) {
        tick(seconds);
        save();
        followSettings();
    }

    private void save() {
        model.servingStored.putAll(model.serving);
    }

    private void admit() {
        everOpen |= open;
        model.passTime(now, open);
        line.callNext(now, movement());
        advance();
    }

    private Movement movement() {
        return open ? Movement.CALLED_HERE : Movement.STANDING;
    }

    private void advance() {
        int called = 0;
        for (Lane lane : Lane.values()) {
            called += model.advance(lane, line.servingPosition(lane), now, wrong);
        }
        model.judge(called, wrong);
    }

    private void turn(boolean newOpen) {
        open = newOpen;
        admit();
    }

    private LineTerms steered(LineCommand command) {
        return word.steered(1 + command.which() % 25, 30 + command.how() * 3, 1 + command.how() % 99);
    }

    /// Applies the stored settings, as the tick does.
    private void followSettings() {
        if (!word.equals(model.terms)) {
            model.passTime(now, open);
            model.terms = word;
            line.steer(word, now);
        }
        admit();
    }

    private void freeze(int seconds) {
        Duration by = Duration.ofSeconds(seconds);
        line.moveAdmissions(by, now);
        for (Spot spot : model.spots) {
            if (isStoredAdmission(spot)) {
                spot.storedUntil = Objects.requireNonNull(spot.storedUntil).plus(by);
            }
            if (spot.admittedUntil != null && spot.admittedUntil.isAfter(now)) {
                spot.admittedUntil = spot.admittedUntil.plus(by);
            }
        }
    }

    /// Draws once, at the opening at the latest.
    private void draw(LineCommand command) {
        if (everOpen || drawn != null) {
            return;
        }
        findUnseen(Lane.GENERAL);
        drawn = IntStream.rangeClosed(0, (int) model.last(Lane.GENERAL)).toArray();
        var dice = new SplittableRandom(command.how());
        for (int i = drawn.length - 1; i > 1; i--) {
            int j = 1 + dice.nextInt(i);
            int swapped = drawn[i];
            drawn[i] = drawn[j];
            drawn[j] = swapped;
        }
        line.draw(Lane.GENERAL, drawn.clone(), now);
        model.drawn(drawn, now);
    }

    /// Rebuilds the line from the database.
    private void restart() {
        model.terms = word;
        line = new Line(word, now);
        findUnseen(Lane.GENERAL);
        model.restarted(now);
        doubted.clear();
        for (Lane lane : Lane.values()) {
            line.restore(lane, model.last(lane), model.serving(lane), now);
        }
        int[] order = drawn;
        if (order != null) {
            line.restoreDraw(Lane.GENERAL, order.length - 1, number -> order[(int) number]);
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
            Standing standing = line.look(spot.number, now);
            PlaceState state = model.state(spot, now);
            boolean agrees =
                    standing.state() == state || standing.state() == PlaceState.EXPIRED && model.mayBeForgotten(spot);
            check(agrees, "%s is %s, not %s", spot.number, standing, state);
            check(line.isKnown(spot.number) != doubted.contains(spot), "%s is known in spite of doubt", spot.number);
            check(standing.due() == model.isDue(spot, now), "%s is %s", spot.number, standing);
            check(line.positionOf(spot.number) == spot.position, "%s stands elsewhere", spot.number);
            compared++;
        }
        for (Lane lane : Lane.values()) {
            check(line.lastNumber(lane) == model.last(lane), "the last number of %s", lane);
        }
        check(line.activeBuyers() == model.inside(), "%d inside, not %d", line.activeBuyers(), model.inside());
        check(model.mayWait(line.waiting(), now), "%d wait", line.waiting());
    }

    private void check(boolean right, String message, Object... about) {
        if (!right) {
            wrong.add(message.formatted(about) + " at " + Duration.between(START, now));
        }
    }
}
