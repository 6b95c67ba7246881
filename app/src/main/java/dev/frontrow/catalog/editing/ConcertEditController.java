package dev.frontrow.catalog.editing;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.SalePhases;
import dev.frontrow.catalog.editing.ConcertForm.PerformanceForm;
import dev.frontrow.catalog.editing.EditOutcome.Cancelled;
import dev.frontrow.catalog.editing.EditOutcome.ConcertUnknown;
import dev.frontrow.catalog.editing.EditOutcome.Edited;
import dev.frontrow.catalog.editing.EditOutcome.EditedMeanwhile;
import dev.frontrow.catalog.editing.EditOutcome.LevelsClaimed;
import dev.frontrow.catalog.editing.EditOutcome.PerformanceUnknown;
import dev.frontrow.catalog.editing.EditOutcome.PublishedAlready;
import dev.frontrow.catalog.editing.EditOutcome.TooLate;
import dev.frontrow.catalog.posters.PosterUpload;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/operator/concerts")
@Tag(name = "Operator")
class ConcertEditController {

    private static final int PAGE_MAX = 100;
    private static final int VERSION_MAX = 1_000_000_000;
    private static final String PNG = MediaType.IMAGE_PNG_VALUE;
    private static final String JPEG = MediaType.IMAGE_JPEG_VALUE;
    private static final String WEBP = "image/webp";

    record OperatorConcertList(
            List<OperatorConcertDocument> concerts,
            @Nullable Long nextBefore) {}

    /// @param version that the caller has read
    record EditedVersion(@NotNull @Min(1) @Max(VERSION_MAX) Integer version) {}

    record AddedPerformanceForm(
            @NotNull @Min(1) @Max(VERSION_MAX) Integer version,
            @NotNull @Valid PerformanceForm performance) {}

    record MovedPerformanceForm(
            @NotNull @Min(1) @Max(VERSION_MAX) Integer version,
            @NotNull Instant startsAt) {}

    private final Catalog catalog;
    private final ConcertEditing concerts;
    private final PerformanceEditing performances;
    private final PosterUpload posters;
    private final SalePhases phases;

    ConcertEditController(
            Catalog catalog,
            ConcertEditing concerts,
            PerformanceEditing performances,
            PosterUpload posters,
            SalePhases phases) {
        this.catalog = catalog;
        this.concerts = concerts;
        this.performances = performances;
        this.posters = posters;
        this.phases = phases;
    }

    @GetMapping
    @Operation(
            summary = "All concerts, drafts too, the newest first, a page at a time",
            description = "`nextBefore`, when present, is the next page's `before`.")
    OperatorConcertList all(
            @RequestParam(defaultValue = "9223372036854775807") @Min(1) long before,
            @RequestParam(defaultValue = "50") @Min(1) @Max(PAGE_MAX) int limit) {
        List<Concert> page = catalog.newest(before, limit);
        return new OperatorConcertList(
                page.stream().map(this::document).toList(),
                page.size() == limit ? page.getLast().concertId() : null);
    }

    @GetMapping("/{concertId}")
    @Operation(summary = "All of a concert that can be edited")
    OperatorConcertDocument one(@PathVariable long concertId) {
        return catalog.stored(concertId).map(this::document).orElseThrow(ConcertEditController::concertUnknown);
    }

    @PatchMapping("/{concertId}")
    @Operation(
            summary = "Edit a concert",
            description =
                    "Absent fields stay as they are; a blank text and a 0 remove what is there. `version` is that of"
                            + " the concert that was read: if somebody else has edited it since, the edit is answered 409"
                            + " `concert-edited-meanwhile`. What may still change once the sale runs: docs/box-office.md.")
    OperatorConcertDocument edit(@PathVariable long concertId, @Valid @RequestBody ConcertEditForm form) {
        return answer(concerts.edit(concertId, form));
    }

    @PostMapping("/{concertId}/publication")
    @Operation(summary = "Show a draft to fans")
    OperatorConcertDocument publish(@PathVariable long concertId, @Valid @RequestBody EditedVersion form) {
        return answer(concerts.publish(concertId, form.version()));
    }

