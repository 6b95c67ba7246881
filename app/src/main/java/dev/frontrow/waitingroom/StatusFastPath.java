package dev.frontrow.waitingroom;

import dev.frontrow.fastpath.FastAnswer;
import dev.frontrow.fastpath.FastCall;
import dev.frontrow.fastpath.FastPath;
import dev.frontrow.waitingroom.RoomStatusPages.Page;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.springframework.stereotype.Component;

/// The fast path of the public status, while its page is fresh; [RoomStatusController] builds the next one.
@Component
class StatusFastPath implements FastPath {

    private static final HttpField CACHING =
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, RoomStatusPages.CACHING.getHeaderValue());

    private final RoomStatusPages pages;

    StatusFastPath(RoomStatusPages pages) {
        this.pages = pages;
    }

    @Override
    public String address() {
        return RoomStatusController.ADDRESS;
    }

    @Override
    public Optional<FastAnswer> tryAnswer(long concertId, FastCall call) {
        return pages.made(concertId).flatMap(page -> answer(page, call));
    }

    /// Handles `If-None-Match` with exactly one strong tag; leaves lists and weak tags to the controller.
    private static Optional<FastAnswer> answer(Page page, FastCall call) {
        List<HttpField> headers = List.of(CACHING, new HttpField(HttpHeader.ETAG, page.etag()));
        Optional<String> known = call.header(HttpHeader.IF_NONE_MATCH.asString());
        if (known.isEmpty()) {
            return Optional.of(FastAnswer.ok(headers, page.json()));
        }
        return known.filter(page.etag()::equals).map(_ -> FastAnswer.notModified(headers));
    }
}
