package dev.frontrow.waitingroom;

import dev.frontrow.fastpath.FastAnswer;
import dev.frontrow.fastpath.FastCall;
import dev.frontrow.fastpath.FastPath;
import dev.frontrow.identity.Caller;
import dev.frontrow.line.Standing;
import dev.frontrow.waitingroom.tokens.QueueToken;
import dev.frontrow.waitingroom.tokens.QueueTokens;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// The fast path of a poll. Answers at once if the place just waits; with I/O in [#answer] otherwise.
/// [WaitingRoomController] answers anything but a plain poll of the caller's own place.
@Component
class PollFastPath implements FastPath {

    private static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

    /// The caller's own place.
    ///
    /// @param sent the token's text
    private record Asked(WaitingRoom room, String sent, QueueToken token) {}

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
        return WaitingRoomController.CONCERT + WaitingRoomController.CURRENT;
    }

    @Override
    public Optional<FastAnswer> tryAnswer(long concertId, FastCall call) {
        return asked(concertId, call)
                .flatMap(asked -> asked.room()
                        .plainlyWaiting(asked.token(), clock.instant())
                        .map(standing -> answer(asked, standing)));
    }

    @Override
    public Optional<FastAnswer> answer(long concertId, FastCall call) {
        return asked(concertId, call).map(asked -> answer(asked, waitingRooms.standing(asked.room(), asked.token())));
    }

    private Optional<Asked> asked(long concertId, FastCall call) {
        WaitingRoom room = rooms.inMemory(concertId).orElse(null);
        Caller caller = call.caller().orElse(null);
        if (room == null || caller == null || call.header("If-None-Match").isPresent()) {
            return Optional.empty();
        }
        return call.header("Queue-Token")
                .flatMap(sent -> queueTokens.read(sent, concertId, caller).map(token -> new Asked(room, sent, token)));
    }

    private FastAnswer answer(Asked asked, Standing standing) {
        PlaceDocument document = documents.of(asked.room(), asked.token(), asked.sent(), standing);
        var retryAfter = new HttpField(HttpHeader.RETRY_AFTER, Long.toString(document.retryAfterSeconds()));
        byte[] body = PlaceJson.writes(document) ? PlaceJson.of(document) : json.writeValueAsBytes(document);
        return FastAnswer.ok(List.of(NO_STORE, retryAfter), body);
    }
}
