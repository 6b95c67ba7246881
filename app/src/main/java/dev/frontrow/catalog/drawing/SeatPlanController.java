package dev.frontrow.catalog.drawing;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.gzip.Gzip;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/performances")
@Tag(name = "Catalog")
class SeatPlanController {

    private static final CacheControl CACHING =
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    private final Catalog catalog;
    private final SeatPlanPages pages;

    SeatPlanController(Catalog catalog, SeatPlanPages pages) {
        this.catalog = catalog;
        this.pages = pages;
    }

    @GetMapping(path = "/{performanceId}/seat-plan", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Where the seats stand, and what is drawn around them",
            description = "`schematic`: nobody gave a plan of the house, the stage is along the top, and seats are laid"
                    + " out by their names. All numbers are in one unit, in which a seat is `seatWidth` wide; `y` grows"
                    + " downwards. `floor` counts from 0 in `floors`. `runs` has the seats in the order of the list of"
                    + " seats, which has no places of areas: `[count, x, y, dx, dy]` for seats of which each stands"
                    + " `dx`, `dy` from the one before, and `[1, x, y]` for a single one. Answers 304 to the plan's"
                    + " `ETag`.")
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = SeatPlanDocument.class)))
    ResponseEntity<byte[]> plan(
            @PathVariable long performanceId,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable
                    String acceptEncoding) {
        if (catalog.performance(performanceId).isEmpty()) {
            throw Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId");
        }
        SeatPlanPages.Page page = pages.of(performanceId);
        var answer = ResponseEntity.ok()
                .cacheControl(CACHING)
                .varyBy(HttpHeaders.ACCEPT_ENCODING)
                .contentType(MediaType.APPLICATION_JSON);
        byte[] gzip = page.gzip();
        return gzip != null && Gzip.isAcceptedBy(acceptEncoding)
                ? answer.eTag(page.tag() + "-gzip")
                        .header(HttpHeaders.CONTENT_ENCODING, "gzip")
                        .body(gzip)
                : answer.eTag(page.tag()).body(page.json());
    }
}
