package dev.frontrow.web.limits;

import dev.frontrow.identity.Caller;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Test endpoints that provoke every answer that a real one could give.
@Hidden
@RestController
@RequestMapping("/api/v1")
class ProbeController {

    enum Phase {
        OPEN,
        CLOSED
    }

    record Shape(
            @Nullable String text,
            @Nullable Long number,
            int primitive,
            @Nullable Boolean flag,
            @Nullable Instant at,
            @Nullable UUID id,
            @Nullable Currency currency,
            @Nullable Phase phase,
            @Nullable List<@Valid @NotNull Part> parts) {}

    record Part(
            @Nullable @Min(1) Integer seatCount, @Nullable List<String> seats) {}

    /// Counts the requests that have arrived; `released` lets them continue.
    final Semaphore arrived = new Semaphore(0);

    final Semaphore released = new Semaphore(0);

    @GetMapping("/probe/gate")
    String gate() throws InterruptedException {
        arrived.release();
        released.acquire();
        return "through";
    }

    @GetMapping("/probe/caller")
    Caller caller(@AuthenticationPrincipal Caller caller) {
        return caller;
    }

    @GetMapping("/operator/probe")
    Caller operator(@AuthenticationPrincipal Caller caller) {
        return caller;
    }

    @PostMapping("/operator/probe")
    int operatorBody(@RequestBody String body) {
        return body.length();
    }

    @PostMapping("/probe/shape")
    Shape shape(@Valid @RequestBody Shape shape) {
        return shape;
    }

    @GetMapping("/probe/concerts/{concertId}")
    long concert(@PathVariable long concertId) {
        return concertId;
    }

    @GetMapping("/probe/performances/{performanceId}")
    long performance(@PathVariable long performanceId) {
        return performanceId;
    }

    @GetMapping("/probe/holds/{holdId}")
    UUID hold(@PathVariable UUID holdId) {
        return holdId;
    }

    @GetMapping("/probe/payments/{paymentId}")
    UUID payment(@PathVariable UUID paymentId) {
        return paymentId;
    }

    @GetMapping("/probe/tickets/{ticketId}")
    UUID ticket(@PathVariable UUID ticketId) {
        return ticketId;
    }

    @GetMapping("/probe/buyers/{buyerId}")
    UUID buyer(@PathVariable UUID buyerId) {
        return buyerId;
    }

    @GetMapping("/probe/page")
    int page(@RequestParam @Min(1) int limit) {
        return limit;
    }

    @GetMapping("/probe/phase")
    Phase phase(@RequestParam Phase phase) {
        return phase;
    }

    @PostMapping("/probe/keyed")
    String keyed(@RequestHeader("Idempotency-Key") String key) {
        return key;
    }

    @PostMapping("/probe/admitted")
    String admitted(@RequestHeader("Queue-Token") String queueToken) {
        return queueToken;
    }

    @GetMapping(value = "/probe/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    String stream() {
        throw Problem.of(ProblemCode.PERFORMANCE_UNKNOWN);
    }

    @GetMapping("/probe/bug")
    String bug() {
        throw new IllegalStateException("a secret of the inside");
    }

    @GetMapping("/probe/database/{state}")
    String database(@PathVariable String state) {
        throw new UncategorizedSQLException("probe", "select secret", new SQLException("a secret", state));
    }
}
