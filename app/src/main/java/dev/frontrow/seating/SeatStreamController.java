package dev.frontrow.seating;

import dev.frontrow.catalog.AdmissionCheck;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.SaleScope;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/performances")
@Tag(name = "Catalog")
class SeatStreamController {

    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(5);

    private final Catalog catalog;
    private final SeatStreams streams;

    SeatStreamController(Catalog catalog, SeatStreams streams) {
        this.catalog = catalog;
        this.streams = streams;
    }

    @GetMapping(path = "/{performanceId}/seats/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "Changes of seats as they happen", description = """
                    Begins with the list of seats as a `snapshot`. Then each `change` is `{version, seat, status}`, or \
                    `{version, area, free}` for an area; a hold that runs out is one too. Every event has an id: with it as `Last-Event-ID` only what came after \
                    is sent, as long as that is kept. To follow a list, send the list's header `Last-Event-ID`, or its \
                    version if it has none. An `end` tells by its `code` that the \
                    admission is over, or the session.""")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(oneOf = {SeatJson.SeatNews.class, SeatJson.AreaNews.class})))
    @Parameter(name = "Queue-Token", in = ParameterIn.HEADER, required = true)
    @Parameter(name = "Last-Event-ID", in = ParameterIn.HEADER)
    void stream(
            @PathVariable long performanceId,
            @AuthenticationPrincipal Caller caller,
            @Parameter(hidden = true) @RequestAttribute(SaleScope.ATTRIBUTE) SaleScope scope,
            @Parameter(hidden = true) @RequestAttribute(AdmissionCheck.ATTRIBUTE) AdmissionCheck admission,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Performance performance = catalog.performance(performanceId)
                .orElseThrow(() -> Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId"));
        if (!scope.covers(performance.concertId())) {
            throw Problem.of(ProblemCode.QUEUE_TOKEN_INVALID);
        }
        var client = ClientNetwork.of(request.getRemoteAddr());
        var subscription = new SeatStream.Subscription(performanceId, caller.buyerId(), client, admission);
        switch (streams.takePlace(subscription)) {
            case FULL -> throw Problem.of(ProblemCode.BUSY).retryAfter(TRY_AGAIN_AFTER);
            case ENOUGH -> throw Problem.of(ProblemCode.TOO_MANY_REQUESTS).retryAfter(TRY_AGAIN_AFTER);
            case TAKEN -> {}
        }
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // A buffering proxy would delay the events.
        response.setHeader("X-Accel-Buffering", "no");
        // An invalid id is not refused: its reader gets the list.
        streams.open(subscription, request.getHeader(SeatAnswer.EVENT_ID), request, response);
    }
}
