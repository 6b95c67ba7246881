package dev.frontrow.reservation;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Performance;
import dev.frontrow.catalog.SaleScope;
import dev.frontrow.catalog.SeatMap;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.reservation.SeatRows.SeatRow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/performances")
@Tag(name = "Catalog")
class SeatController {

    record SeatList(long performanceId, long version, List<SeatLine> seats) {}

    record SeatLine(
            String seat,
            String section,
            String row,
            String number,
            String priceLevel,
            long amountMinor,
            SeatStatus status) {}

    private final Catalog catalog;
    private final SeatRows rows;
    private final InstantSource clock;
    private final JsonMapper json;

    SeatController(Catalog catalog, SeatRows rows, InstantSource clock, JsonMapper json) {
        this.catalog = catalog;
        this.rows = rows;
        this.clock = clock;
        this.json = json;
    }

    @GetMapping(path = "/{performanceId}/seats", produces = "application/json")
    @Operation(summary = "Seats with their status", description = "Answers 304 to the `ETag` of an unchanged list.")
    @Parameter(name = "Queue-Token", in = ParameterIn.HEADER, required = true)
    @Nullable
    ResponseEntity<byte[]> seats(
            @PathVariable long performanceId,
            @RequestParam(required = false) @Nullable SeatStatus status,
            @Parameter(hidden = true) @RequestAttribute(SaleScope.ATTRIBUTE) SaleScope scope,
            WebRequest request) {
        Performance performance = catalog.performance(performanceId)
                .orElseThrow(() -> Problem.of(ProblemCode.PERFORMANCE_UNKNOWN).at("performanceId", "unknown-id"));
        if (!scope.covers(performance.concertId())) {
            throw Problem.of(ProblemCode.QUEUE_TOKEN_INVALID);
        }
        byte[] body = json.writeValueAsBytes(list(performanceId, status));
        String etag = "\"" + HexFormat.of().formatHex(DigestUtils.md5Digest(body)) + "\"";
        if (request.checkNotModified(etag)) {
            return null;
        }
        return ResponseEntity.ok()
                .eTag(etag)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(body);
    }

    private SeatList list(long performanceId, @Nullable SeatStatus wanted) {
        Map<String, SeatRow> statuses = new HashMap<>();
        long version = 0;
        for (SeatRow row : rows.all(performanceId, clock.instant())) {
            statuses.put(row.seat(), row);
            version = Math.max(version, row.version());
        }
        SeatMap seatMap = catalog.seatMap(performanceId);
        List<SeatLine> lines = new ArrayList<>(seatMap.size());
        for (var seat : seatMap.seats()) {
            SeatRow row = statuses.get(seat.seat());
            SeatStatus status = row == null ? SeatStatus.NOT_FOR_SALE : row.status();
            if (wanted == null || wanted == status) {
                lines.add(new SeatLine(
                        seat.seat(),
                        seat.section(),
                        seat.row(),
                        seat.number(),
                        seat.priceLevel(),
                        seat.amountMinor(),
                        status));
            }
        }
        if (lines.isEmpty()) {
            throw Problem.of(ProblemCode.NO_SEATS_AVAILABLE);
        }
        return new SeatList(performanceId, version, lines);
    }
}
