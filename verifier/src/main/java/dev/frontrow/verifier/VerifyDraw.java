package dev.frontrow.verifier;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/// Verifies a draw from the published data of its concert. Runs without a build:
///
///     java verifier/src/main/java/dev/frontrow/verifier/VerifyDraw.java http://host/api/v1/concerts/1/draw
///
/// The exit status is 0 if all checks passed, 1 if a check failed, and 2 if there was nothing to check.
public final class VerifyDraw {

    private static final int GOOD = 0;
    private static final int FAILED = 1;
    private static final int NOTHING_CHECKED = 2;
    private static final String USAGE = "Usage: verify-draw URL|FILE [--receipt FILE] [--beacon TEXT]";
    private static final int PROGRESS_LEAVES = 10_000;

    private final Arguments arguments;
    private final Report report;
    private final boolean onTerminal;

    /// @param beacon the beacon's value, which the user has read at its source
    private record Arguments(String draw, Optional<String> receipt, Optional<String> beacon) {}

    /// The summary of all leaves.
    private record Leaves(long count, long voided, String root, Optional<String> atReceipt) {}

    private VerifyDraw(Arguments arguments, Report report, boolean onTerminal) {
        this.arguments = arguments;
        this.report = report;
        this.onTerminal = onTerminal;
    }

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        boolean onTerminal = System.console() != null && System.console().isTerminal();
        try {
            return new VerifyDraw(arguments(args), new Report(out), onTerminal).verify();
        } catch (Unreadable unreadable) {
            err.println(Report.visible("verify-draw: " + unreadable.getMessage()));
            return NOTHING_CHECKED;
        }
    }

    private static Arguments arguments(List<String> args) throws Unreadable {
        Optional<String> draw = Optional.empty();
        Optional<String> receipt = Optional.empty();
        Optional<String> beacon = Optional.empty();
        for (int i = 0; i < args.size(); i++) {
            boolean option = args.get(i).startsWith("--");
            if (option && i + 1 == args.size() || !option && draw.isPresent()) {
                throw new Unreadable(USAGE);
            }
            switch (args.get(i)) {
                case "--receipt" -> receipt = Optional.of(args.get(++i));
                case "--beacon" -> beacon = Optional.of(args.get(++i));
                default -> {
                    if (option) {
                        throw new Unreadable(USAGE);
                    }
                    draw = Optional.of(args.get(i));
                }
            }
        }
        return new Arguments(draw.orElseThrow(() -> new Unreadable(USAGE)), receipt, beacon);
    }

    private int verify() throws Unreadable {
        Optional<Receipt> receipt = Optional.empty();
        if (arguments.receipt().isPresent()) {
            receipt = Optional.of(Receipt.of(Pages.single(arguments.receipt().get())));
        }
        Pages pages = Pages.of(arguments.draw());
        Members first =
                pages.from(0).orElseThrow(() -> new Unreadable("There is nothing at " + arguments.draw() + "."));
        Draw draw = Draw.of(first);
        if (!draw.drawn()) {
            return notDrawnYet(draw);
        }
        report.say("The draw" + draw.concertId().map(id -> " of concert " + id).orElse("") + ": " + draw.registrations()
                + " registrations (" + draw.general() + " general, " + draw.priority() + " priority)");
        checkDraw(draw, leaves(draw, pages, first, receipt), receipt);
        return conclude(draw, receipt);
    }

    private int notDrawnYet(Draw draw) {
        report.say("Not drawn yet. Published so far:");
        report.say("  commitment    " + draw.commitment());
        draw.beaconSource().ifPresent(source -> report.say("  beacon source " + source));
        draw.root().ifPresent(root -> report.say("  root          " + root + " over " + draw.registrations()));
        report.say("Note these down: after the draw they must be the same.");
        return NOTHING_CHECKED;
    }

    /// Reads all pages, which must all have the same data about the draw.
    private Leaves leaves(Draw draw, Pages pages, Members first, Optional<Receipt> receipt) throws Unreadable {
        long wanted = receipt.map(own -> draw.indexOf(own.lane(), own.number())).orElse(-1L);
        Optional<String> atReceipt = Optional.empty();
        var tree = new GrowingTree();
        long voided = 0;
        boolean same = true;
        Optional<Members> page = Optional.of(first);
        while (page.isPresent()) {
            same &= Draw.of(page.get()).equals(draw);
            for (String leaf :
                    page.get().has("leaves") ? page.get().hexes("leaves", Draw.HASH_BYTES) : List.<String>of()) {
                if (tree.leaves() == wanted) {
                    atReceipt = Optional.of(leaf);
                }
                voided += isVoid(draw, tree.leaves(), leaf) ? 1 : 0;
                tree.append(leaf);
            }
            progress(tree.leaves(), draw.registrations());
            page = following(page.get(), pages, tree.leaves());
        }
        report.check(same, "all pages tell the same about the draw");
        return new Leaves(tree.leaves(), voided, tree.root(), atReceipt);
    }

    private static Optional<Members> following(Members page, Pages pages, long next) throws Unreadable {
        Optional<Long> announced = page.optionalNumber("nextLeaf");
        if (announced.isEmpty()) {
            return Optional.empty();
        }
        if (announced.get() != next || page.hexes("leaves", Draw.HASH_BYTES).isEmpty()) {
            throw new Unreadable("The page that ends before leaf " + next + " says that leaf " + announced.get()
                    + " comes next: the pages do not follow each other.");
        }
        return pages.from(next);
    }

    private static boolean isVoid(Draw draw, long index, String leaf) {
        int lane = index < draw.general() ? 0 : 1;
        long number = index - draw.indexOf(lane, 1) + 1;
        return draw.concertId().isPresent()
                && leaf.equals(Specification.voidLeaf(draw.concertId().get(), lane, number));
    }

    private void progress(long leaves, long registrations) {
        if (onTerminal && registrations > PROGRESS_LEAVES) {
            System.err.printf("\r  %,d of %,d leaves%s", leaves, registrations, leaves < registrations ? "" : "\n");
        }
    }

    private void checkDraw(Draw draw, Leaves leaves, Optional<Receipt> receipt) throws Unreadable {
        String secret = required(draw.secret(), "secret");
        String root = required(draw.root(), "root");
        String seed = required(draw.seed(), "seed");
        report.check(
                Specification.commitment(secret).equals(draw.commitment()),
                "the commitment is the hash of the secret: " + draw.commitment());
        report.check(
                draw.general() + draw.priority() == draw.registrations() && leaves.count() == draw.registrations(),
                "every registration has a leaf: " + leaves.count() + ", of which " + leaves.voided()
                        + " are of numbers that came to nobody");
        report.check(leaves.root().equals(root), "the root follows from the leaves: " + root);
        String beacon = draw.beacon().orElse("");
        report.check(
                Specification.seed(secret, root, draw.general(), draw.priority(), beacon)
                        .equals(seed),
                "the seed follows from secret, root, counts and beacon: " + seed);
        checkBeacon(draw);
        if (receipt.isPresent()) {
            checkReceipt(draw, leaves, receipt.get());
        }
    }

    private void checkBeacon(Draw draw) {
        report.check(
                draw.beacon().isPresent() == draw.beaconSource().isPresent(),
                "there is a beacon's value exactly if one was announced");
        arguments
                .beacon()
                .ifPresent(read -> report.check(
                        draw.beacon().equals(Optional.of(read)),
                        "the beacon is what you read at its source: " + Json.shortened(read)));
    }

    private void checkReceipt(Draw draw, Leaves leaves, Receipt receipt) {
        long registrations = draw.lanes().get(receipt.lane());
        long index = draw.indexOf(receipt.lane(), receipt.number());
        String who = "receipt: " + Specification.LANES.get(receipt.lane()) + " number " + receipt.number();
        report.check(
                receipt.commitment().equals(draw.commitment())
                        && draw.concertId().map(id -> id == receipt.concertId()).orElse(true),
                who + " is for this draw");
        report.check(ownLeaf(receipt).equals(receipt.leaf()), "receipt: its leaf follows from buyer, number and nonce");
        boolean among = receipt.number() <= registrations;
        report.check(
                among
                        && receipt.index().map(said -> said == index).orElse(true)
                        && leaves.atReceipt().equals(Optional.of(receipt.leaf())),
                "receipt: its leaf is the one published at index " + index);
        checkPath(draw, receipt, index, leaves.root());
        if (among) {
            checkPosition(draw, receipt, registrations);
        }
    }

    private static String ownLeaf(Receipt receipt) {
        return Specification.leaf(
                receipt.concertId(), receipt.lane(), receipt.number(), receipt.buyerId(), receipt.nonce());
    }

    private void checkPosition(Draw draw, Receipt receipt, long registrations) {
        long position =
                Specification.position(draw.seed().orElseThrow(), receipt.lane(), registrations, receipt.number());
        report.check(
                receipt.position().map(said -> said == position).orElse(true),
                "receipt: its position in the lane is " + position + " of " + registrations);
    }

    /// Checks the path from the leaf to the root. A receipt from before the opening has no path; then only the
    /// leaf is checked.
    private void checkPath(Draw draw, Receipt receipt, long index, String root) {
        report.check(
                receipt.root().map(root::equals).orElse(true)
                        && receipt.registrations()
                                .map(said -> said == draw.registrations())
                                .orElse(true),
                "receipt: it names no other root or count");
        receipt.path()
                .ifPresent(path -> report.check(
                        index < draw.registrations()
                                && Specification.rootFrom(receipt.leaf(), index, draw.registrations(), path)
                                        .equals(root),
                        "receipt: its path leads to the root"));
    }

    private static String required(Optional<String> member, String name) throws Unreadable {
        return member.orElseThrow(() -> new Unreadable("The member \"" + name + "\" is missing."));
    }

    private int conclude(Draw draw, Optional<Receipt> receipt) {
        if (report.failed() > 0) {
            report.say("Not verified: " + report.failed() + " of the checks failed.");
            return FAILED;
        }
        report.say("Verified. The order follows from what is published and from nothing else.");
        if (receipt.isEmpty()) {
            report.say("Not checked: whether you are among them. Give your receipt with --receipt.");
        }
        report.say("Compare yourself: the commitment must be the one that was public before the first registration.");
        if (draw.beaconSource().isEmpty()) {
            report.say(
                    "Not proven: that no registration was added or left out to suit the order, as no beacon was mixed in.");
        } else if (arguments.beacon().isEmpty()) {
            report.say("Compare yourself, or give it with --beacon: \""
                    + draw.beacon().orElse("") + "\" must be what "
                    + draw.beaconSource().get() + " says, and it must have been announced before the opening.");
        }
        report.say("Never proven: that each registration is a different person.");
        return GOOD;
    }
}
