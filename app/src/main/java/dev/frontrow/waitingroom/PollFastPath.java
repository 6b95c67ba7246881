package dev.frontrow.waitingroom;

import dev.frontrow.fastpath.FastAnswer;
import dev.frontrow.fastpath.FastCall;
import dev.frontrow.fastpath.FastPath;
import dev.frontrow.identity.Caller;
import dev.frontrow.line.Standing;
import dev.frontrow.waitingroom.OwnPlaces.OwnPlace;
import dev.frontrow.waitingroom.documents.PlaceDocument;
import dev.frontrow.waitingroom.documents.PlaceJson;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// The fast path of a poll. Answers from memory while the place only waits; otherwise [#answer] may use the database.
/// [WaitingRoomController] answers anything but a plain poll of the caller's own place.
@Component
class PollFastPath implements FastPath {

    private static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

    private final OwnPlaces ownPlaces;
    private final Standings standings;
    private final PlaceDocuments documents;
    private final ObjectWriter json;
    private final InstantSource clock;

    PollFastPath(
            OwnPlaces ownPlaces,
            Standings standings,
            PlaceDocuments documents,
            JsonMapper jsonMapper,
            InstantSource clock) {
        this.ownPlaces = ownPlaces;
        this.standings = standings;
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
        return ownPlace(concertId, call)
                .flatMap(own ->
                        own.room().plainlyWaiting(own.token(), clock.instant()).map(standing -> answer(own, standing)));
    }

    @Override
    public Optional<FastAnswer> answer(long concertId, FastCall call) {
        return ownPlace(concertId, call).map(own -> answer(own, standings.admitIfDue(own)));
    }

    private Optional<OwnPlace> ownPlace(long concertId, FastCall call) {
        Caller caller = call.caller().orElse(null);
        if (caller == null || call.header("If-None-Match").isPresent()) {
            return Optional.empty();
        }
        return call.header("Queue-Token").flatMap(sent -> ownPlaces.inMemory(concertId, sent, caller));
    }

    private FastAnswer answer(OwnPlace own, Standing standing) {
        PlaceDocument document = documents.of(own, standing);
        var retryAfter = new HttpField(HttpHeader.RETRY_AFTER, Long.toString(document.retryAfterSeconds()));
        byte[] body = PlaceJson.writes(document) ? PlaceJson.of(document) : json.writeValueAsBytes(document);
        return FastAnswer.ok(List.of(NO_STORE, retryAfter), body);
    }
}
