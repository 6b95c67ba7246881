package dev.frontrow.waitingroom;

import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.waitingroom.RoomStatusPages.Page;
import dev.frontrow.waitingroom.documents.RoomStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Serves the room's public status. [StatusFastPath] answers most requests instead.
@RestController
@RequestMapping(RoomStatusController.ADDRESS)
@Tag(name = "Waiting room")
class RoomStatusController {

    static final String ADDRESS = "/api/v1/concerts/{concertId}/waiting-room";

    private final RoomStatusPages pages;

    RoomStatusController(RoomStatusPages pages) {
        this.pages = pages;
    }

    @GetMapping
    @Operation(summary = "How the line stands", description = "The same for everybody; may be cached for a second.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RoomStatus.class)))
    ResponseEntity<byte[]> status(@PathVariable long concertId) {
        Page page = pages.find(concertId).orElseThrow(() -> Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId"));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(RoomStatusPages.CACHING)
                .eTag(page.etag())
                .body(page.json());
    }
}
