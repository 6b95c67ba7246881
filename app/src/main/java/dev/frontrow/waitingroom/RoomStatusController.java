package dev.frontrow.waitingroom;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.PriceLevel;
import dev.frontrow.catalog.SeatAvailability;
import dev.frontrow.catalog.Stock;
import dev.frontrow.catalog.Stock.LevelStock;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.waitingroom.RoomStatus.DrawStatus;
import dev.frontrow.waitingroom.RoomStatus.LaneStatus;
import dev.frontrow.waitingroom.RoomStatus.LevelStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// The public status of a room: made once a second at most, and then the same bytes for everybody.
@RestController
@RequestMapping("/api/v1/concerts/{concertId}/waiting-room")
@Tag(name = "Waiting room")
class RoomStatusController {

    private static final Duration AGE_MAX = Duration.ofSeconds(1);
    private static final int CONCERTS_MAX = 1_000;

    private record Page(byte[] json, String etag) {}

    private final Rooms rooms;
    private final SeatAvailability availability;
    private final JsonMapper jsonMapper;
    private final InstantSource clock;
    private final LoadingCache<SteeredRoom, Page> pages;

    RoomStatusController(Rooms rooms, SeatAvailability availability, JsonMapper jsonMapper, InstantSource clock) {
        this.rooms = rooms;
        this.availability = availability;
        this.jsonMapper = jsonMapper;
        this.clock = clock;
        pages = Caffeine.newBuilder()
                .maximumSize(CONCERTS_MAX)
                .expireAfterWrite(AGE_MAX)
                .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()))
                .build(this::page);
    }

    @GetMapping
    @Operation(summary = "How the line stands", description = "The same for everybody; may be cached for a second.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RoomStatus.class)))
    ResponseEntity<byte[]> status(@PathVariable long concertId) {
        SteeredRoom room = rooms.find(concertId)
                .orElseThrow(() -> Problem.of(ProblemCode.CONCERT_UNKNOWN).at("concertId", "unknown-id"));
        Page page = pages.get(room);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.maxAge(AGE_MAX).cachePublic())
                .eTag(page.etag())
                .body(page.json());
    }

    private Page page(SteeredRoom room) {
        byte[] json = jsonMapper.writeValueAsBytes(status(room));
        CRC32C checksum = new CRC32C();
        checksum.update(json);
        return new Page(json, HexFormat.of().toHexDigits(checksum.getValue(), 8));
    }

    private RoomStatus status(SteeredRoom room) {
        Concert concert = room.concert();
        Room line = room.line();
        Stock stock = availability.stock(concert);
        return new RoomStatus(
                room.phaseAt(clock.instant()),
                line.servingPosition(Lane.GENERAL),
                line.lastNumber(Lane.GENERAL),
                line.waiting(),
                line.admitPerMinute(),
                concert.priceFromMinor(),
                concert.priceToMinor(),
                concert.currency().getCurrencyCode(),
                stock.free(),
                stock.held(),
                levels(concert, stock),
                stock.soldOutLevels(),
                priority(line),
                room.inviteOnly(),
                room.message(),
                DrawStatus.of(room.draw().row()));
    }

    private static List<LevelStatus> levels(Concert concert, Stock stock) {
        return concert.priceLevels().stream().map(level -> level(level, stock)).toList();
    }

    private static LevelStatus level(PriceLevel level, Stock stock) {
        LevelStock left = stock.levels().stream()
                .filter(candidate -> candidate.name().equals(level.name()))
                .findFirst()
                .orElseGet(() -> new LevelStock(level.name(), 0, 0, 0));
        return new LevelStatus(level.name(), level.amountMinor(), left.free(), left.held());
    }

    private static @Nullable LaneStatus priority(Room line) {
        long last = line.lastNumber(Lane.PRIORITY);
        return last == 0 ? null : new LaneStatus(line.servingPosition(Lane.PRIORITY), last);
    }
}
