package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.venue.Venues.Version;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/operator/venues")
@Tag(name = "Operator")
class VenueController {

    private static final int PAGE_MAX = 500;
    private static final String PRETIX = "format=pretix";
    private static final String OURS = "format!=pretix";

    record VersionList(List<Version> versions, @Nullable Long nextAfter) {}

    private final Venues venues;
    private final VenueChanges changes;

    VenueController(Venues venues, VenueChanges changes) {
        this.venues = venues;
        this.changes = changes;
    }

    @PostMapping(params = OURS)
    @Operation(
            summary = "Enter the plan of a new venue",
            description = "A fault is named by its path, such as `sections[2].rows[1].seats[4].x`; nothing is kept"
                    + " then. `venueVersion` is what a performance of a new concert names. With `?format=pretix` the"
                    + " body is a seating plan in pretix' format. With the content type `text/csv` it is a table, whose"
                    + " faults are answered 422 `csv-invalid` with line and column: docs/venues.md.")
    ResponseEntity<Version> create(@RequestBody VenueForm form) {
        return create(VenueCheck.of(form), null);
    }

    @PostMapping(params = PRETIX)
    @Operation(hidden = true)
    ResponseEntity<Version> createFromPretix(@RequestBody PretixPlan form) {
        return create(PretixImport.plan(form), form);
    }

    @PostMapping(path = "/{venueId}/versions", params = OURS)
    @Operation(
            summary = "Enter the next version of a venue's plan",
            description =
                    "Performances keep the version that they were made with. `?format=pretix` and `text/csv` as for a new"
                            + " venue.")
    ResponseEntity<Version> change(@PathVariable long venueId, @RequestBody VenueForm form) {
        return add(venueId, VenueCheck.of(form), null);
    }

    @PostMapping(path = "/{venueId}/versions", params = PRETIX)
    @Operation(hidden = true)
    ResponseEntity<Version> changeFromPretix(@PathVariable long venueId, @RequestBody PretixPlan form) {
        return add(venueId, PretixImport.plan(form), form);
    }

    @GetMapping
    @Operation(
            summary = "Versions of venues in the order in which they were entered, a page at a time",
            description = "`nextAfter`, when present, is the next page's `after`.")
    VersionList versions(
            @RequestParam(defaultValue = "0") @Min(0) long after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(PAGE_MAX) int limit) {
        List<Version> page = venues.page(after, limit);
        return new VersionList(page, page.size() == limit ? page.getLast().venueVersion() : null);
    }

    @GetMapping(path = "/{venueId}/versions/{version}", params = OURS)
    @Operation(
            summary = "A version of a venue's plan",
            description =
                    "It can be entered again as it is. With `?format=pretix` it comes as a seating plan in pretix'"
                            + " format, without what that cannot carry, and for those who accept `text/csv` as a"
                            + " table: docs/venues.md.")
    VenuePlan plan(@PathVariable long venueId, @PathVariable int version) {
        return required(venueId, version);
    }

    @GetMapping(path = "/{venueId}/versions/{version}", params = PRETIX)
    @Operation(hidden = true)
    PretixPlan pretixPlan(@PathVariable long venueId, @PathVariable int version) {
        return venues.pretix(venueId, version).orElseGet(() -> PretixExport.of(required(venueId, version)));
    }

    private ResponseEntity<Version> create(VenuePlan plan, @Nullable PretixPlan came) {
        return created(changes.enter(plan, came));
    }

    private ResponseEntity<Version> add(long venueId, VenuePlan plan, @Nullable PretixPlan came) {
        return created(changes.enterVersion(venueId, plan, came).orElseThrow(() -> unknown("venueId")));
    }

    static ResponseEntity<Version> created(Version made) {
        String address = "/api/v1/operator/venues/" + made.venueId() + "/versions/" + made.version();
        return ResponseEntity.created(URI.create(address)).body(made);
    }

    private VenuePlan required(long venueId, int version) {
        return venues.plan(venueId, version).orElseThrow(() -> unknown(venues.exists(venueId) ? "version" : "venueId"));
    }

    static Problem unknown(String field) {
        return Problem.unknown(ProblemCode.VENUE_UNKNOWN, field);
    }
}
