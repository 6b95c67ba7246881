package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.venue.Venues.Version;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Plans as CSV, at the addresses of [VenueController], which describes these calls too.
@RestController
@RequestMapping("/api/v1/operator/venues")
@Tag(name = "Operator")
class VenueCsvController {

    private static final String CSV = "text/csv";
    private static final String OURS = "format!=pretix";
    private static final MediaType CSV_UTF_8 = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private final Venues venues;
    private final VenueChanges changes;

    VenueCsvController(Venues venues, VenueChanges changes) {
        this.venues = venues;
        this.changes = changes;
    }

    /// @param name of the venue, unless the file says it
    @PostMapping(params = OURS, consumes = CSV)
    @Operation(hidden = true)
    ResponseEntity<Version> create(@RequestParam @Nullable String name, @RequestBody byte[] csv) {
        return VenueController.created(changes.enter(CsvImport.plan(csv, name, null), null));
    }

    /// @param name of the venue, unless the file says it; without both it stays as it is
    @PostMapping(path = "/{venueId}/versions", params = OURS, consumes = CSV)
    @Operation(hidden = true)
    ResponseEntity<Version> change(
            @PathVariable long venueId, @RequestParam @Nullable String name, @RequestBody byte[] csv) {
        String known = venues.name(venueId).orElseThrow(() -> VenueController.unknown("venueId"));
        return VenueController.created(changes.enterVersion(venueId, CsvImport.plan(csv, name, known), null)
                .orElseThrow(() -> VenueController.unknown("venueId")));
    }

    @GetMapping(path = "/{venueId}/versions/{version}", params = OURS, produces = CSV)
    @Operation(hidden = true)
    ResponseEntity<byte[]> plan(@PathVariable long venueId, @PathVariable int version) {
        VenuePlan plan = venues.plan(venueId, version)
                .orElseThrow(() -> VenueController.unknown(venues.exists(venueId) ? "version" : "venueId"));
        String file = "venue-" + venueId + "-" + version + ".csv";
        return ResponseEntity.ok()
                .contentType(CSV_UTF_8)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(file).build().toString())
                .body(CsvExport.of(plan).getBytes(StandardCharsets.UTF_8));
    }
}