    @PostMapping("/{concertId}/cancellation")
    @Operation(
            summary = "Cancel a concert",
            description = "Its sale ends for good: holds are released, and no seat is sold any more.")
    OperatorConcertDocument cancel(@PathVariable long concertId, @Valid @RequestBody EditedVersion form) {
        return answer(concerts.cancel(concertId, form.version()));
    }

    @PostMapping("/{concertId}/performances")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Add a performance to a concert")
    OperatorConcertDocument add(@PathVariable long concertId, @Valid @RequestBody AddedPerformanceForm form) {
        return answer(performances.add(concertId, form.version(), form.performance()));
    }

    @PatchMapping("/{concertId}/performances/{performanceId}")
    @Operation(summary = "Move a performance to another time")
    OperatorConcertDocument move(
            @PathVariable long concertId,
            @PathVariable long performanceId,
            @Valid @RequestBody MovedPerformanceForm form) {
        return answer(performances.move(concertId, performanceId, form.version(), form.startsAt()));
    }

    @PostMapping("/{concertId}/performances/{performanceId}/cancellation")
    @Operation(
            summary = "Cancel a performance",
            description = "Its holds are released, and no seat of it is sold any more.")
    OperatorConcertDocument cancel(
            @PathVariable long concertId, @PathVariable long performanceId, @Valid @RequestBody EditedVersion form) {
        return answer(performances.cancel(concertId, performanceId, form.version()));
    }

    /// The concert is looked at first, so that a picture is not decoded in vain.
    @PutMapping(
            path = "/{concertId}/poster",
            consumes = {PNG, JPEG, WEBP})
    @Operation(
            summary = "Give a concert a poster",
            description =
                    "The body is a picture of at most 8 MB. It is turned upright and written anew in three sizes. What is"
                            + " none, or exceeds a limit, is answered 422 `picture-invalid`: docs/box-office.md.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = {
                                @Content(mediaType = PNG, schema = @Schema(type = "string", format = "binary")),
                                @Content(mediaType = JPEG, schema = @Schema(type = "string", format = "binary")),
                                @Content(mediaType = WEBP, schema = @Schema(type = "string", format = "binary"))
                            }))
    OperatorConcertDocument setPoster(
            @PathVariable long concertId,
            @RequestParam @Min(1) @Max(VERSION_MAX) int version,
            @Parameter(hidden = true) @RequestHeader(HttpHeaders.CONTENT_TYPE) String mediaType,
            @RequestBody byte[] picture) {
        if (catalog.stored(concertId).isEmpty()) {
            throw concertUnknown();
        }
        return answer(concerts.setPoster(concertId, version, posters.keep(picture, mediaType)));
    }

    @DeleteMapping("/{concertId}/poster")
    @Operation(
            summary = "Take a concert's poster away",
            description = "The concert goes back to the poster that is drawn of its texts.")
    OperatorConcertDocument removePoster(
            @PathVariable long concertId, @RequestParam @Min(1) @Max(VERSION_MAX) int version) {
        return answer(concerts.setPoster(concertId, version, null));
    }

    private OperatorConcertDocument answer(EditOutcome outcome) {
        return switch (outcome) {
            case Edited(Concert concert) -> document(concert);
            case ConcertUnknown() -> throw concertUnknown();
            case PerformanceUnknown() -> throw Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId");
            case EditedMeanwhile(int version) ->
                throw Problem.of(ProblemCode.CONCERT_EDITED_MEANWHILE).with("version", version);
            case Cancelled() -> throw Problem.of(ProblemCode.CONCERT_CANCELLED);
            case PublishedAlready() -> throw Problem.of(ProblemCode.CONCERT_PUBLISHED);
            case TooLate(String field) ->
                throw Problem.of(ProblemCode.EDIT_TOO_LATE).at(field, "too-late");
            case LevelsClaimed(List<String> levels) ->
                throw Problem.of(ProblemCode.PRICE_LEVEL_CLAIMED).with("priceLevels", levels);
        };
    }

    private OperatorConcertDocument document(Concert concert) {
        return OperatorConcertDocument.of(concert, phases.phaseOf(concert));
    }

    private static Problem concertUnknown() {
        return Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId");
    }
}
