package dev.frontrow.seating;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.SaleScope;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(SeatController.PERFORMANCES)
@Tag(name = "Catalog")
class SeatController {

    static final String PERFORMANCES = "/api/v1/performances";

    /// The seats of one, below [#PERFORMANCES].
    static final String SEATS = "/{performanceId}/seats";

    static final CacheControl CACHING = CacheControl.noCache().cachePrivate();

    private final Catalog catalog;
    private final SeatBoards boards;

    SeatController(Catalog catalog, SeatBoards boards) {
        this.catalog = catalog;
        this.boards = boards;
    }

    @GetMapping(path = SeatController.SEATS, produces = "application/json")
    @Operation(
            summary = "Seats with their status, and areas with their free places",
            description = "Answers 304 to the `ETag` of an unchanged list.")
    @Parameter(name = "Queue-Token", in = ParameterIn.HEADER, required = true)
    ResponseEntity<byte[]> seats(
            @PathVariable long performanceId,
            @RequestParam(required = false) @Nullable SeatStatus status,
            @Parameter(hidden = true) @RequestAttribute(SaleScope.ATTRIBUTE) SaleScope scope,
            HttpServletRequest request) {
        Performance performance = catalog.performance(performanceId)
                .orElseThrow(() -> Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId"));
        if (!scope.covers(performance.concertId())) {
            throw Problem.of(ProblemCode.QUEUE_TOKEN_INVALID);
        }
        SeatAnswer answer = SeatAnswer.of(
                withGzip -> page(performanceId, status, withGzip),
                joined(request, HttpHeaders.ACCEPT_ENCODING),
                joined(request, HttpHeaders.IF_NONE_MATCH));
        var response = ResponseEntity.status(answer.body() == null ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .eTag(answer.etag())
                .varyBy(HttpHeaders.ACCEPT_ENCODING)
                .cacheControl(CACHING)
                .contentType(MediaType.APPLICATION_JSON);
        if (answer.body() == null) {
            return response.build();
        }
        if (answer.gzipped()) {
            response.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        if (!answer.eventId().isEmpty()) {
            response.header(SeatAnswer.EVENT_ID, answer.eventId());
        }
        return response.body(answer.body());
    }

    private SeatPage page(long performanceId, @Nullable SeatStatus only, boolean withGzip) {
        SeatPage page = boards.page(performanceId, only, withGzip);
        if (page.empty()) {
            throw Problem.of(ProblemCode.NO_SEATS_AVAILABLE);
        }
        return page;
    }

    private static @Nullable String joined(HttpServletRequest request, String header) {
        List<String> lines = Collections.list(request.getHeaders(header));
        return lines.isEmpty() ? null : String.join(",", lines);
    }
}
