package dev.frontrow.boxoffice.night;

import dev.frontrow.identity.Caller;
import dev.frontrow.identity.CallerAuthentication;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/operator/concerts/{concertId}/night")
@Tag(name = "Operator")
class NightController {

    private final NightWatches watches;
    private final NightStreams streams;
    private final NightPast past;
    private final NightWatchers watchers;

    NightController(NightStreams streams, NightWatches watches, NightPast past, NightWatchers watchers) {
        this.streams = streams;
        this.watches = watches;
        this.past = past;
        this.watchers = watchers;
    }

    @GetMapping
    @Operation(summary = "How the night of a sale stands", description = "One frame of the stream.")
    NightFrame frame(@PathVariable long concertId) {
        return watches.frame(concertId).orElseThrow(NightController::unknown);
    }

    @GetMapping("/history")
    @Operation(summary = "What the night was so far", description = "From the admission record and the payments.")
    NightPast.NightHistory history(
            @PathVariable long concertId, @RequestParam(defaultValue = "180") @Min(1) @Max(1_440) int minutes) {
        required(concertId);
        return past.read(concertId, minutes);
    }

    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "The night of a sale as it happens",
            description =
                    "One frame each second; all streams share it. The event `end` tells that the session or the right is lost.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = NightFrame.class)))
    void stream(
            @PathVariable long concertId,
            @AuthenticationPrincipal Caller caller,
            @Parameter(hidden = true) CallerAuthentication authentication,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        required(concertId);
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // A buffering proxy would delay the frames.
        response.setHeader("X-Accel-Buffering", "no");
        streams.open(concertId, caller.buyerId(), watchers.mayWatch(authentication), request, response);
    }

    private void required(long concertId) {
        if (!watches.knows(concertId)) {
            throw unknown();
        }
    }

    private static Problem unknown() {
        return Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId");
    }
}
