package dev.frontrow.waitingroom.alerts;

import dev.frontrow.waitingroom.push.PushClient;
import dev.frontrow.waitingroom.push.PushEndpoints;
import dev.frontrow.waitingroom.push.PushSettings;
import dev.frontrow.waitingroom.push.Subscription;
import dev.frontrow.waitingroom.tokens.QueueToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Takes what fans ask for: one alert for each place, to the browser that asked last. Thread-safe.
@Service
public class TurnAlerts {

    private static final Duration COUNTED_EVERY = Duration.ofSeconds(10);

    private record Count(long alerts, Instant at) {}

    private final AlertRows rows;
    private final PushClient client;
    private final PushEndpoints endpoints;
    private final int max;
    private final InstantSource clock;
    private volatile Count count = new Count(0, Instant.EPOCH);

    TurnAlerts(AlertRows rows, PushClient client, PushEndpoints endpoints, PushSettings settings, InstantSource clock) {
        this.rows = rows;
        this.client = client;
        this.endpoints = endpoints;
        this.max = settings.alertsMax();
        this.clock = clock;
    }

    /// The key that a browser needs to subscribe; empty if web push is switched off.
    public Optional<String> publicKey() {
        return endpoints.isOn() ? Optional.of(client.publicKey()) : Optional.empty();
    }

    /// Asks for an alert, instead of any other for this place.
    ///
    /// @param position null before the draw
    public AlertOutcome ask(QueueToken token, @Nullable Long position, Subscription browser, Locale language) {
        Instant now = clock.instant();
        if (isFull(now)) {
            return AlertOutcome.FULL;
        }
        var alert = new TurnAlert(token.concertId(), token.place(), browser, language);
        return rows.ask(alert, token.buyerId(), position, now) ? AlertOutcome.ASKED : AlertOutcome.NOT_WAITING;
    }

    /// A few more may be stored than allowed: they are counted now and then only.
    private boolean isFull(Instant now) {
        Count known = count;
        if (!now.isBefore(known.at().plus(COUNTED_EVERY))) {
            known = new Count(rows.count(), now);
            count = known;
        }
        return known.alerts() >= max;
    }

    /// The place's fan is told no more.
    public void end(QueueToken token) {
        rows.end(token.concertId(), token.place());
    }
}
