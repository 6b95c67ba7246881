package dev.frontrow.catalog.editing;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/operator/concerts")
@Tag(name = "Operator")
class OperatorConcertController {

    record CreatedConcert(long concertId, List<CreatedPerformance> performances) {}

    record CreatedPerformance(long performanceId, Instant startsAt) {}

    private final Catalog catalog;
    private final ConcertPlan plan;

    OperatorConcertController(Catalog catalog, ConcertPlan plan) {
        this.catalog = catalog;
        this.plan = plan;
    }

    @PostMapping
    @Operation(
            summary = "Make a concert",
            description =
                    "Nothing is made unless all of it is valid. With `draft` fans do not see it until it is published. The body may have 64 MB, unless"
                            + " `frontrow.web.operator-body-max` says otherwise; a longer one is answered 413, which names the limit.")
    ResponseEntity<CreatedConcert> create(@RequestBody ConcertForm form) {
        Concert made = catalog.create(plan.of(form));
        var document = new CreatedConcert(
                made.concertId(),
                made.performances().stream()
                        .map(performance -> new CreatedPerformance(performance.performanceId(), performance.startsAt()))
                        .toList());
        return ResponseEntity.created(URI.create("/api/v1/concerts/" + made.concertId()))
                .body(document);
    }
}
