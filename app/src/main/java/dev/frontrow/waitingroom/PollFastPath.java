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

/// The poll of a place: at once where it waits and has nothing to do but wait, else in time. What is not a plain poll
/// of one's own place is [WaitingRoomController]'s.
@Component
class PollFastPath implements FastPath {

    private static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

    private final Rooms rooms;
    private final WaitingRooms waitingRooms;
    private final QueueTokens queueTokens;
    private final PlaceDocuments documents;
    private final ObjectWriter json;
    private final InstantSource clock;

    PollFastPath(
            Rooms rooms,
            WaitingRooms waitingRooms,
            QueueTokens queueTokens,
            PlaceDocuments documents,
            JsonMapper jsonMapper,
            InstantSource clock) {
        this.rooms = rooms;
        this.waitingRooms = waitingRooms;
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
        return rooms.inMemory(concertId)
                .flatMap(room -> token(concertId, call)
                        .flatMap(token -> room.plainlyWaiting(token, clock.instant())
                                .map(standing -> answer(documents.of(room, token, standing)))));
    }

    @Override
    public Optional<FastAnswer> answerInTime(long concertId, FastCall call) {
        return rooms.inMemory(concertId)
                .flatMap(room -> token(concertId, call)
                        .map(token -> answer(documents.of(room, token, waitingRooms.standing(room, token)))));
    }

    private Optional<QueueToken> token(long concertId, FastCall call) {
        Caller caller = call.caller().orElse(null);
        return caller == null || call.header("If-None-Match").isPresent()
                ? Optional.empty()
                : call.header("Queue-Token").flatMap(text -> queueTokens.read(text, concertId, caller));
    }

    private FastAnswer answer(PlaceDocument document) {
        var retryAfter = new HttpField(HttpHeader.RETRY_AFTER, Long.toString(document.retryAfterSeconds()));
        return FastAnswer.ok(List.of(NO_STORE, retryAfter), json.writeValueAsBytes(document));
    }
}
