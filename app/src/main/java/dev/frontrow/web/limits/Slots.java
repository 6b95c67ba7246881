package dev.frontrow.web.limits;

import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.sharing.Shares;
import dev.frontrow.web.http.Probes;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;

/// Limits the requests that may block at the same time. Thousands of honest fans may share one address, so the
/// limit does not depend on the address alone:
///
/// - An account has a few. A connection has at most one anyway.
/// - A network may have as many as are free, and three times as many for signed-in callers. So anonymous callers
///   cannot keep out signed-in neighbours, and no network can keep out another.
/// - Requests that hash passwords have separate slots, because their queue is long; so have health checks.
///
/// Thread-safe.
public final class Slots {

    private static final int STRANGERS = 1;
    private static final int KNOWN = 3;

    /// Few machines send probes, and each is answered within moments.
    private static final int PROBES_MAX = 16;

    private final Shares<ClientNetwork> all;
    private final Shares<ClientNetwork> signIns;
    private final Shares<ClientNetwork> probes = new Shares<>(PROBES_MAX);
    private final PerAccount accounts;

    /// With as many slots as the settings allow.
    public Slots(WebSettings settings) {
        this.all = new Shares<>(settings.requestsAtOnceMax());
        this.signIns = new Shares<>(settings.signInsAtOnceMax());
        this.accounts = new PerAccount(settings.requestsPerAccountMax());
    }

    /// The kind of slot that a request needs.
    public enum Kind {
        ANY,
        PASSWORD,
        PROBE;

        /// By its address and method.
        public static Kind of(Request request) {
            if (Probes.isOne(request)) {
                return PROBE;
            }
            return PasswordCalls.isOne(request) ? PASSWORD : ANY;
        }
    }

    /// A taken slot, or the status of the refusal.
    public sealed interface Outcome {}

    /// The client or the account has as many as it may.
    public record Refused(int status) implements Outcome {}

    /// @param release gives the slot back; to be called once
    public record Taken(Runnable release) implements Outcome {}

    /// Takes a slot of this kind, or none.
    public Outcome take(Kind kind, ClientNetwork client, Optional<UUID> account) {
        ClientNetwork site = client.site();
        return switch (kind) {
            case PROBE -> take(probes, site, STRANGERS);
            case PASSWORD -> take(signIns, site, STRANGERS);
            case ANY -> account.map(known -> take(known, site)).orElseGet(() -> take(all, site, STRANGERS));
        };
    }

    /// How many networks and accounts are in memory.
    int remembered() {
        return all.clients() + signIns.clients() + probes.clients() + accounts.remembered();
    }

    private Outcome take(UUID account, ClientNetwork site) {
        if (!accounts.take(account)) {
            return new Refused(HttpStatus.TOO_MANY_REQUESTS_429);
        }
        Outcome outcome = take(all, site, KNOWN);
        return switch (outcome) {
            case Refused refused -> {
                accounts.giveBack(account);
                yield refused;
            }
            case Taken(Runnable release) ->
                new Taken(() -> {
                    release.run();
                    accounts.giveBack(account);
                });
        };
    }

    private static Outcome take(Shares<ClientNetwork> slots, ClientNetwork site, int factor) {
        return slots.take(site, 1, factor)
                ? new Taken(() -> slots.giveBack(site, 1))
                : new Refused(HttpStatus.SERVICE_UNAVAILABLE_503);
    }
}
