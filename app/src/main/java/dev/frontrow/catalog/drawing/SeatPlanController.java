package dev.frontrow.catalog.drawing;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/performances")
@Tag(name = "Catalog")
class SeatPlanController {

    private static final CacheControl CACHING =
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    private final Catalog catalog;

    SeatPlanController(Catalog catalog) {
        this.catalog = catalog;
    }

    @GetMapping("/{performanceId}/seat-plan")
    @Operation(
            summary = "Where the seats stand, and what is drawn around them",
            description = "`schematic`: nobody gave a plan of the house, the stage is along the top, and seats are laid"
                    + " out by their names. All numbers are in one unit, in which a seat is `seatWidth` wide; `y` grows"
                    + " downwards. `floor` counts from 0 in `floors`. `runs` has the seats in the order of the list of"
                    + " seats, which has no places of areas: `[count, x, y, dx, dy]` for seats of which each stands"
                    + " `dx`, `dy` from the one before, and `[1, x, y]` for a single one.")
    ResponseEntity<SeatPlanDocument> plan(@PathVariable long performanceId) {
        if (catalog.performance(performanceId).isEmpty()) {
            throw Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId");
        }
        return ResponseEntity.ok()
                .cacheControl(CACHING)
                .body(SeatPlanDocument.of(performanceId, catalog.seatMap(performanceId)));
    }
}
