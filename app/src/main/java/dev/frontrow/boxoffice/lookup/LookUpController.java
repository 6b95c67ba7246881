package dev.frontrow.boxoffice.lookup;

import dev.frontrow.boxoffice.lookup.LookUps.Story;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/operator")
@Tag(name = "Operator")
class LookUpController {

    /// @param found what is named exactly comes first
    record SearchDocument(List<Found> found) {}

    private final Search search;
    private final LookUps lookUps;

    LookUpController(Search search, LookUps lookUps) {
        this.search = search;
        this.lookUps = lookUps;
    }

    @GetMapping("/search")
    @Operation(summary = "Find a buyer, order, hold, ticket or place in line", description = """
                    By any id; an order's number; a ticket's code; the beginning of a username, display name or recovery \
                    address; a performance's id and a seat (`12 A-3`), or an area and an entry number (`12 Floor 7`); a \
                    concert's id and a place in line (`4 PRIORITY 120`). At most 50 are answered.""")
    SearchDocument search(@Parameter(schema = @Schema(pattern = "[^\\x00]{1,254}")) @RequestParam String q) {
        SearchText sought = SearchText.of(q);
        if (!sought.isUsable()) {
            throw Problem.invalidField("q", "search");
        }
        return new SearchDocument(search.find(sought));
    }

    @GetMapping("/buyers/{buyerId}/story")
    @Operation(summary = "What happened to a buyer, in order of time", description = """
                    Joined, admitted, held, extended, released, paid, refused and so on. An event without `at` stands behind \
                    the one that it followed: its time is not kept. When places are called is kept for the line only.""")
    Story story(
            @PathVariable UUID buyerId,
            @RequestParam @Nullable String after,
            @RequestParam(defaultValue = "50") @Min(1) @Max(LookUps.PAGE_MAX) int limit) {
        StoryCursor cursor = after == null
                ? StoryCursor.START
                : StoryCursor.read(after).orElseThrow(() -> Problem.invalidField("after", "cursor"));
        return required(lookUps.story(buyerId, cursor, limit), ProblemCode.BUYER_UNKNOWN, "buyerId");
    }

    @GetMapping("/orders/{paymentId}")
    @Operation(summary = "An order, or a refused payment, with its tickets and transfers")
    LookedUpOrder order(@PathVariable UUID paymentId) {
        return required(lookUps.order(paymentId), ProblemCode.PAYMENT_UNKNOWN, "paymentId");
    }

    @GetMapping("/orders/{paymentId}/evidence")
    @Operation(
            summary = "All that is kept about an order, for an authority",
            description =
                    "The order with its hold, tickets and transfers; the buyer's places in line and what happened;"
                            + " what operators did about it, with the hashes of the audit log.")
    Evidence evidence(@PathVariable UUID paymentId) {
        return required(lookUps.evidence(paymentId), ProblemCode.PAYMENT_UNKNOWN, "paymentId");
    }

    @GetMapping("/holds/{holdId}")
    @Operation(summary = "Any buyer's hold")
    LookedUpHold hold(@PathVariable UUID holdId) {
        return required(lookUps.hold(holdId), ProblemCode.HOLD_UNKNOWN, "holdId");
    }

    @GetMapping("/places/{placeId}")
    @Operation(
            summary = "Any buyer's place in line",
            description = "Named by concert, lane and number, such as `4-GENERAL-120`.")
    LookedUpPlace place(@PathVariable String placeId) {
        return required(PlaceId.of(placeId).flatMap(lookUps::place), ProblemCode.PLACE_UNKNOWN, "placeId");
    }

    private static <T> T required(Optional<T> found, ProblemCode unknown, String field) {
        return found.orElseThrow(() -> Problem.unknown(unknown, field));
    }
}
