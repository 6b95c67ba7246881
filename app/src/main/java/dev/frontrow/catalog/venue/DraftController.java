package dev.frontrow.catalog.venue;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.frontrow.catalog.venue.VenueDrafts.VenueDraft;
import dev.frontrow.catalog.venue.Venues.UsedVersion;
import dev.frontrow.catalog.venue.Venues.Version;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Venues as their editor needs them: each with its versions, and the draft of its next one.
@RestController
@RequestMapping("/api/v1/operator")
@Tag(name = "Operator")
class DraftController {

    private static final int PAGE_MAX = 500;
    private static final int VERSIONS_MAX = 100;
    private static final int REVISION_MAX = 1_000_000_000;

    record NewDraftForm(
            @NotNull @Schema(requiredMode = REQUIRED, description = "The plan as JSON text, as far as it is.")
            String plan) {}

    record DraftForm(
            @NotNull
            @Min(0)
            @Max(REVISION_MAX)
            @Schema(requiredMode = REQUIRED, description = "The revision that was seen; 0: there was none.")
            Integer revision,

            @Min(1)
            @Max(REVISION_MAX)
            @Nullable
            @Schema(description = "The version that was the newest when the draft began.")
            Integer basedOn,

            @NotNull @Schema(requiredMode = REQUIRED, description = "The plan as JSON text, as far as it is.")
            String plan) {}

    record PublicationForm(
            @NotNull
            @Min(1)
            @Max(REVISION_MAX)
            @Schema(requiredMode = REQUIRED, description = "The revision that was seen.")
            Integer revision) {}

    /// @param versions the newest 100, the newest first
    /// @param draft    of the next version, if there is one
    record VenueHistory(
            long venueId,
            String name,
            List<UsedVersion> versions,
            @Nullable VenueDraft draft) {}

    record DraftList(List<VenueDraft> drafts, @Nullable Long nextAfter) {}

    /// @param plan as JSON text
    record WholeDraft(
            long venueId,
            int revision,
            String name,
            @Nullable Integer basedOn,
            Instant savedAt,
            String plan) {}

    private final Venues venues;
    private final VenueDrafts drafts;
    private final Drafting drafting;

    DraftController(Venues venues, VenueDrafts drafts, Drafting drafting) {
        this.venues = venues;
        this.drafts = drafts;
        this.drafting = drafting;
    }

    @GetMapping("/venues/{venueId}")
    @Operation(
            summary = "A venue with its versions and its draft",
            description = "The newest 100 versions, each with the number of performances that use it.")
    VenueHistory history(@PathVariable long venueId) {
        List<UsedVersion> versions = venues.history(venueId, VERSIONS_MAX);
        VenueDraft draft = drafts.find(venueId).orElse(null);
        String name = venues.name(venueId)
                .or(() -> Optional.ofNullable(draft).map(VenueDraft::name))
                .orElseThrow(() -> VenueController.unknown("venueId"));
        return new VenueHistory(venueId, name, versions, draft);
    }

    @GetMapping("/venue-drafts")
    @Operation(
            summary = "Drafts in the order of their venues, a page at a time",
            description = "`nextAfter`, when present, is the next page's `after`.")
    DraftList list(
            @RequestParam(defaultValue = "0") @Min(0) long after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(PAGE_MAX) int limit) {
        List<VenueDraft> page = drafts.page(after, limit);
        return new DraftList(page, page.size() == limit ? page.getLast().venueId() : null);
    }

    @PostMapping("/venue-drafts")
    @Operation(
            summary = "Begin a new venue with a draft",
            description =
                    "The plan may be half finished. It must be readable as a plan, and may have 8,000,000 characters.")
    ResponseEntity<VenueDraft> begin(@Valid @RequestBody NewDraftForm form) {
        VenueDraft draft = drafting.begin(form.plan());
        return ResponseEntity.created(URI.create("/api/v1/operator/venues/" + draft.venueId() + "/draft"))
                .body(draft);
    }

    @GetMapping("/venues/{venueId}/draft")
    @Operation(summary = "A venue's draft with its plan")
    WholeDraft draft(@PathVariable long venueId) {
        VenueDraft draft = drafts.find(venueId).orElseThrow(() -> unknown(venueId));
        String plan = drafts.plan(venueId, draft.revision()).orElseThrow(() -> changed(null));
        return new WholeDraft(venueId, draft.revision(), draft.name(), draft.basedOn(), draft.savedAt(), plan);
    }

    private Problem unknown(long venueId) {
        return venues.exists(venueId)
                ? Problem.of(ProblemCode.VENUE_DRAFT_UNKNOWN)
                : VenueController.unknown("venueId");
    }

    @PutMapping("/venues/{venueId}/draft")
    @Operation(
            summary = "Save a venue's draft",
            description = "Refused with 409 `venue-draft-changed` if somebody else has saved it since the revision that"
                    + " was seen; `now` is the draft as it is.")
    VenueDraft save(@PathVariable long venueId, @Valid @RequestBody DraftForm form) {
        return made(drafting.save(venueId, form.revision(), form.basedOn(), form.plan()));
    }

    @DeleteMapping("/venues/{venueId}/draft")
    @Operation(
            summary = "Drop a venue's draft",
            description =
                    "Its versions stay. With `revision`, the one that was seen, only if nobody has saved it since.")
    ResponseEntity<Void> drop(
            @PathVariable long venueId, @RequestParam @Min(1) @Max(REVISION_MAX) @Nullable Integer revision) {
        int seen = revision == null
                ? drafts.find(venueId).orElseThrow(() -> unknown(venueId)).revision()
                : revision;
        made(drafting.drop(venueId, seen));
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/venues/{venueId}/draft/publication")
    @Operation(
            summary = "Make a venue's draft its next version",
            description = "The draft is gone then. Faults are named by their paths in the plan, and the draft is kept."
                    + " Refused with 409 `venue-changed` if the venue has a newer version than `basedOn` says.")
    ResponseEntity<Version> publish(@PathVariable long venueId, @Valid @RequestBody PublicationForm form) {
        return VenueController.created(made(drafting.publish(venueId, form.revision())));
    }

    private static <T> T made(DraftOutcome<T> outcome) {
        return switch (outcome) {
            case DraftOutcome.Done<T>(var made) -> made;
            case DraftOutcome.Changed<T>(var now) -> throw changed(now);
            case DraftOutcome.Outdated<T>(var newest) ->
                throw Problem.of(ProblemCode.VENUE_CHANGED).with("newest", newest);
            case DraftOutcome.NoVenue<T>() -> throw VenueController.unknown("venueId");
            case DraftOutcome.NoVersion<T>() -> throw Problem.invalidField("basedOn", "unknown-id");
        };
    }

    private static Problem changed(@Nullable VenueDraft now) {
        Problem changed = Problem.of(ProblemCode.VENUE_DRAFT_CHANGED);
        return now == null ? changed : changed.with("now", now);
    }
}
