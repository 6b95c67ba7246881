package dev.frontrow.waitingroom.alerts;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What an alert says. The worker of the fan's browser (`turn-worker.js`) shows it as it is. Nothing in it is about the
/// fan.
@Component
class AlertMessages {

    private final Catalog catalog;
    private final MessageSource words;
    private final JsonMapper json;

    AlertMessages(Catalog catalog, MessageSource words, JsonMapper json) {
        this.catalog = catalog;
        this.words = words;
        this.json = json;
    }

    byte[] of(TurnAlert alert) {
        long concertId = alert.concertId();
        String concert = catalog.concert(concertId).map(Concert::title).orElse("");
        return json.writeValueAsBytes(Map.of(
                "title", words.getMessage("room.yourTurn", null, alert.language()),
                "body", concert,
                "language", alert.language().getLanguage(),
                "page", "/concerts/%d/waiting-room".formatted(concertId),
                "tag", "frontrow-turn-" + concertId));
    }
}
