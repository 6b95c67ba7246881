package dev.frontrow.verifier;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Verifies the audit log of a server, or saved pages of it. Runs without a build:
///
///     FRONTROW_TOKEN=… java verifier/src/main/java/dev/frontrow/verifier/VerifyAudit.java http://host
///
/// The exit status is 0 if the chain is whole, 1 if not, and 2 if there was nothing to check.
public final class VerifyAudit {

    private static final int GOOD = 0;
    private static final int FAILED = 1;
    private static final int NOTHING_CHECKED = 2;
    private static final String USAGE = "Usage: verify-audit URL|FILE [--heads FILE]";

    /// @param log   where it is
    /// @param heads a file of noted heads
    private record Arguments(String log, Optional<String> heads) {}

    private final Arguments arguments;
    private final AuditPages pages;
    private final Report report;
    private final boolean onTerminal;

    private VerifyAudit(Arguments arguments, AuditPages pages, Report report, boolean onTerminal) {
        this.arguments = arguments;
        this.pages = pages;
        this.report = report;
        this.onTerminal = onTerminal;
    }

    public static void main(String[] args) {
        Optional<String> token =
                Optional.ofNullable(System.getenv("FRONTROW_TOKEN")).filter(given -> !given.isBlank());
        System.exit(run(List.of(args), token, System.out, System.err));
    }

    static int run(List<String> args, Optional<String> token, PrintStream out, PrintStream err) {
        boolean onTerminal = System.console() != null && System.console().isTerminal();
        try {
            Arguments arguments = arguments(args);
            AuditPages pages = AuditPages.of(arguments.log(), token);
            return new VerifyAudit(arguments, pages, new Report(out), onTerminal).verify();
        } catch (Unreadable unreadable) {
            err.println(Report.visible("verify-audit: " + unreadable.getMessage()));
            return NOTHING_CHECKED;
        }
    }

    private static Arguments arguments(List<String> args) throws Unreadable {
        boolean withHeads = args.size() == 3 && args.get(1).equals("--heads");
        if (args.isEmpty() || args.getFirst().startsWith("--") || args.size() > 1 && !withHeads) {
            throw new Unreadable(USAGE);
        }
        return new Arguments(args.getFirst(), withHeads ? Optional.of(args.get(2)) : Optional.empty());
    }

    private int verify() throws Unreadable {
        List<AuditChain.Head> heads = new ArrayList<>(pages.heads());
        if (arguments.heads().isPresent()) {
            heads.addAll(AuditPages.heads(Pages.single(arguments.heads().get())));
        }
        var chain = new AuditChain(heads);
        long last = -1;
        Optional<Members> page = pages.after(0);
        if (page.isEmpty()) {
            throw new Unreadable("There is no audit log in " + arguments.log() + ".");
        }
        while (page.isPresent() && chain.entries() > last) {
            last = chain.entries();
            for (Members entry : page.get().objects("entries")) {
                chain.follow(ChainedEntry.of(entry));
            }
            progress(chain.entries());
            page = page.get().has("nextAfter") ? pages.after(page.get().number("nextAfter")) : Optional.empty();
        }
        chain.end();
        return conclude(chain);
    }

    private void progress(long entries) {
        if (onTerminal) {
            System.err.printf("\r  %,d entries", entries);
        }
    }

    private int conclude(AuditChain chain) {
        if (onTerminal) {
            System.err.println();
        }
        report.say("The audit log: " + chain.entries() + " entries");
        chain.damages().forEach(damage -> report.check(false, damage));
        report.check(chain.damages().isEmpty(), "each entry is the one that was made, and follows the one before it");
        if (chain.headsMet() > 0 && chain.damages().isEmpty()) {
            report.check(true, chain.headsMet() + " published heads are those of the log");
        }
        if (arguments.heads().isEmpty()) {
            report.say("  note  no head of earlier days was given with --heads: whether the whole log was written anew"
                    + " is not known");
        }
        report.say("  head  " + chain.head());
        report.say(report.failed() == 0 ? "Verified." : "Not verified.");
        return report.failed() == 0 ? GOOD : FAILED;
    }
}
