package dev.frontrow.catalog;

import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    /// @param runs seats that stand side by side and follow each other in the list of seats
    record SeatPlanDocument(
            long performanceId, int halfWidth, int depth, List<HousePlan.Section> sections, List<Run> runs) {}

    /// @param first index in the list of seats
    /// @param x     of the first; each next one stands `step` further right
    record Run(int first, int count, int x, int y, int step) {}

    private final Catalog catalog;

    SeatPlanController(Catalog catalog) {
        this.catalog = catalog;
    }

    @GetMapping("/{performanceId}/seat-plan")
    @Operation(
            summary = "Where the seats stand",
            description = "In halves of a seat's width, from the middle of the house and from the stage.")
    ResponseEntity<SeatPlanDocument> plan(@PathVariable long performanceId) {
        if (catalog.performance(performanceId).isEmpty()) {
            throw Problem.unknown(ProblemCode.PERFORMANCE_UNKNOWN, "performanceId");
        }
        SeatMap seats = catalog.seatMap(performanceId);
        HousePlan plan = seats.plan();
        return ResponseEntity.ok()
                .cacheControl(CACHING)
                .body(new SeatPlanDocument(
                        performanceId,
                        plan.halfWidth(),
                        plan.depth(),
                        plan.sections(),
                        runs(plan, seats.named().size())));
    }

    private static List<Run> runs(HousePlan plan, int seats) {
        List<Run> runs = new ArrayList<>();
        int first = 0;
        while (first < seats) {
            int step = first + 1 < seats ? plan.x(first + 1) - plan.x(first) : 0;
            int end = first + 1;
            while (end < seats && plan.y(end) == plan.y(first) && plan.x(end) - plan.x(end - 1) == step) {
                end++;
            }
            runs.add(new Run(first, end - first, plan.x(first), plan.y(first), step));
            first = end;
        }
        return runs;
    }
}
