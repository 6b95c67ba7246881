package dev.frontrow.waitingroom.codes;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/operator/concerts/{concertId}/access-codes")
@Tag(name = "Operator")
class OperatorAccessCodeController {

    private static final int CODES_PER_REQUEST_MAX = 10_000;
    private static final int USES_MAX = 1_000_000;
    private static final int PAGE_MAX = 1_000;

    /// @param codes   the operator's own codes
    /// @param count   how many to generate; by default 1 without own codes, otherwise 0
    /// @param usesMax uses of each code; by default 1
    record AccessCodeForm(
            @Nullable
            @Size(min = 1, max = CODES_PER_REQUEST_MAX)
            @ArraySchema(schema = @Schema(pattern = AccessCode.PATTERN))
            List<@Nullable String> codes,

            @Nullable @Min(1) @Max(CODES_PER_REQUEST_MAX) Integer count,
            @Nullable @Min(1) @Max(USES_MAX) Integer usesMax) {}

    record NewAccessCodes(List<AccessCode> codes) {}

    record AccessCodeList(List<AccessCode> codes, @Nullable String nextAfter) {}

    private final AccessCodes accessCodes;
    private final Catalog catalog;
    private final InstantSource clock;

    OperatorAccessCodeController(AccessCodes accessCodes, Catalog catalog, InstantSource clock) {
        this.accessCodes = accessCodes;
        this.catalog = catalog;
        this.clock = clock;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Make access codes",
            description =
                    "The given `codes` and `count` generated ones, at most 10,000 together; all of them, or none.")
    NewAccessCodes create(@PathVariable long concertId, @Valid @RequestBody AccessCodeForm form) {
        requireConcert(concertId);
        Set<String> own = own(form.codes());
        int generated = Objects.requireNonNullElse(form.count(), own.isEmpty() ? 1 : 0);
        if (own.size() + generated > CODES_PER_REQUEST_MAX) {
            throw Problem.invalidField("count", "too-large");
        }
        int usesMax = Objects.requireNonNullElse(form.usesMax(), 1);
        return switch (accessCodes.create(concertId, own, generated, usesMax, clock.instant())) {
            case NewCodesOutcome.Made(List<AccessCode> codes) -> new NewAccessCodes(codes);
            case NewCodesOutcome.Exist(List<String> codes) ->
                throw Problem.of(ProblemCode.ACCESS_CODE_EXISTS)
                        .saying(codes.getFirst())
                        .with("existingCodes", codes);
        };
    }

    /// Stops at the first invalid code: Bean Validation would report them all, at quadratic cost.
    private static Set<String> own(@Nullable List<@Nullable String> typed) {
        Set<String> codes = new LinkedHashSet<>();
        for (String code : Objects.requireNonNullElse(typed, List.<@Nullable String>of())) {
            String field = "codes[" + codes.size() + "]";
            if (code == null) {
                throw Problem.invalidField(field, "required");
            }
            String normalized =
                    AccessCode.normalized(code).orElseThrow(() -> Problem.invalidField(field, "access-code"));
            if (!codes.add(normalized)) {
                throw Problem.invalidField(field, "duplicate");
            }
        }
        return codes;
    }

    @GetMapping
    @Operation(
            summary = "Access codes, a page at a time",
            description = "`nextAfter`, when present, is the next page's `after`.")
    AccessCodeList codes(
            @PathVariable long concertId,
            @RequestParam(required = false) @Nullable @Pattern(regexp = AccessCode.PATTERN, message = "access-code")
                    String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(PAGE_MAX) int limit) {
        requireConcert(concertId);
        String normalized = after == null ? null : AccessCode.normalized(after).orElseThrow();
        List<AccessCode> page = accessCodes.page(concertId, normalized, limit);
        return new AccessCodeList(page, page.size() == limit ? page.getLast().code() : null);
    }

    @DeleteMapping("/{code}")
    @Operation(summary = "Revoke an access code", description = "Whoever joined with it stays in line.")
    ResponseEntity<Void> revoke(@PathVariable long concertId, @PathVariable String code) {
        requireConcert(concertId);
        boolean known = AccessCode.normalized(code)
                .map(normalized -> accessCodes.revoke(concertId, normalized))
                .orElse(false);
        if (!known) {
            throw Problem.unknown(ProblemCode.ACCESS_CODE_UNKNOWN, "code");
        }
        return ResponseEntity.noContent().build();
    }

    private void requireConcert(long concertId) {
        if (catalog.stored(concertId).isEmpty()) {
            throw Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId");
        }
    }
}
