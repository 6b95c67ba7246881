package dev.frontrow.waitingroom;

import dev.frontrow.fastpath.FastAnswer;
import dev.frontrow.fastpath.FastCall;
import dev.frontrow.fastpath.FastPath;
import dev.frontrow.identity.Caller;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// The poll of a place that waits, and has nothing to do but wait. All others are [WaitingRoomController]'s.
@Component
class PollFastPath implements FastPath {

    private static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

    private final Rooms rooms;
    private final QueueTokens queueTokens;
    private final PlaceDocuments documents;
    private final ObjectWriter json;
    private final InstantSource clock;

    PollFastPath(
            Rooms rooms,
            QueueTokens queueTokens,
            PlaceDocuments documents,
            JsonMapper jsonMapper,
            InstantSource clock) {
        this.rooms = rooms;
        this.queueTokens = queueTokens;
        this.documents = documents;
        this.json = jsonMapper.writerFor(PlaceDocument.class);
        this.clock = clock;
    }

    @Override
    public String address() {
        return "/api/v1/concerts/{concertId}/queue-tokens/current";
    }

    @Override
    public Optional<FastAnswer> answer(long concertId, FastCall call) {
        Caller caller = call.caller().orElse(null);
        SteeredRoom room = rooms.inMemory(concertId).orElse(null);
        if (caller == null || room == null || call.header("If-None-Match").isPresent()) {
            return Optional.empty();
        }
        return call.header("Queue-Token")
                .flatMap(text -> queueTokens.read(text, concertId, caller))
                .flatMap(token -> answer(room, token));
    }

    private Optional<FastAnswer> answer(SteeredRoom room, QueueToken token) {
        return room.plainlyWaiting(token, clock.instant())
                .map(standing -> documents.of(room, token, standing))
                .map(this::answer);
    }

    private FastAnswer answer(PlaceDocument document) {
        var retryAfter = new HttpField(HttpHeader.RETRY_AFTER, Long.toString(document.retryAfterSeconds()));
        return FastAnswer.ok(List.of(NO_STORE, retryAfter), json.writeValueAsBytes(document));
    }
}
