package dev.frontrow.boxoffice.repair;

import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Operator")
class HoldReleaseController {

    private final HoldRelease holds;

    HoldReleaseController(HoldRelease holds) {
        this.holds = holds;
    }

    @DeleteMapping("/api/v1/operator/holds/{holdId}")
    @Operation(
            summary = "Release any buyer's hold",
            description =
                    "Its seats are free for everybody at once. Idempotent; 409 `hold-already-paid` if it was paid.")
    ResponseEntity<Void> release(@PathVariable UUID holdId) {
        return switch (holds.release(holdId)) {
            case RELEASED, ALREADY_OVER -> ResponseEntity.noContent().build();
            case HOLD_UNKNOWN -> throw Problem.unknown(ProblemCode.HOLD_UNKNOWN, "holdId");
            case ALREADY_PAID -> throw Problem.of(ProblemCode.HOLD_ALREADY_PAID);
        };
    }
}
