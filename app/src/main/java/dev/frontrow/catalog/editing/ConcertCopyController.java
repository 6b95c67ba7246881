package dev.frontrow.catalog.editing;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.NewConcert;
import dev.frontrow.catalog.NewConcert.NewPerformance;
import dev.frontrow.catalog.OnSale;
import dev.frontrow.catalog.Performance;
import dev.frontrow.problem.FormFaults;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/operator/concerts/{concertId}/copy")
@Tag(name = "Operator")
class ConcertCopyController {

    record ConcertCopyForm(
            @NotNull Instant opensAt,
            @Nullable Instant preQueueOpensAt,
            @Nullable Instant closesAt,
            @NotEmpty @Size(max = 20) List<CopiedPerformanceForm> performances) {}

    record CopiedPerformanceForm(@NotNull Instant startsAt) {}

    record CopiedConcert(long concertId) {}

    private final Catalog catalog;
    private final ConcertPlan plan;
    private final Validator validator;

    ConcertCopyController(Catalog catalog, ConcertPlan plan, Validator validator) {
        this.catalog = catalog;
        this.plan = plan;
        this.validator = validator;
    }

    @PostMapping
    @Operation(
            summary = "Copy a concert to other dates",
            description =
                    "The copy is a draft. It has the texts, the poster and the prices. Each performance has the house of"
                            + " the one at its place in the list, or of the first one; nothing of it is sold.")
    ResponseEntity<CopiedConcert> copy(@PathVariable long concertId, @Valid @RequestBody ConcertCopyForm form) {
        new FormFaults(validator).checkEach("performances", form.performances()).refuseIfAny();
        Concert source =
                catalog.stored(concertId).orElseThrow(() -> Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId"));
        ConcertPlan.requireWindow("", form.opensAt(), form.preQueueOpensAt(), form.closesAt());
        Concert made = catalog.create(new NewConcert(
                source.title(),
                source.venue(),
                source.currency(),
                source.timeZone(),
                onSale(source.onSale(), form),
                source.priceLevels(),
                performances(source, form),
                source.particulars(),
                true,
                null));
        return ResponseEntity.created(URI.create("/api/v1/operator/concerts/" + made.concertId()))
                .body(new CopiedConcert(made.concertId()));
    }

    private static OnSale onSale(OnSale source, ConcertCopyForm form) {
        return new OnSale(
                form.preQueueOpensAt(), form.opensAt(), form.closesAt(), source.capacity(), source.admitPerMinute());
    }

    private List<NewPerformance> performances(Concert source, ConcertCopyForm form) {
        List<NewPerformance> performances = new ArrayList<>();
        for (int i = 0; i < form.performances().size(); i++) {
            CopiedPerformanceForm wanted = form.performances().get(i);
            String path = "performances[" + i + "].";
            plan.requireStart(path + "startsAt", wanted.startsAt(), form.opensAt());
            performances.add(catalog.inSameHouse(house(source, i), wanted.startsAt()));
        }
        return performances;
    }

    /// Of the performance at the same place, or of the first one if the concert has fewer.
    private static long house(Concert source, int index) {
        List<Performance> performances = source.performances();
        return performances.get(index < performances.size() ? index : 0).performanceId();
    }
}
