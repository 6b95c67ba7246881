package dev.frontrow.seating;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.fastpath.FastAnswer;
import dev.frontrow.fastpath.FastCall;
import dev.frontrow.fastpath.FastPath;
import dev.frontrow.gzip.Gzip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The list of all seats for an admitted caller: at once if the board is fresh, else after reading it. Special
/// cases are left to [SeatController].
@Component
class SeatsFastPath implements FastPath {

    private static final HttpField CACHING =
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, SeatController.CACHING.getHeaderValue());
    private static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding");
    private static final HttpField GZIPPED = new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, "gzip");

    private final Catalog catalog;
    private final SeatBoards boards;

    SeatsFastPath(Catalog catalog, SeatBoards boards) {
        this.catalog = catalog;
        this.boards = boards;
    }

    @Override
    public String address() {
        return SeatController.PERFORMANCES + SeatController.SEATS;
    }

    @Override
    public Optional<FastAnswer> tryAnswer(long performanceId, FastCall call) {
        return answer(performanceId, call, gzip -> boards.tryPage(performanceId, gzip));
    }

    @Override
    public Optional<FastAnswer> answer(long performanceId, FastCall call) {
        return answer(performanceId, call, gzip -> Optional.of(boards.page(performanceId, null, gzip)));
    }

    private Optional<FastAnswer> answer(
            long performanceId, FastCall call, Function<Boolean, Optional<SeatPage>> pages) {
        boolean covered = call.scope()
                .filter(scope -> catalog.concertInMemory(performanceId)
                        .filter(scope::covers)
                        .isPresent())
                .isPresent();
        if (!covered) {
            return Optional.empty();
        }
        String encodings = call.header("Accept-Encoding").orElse(null);
        return pages.apply(Gzip.isAcceptedBy(encodings))
                .filter(page -> !page.empty())
                .map(page ->
                        answer(page, encodings, call.header("If-None-Match").orElse(null)));
    }

    private static FastAnswer answer(SeatPage page, @Nullable String encodings, @Nullable String known) {
        SeatAnswer answer = SeatAnswer.of(_ -> page, encodings, known);
        List<HttpField> headers = new ArrayList<>(4);
        headers.add(new HttpField(HttpHeader.ETAG, answer.etag()));
        headers.add(VARY);
        headers.add(CACHING);
        if (answer.body() == null) {
            return FastAnswer.notModified(headers);
        }
        if (answer.gzipped()) {
            headers.add(GZIPPED);
        }
        if (!answer.eventId().isEmpty()) {
            headers.add(new HttpField(SeatAnswer.EVENT_ID, answer.eventId()));
        }
        return FastAnswer.ok(headers, answer.body());
    }
}
