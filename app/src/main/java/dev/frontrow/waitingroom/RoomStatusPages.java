package dev.frontrow.waitingroom;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.PriceLevel;
import dev.frontrow.catalog.SeatAvailability;
import dev.frontrow.catalog.Stock;
import dev.frontrow.catalog.Stock.LevelStock;
import dev.frontrow.database.ConnectionFault;
import dev.frontrow.line.Lane;
import dev.frontrow.line.Line;
import dev.frontrow.waitingroom.documents.RoomStatus;
import dev.frontrow.waitingroom.documents.RoomStatus.DrawStatus;
import dev.frontrow.waitingroom.documents.RoomStatus.LaneStatus;
import dev.frontrow.waitingroom.documents.RoomStatus.LevelStatus;
import dev.frontrow.waitingroom.store.RoomSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The public status of each room as ready-made bytes, rebuilt at most once a second. Serves the last one while
/// the database is down. Thread-safe.
@Component
class RoomStatusPages {

    private static final Duration AGE_MAX = Duration.ofSeconds(1);
    private static final int CONCERTS_MAX = 1_000;

    static final CacheControl CACHING = CacheControl.maxAge(AGE_MAX).cachePublic();

    /// The cache key includes settings and concert, so a change by the operator shows at once.
    private record Moment(WaitingRoom room, RoomSettings settings, int version) {

        static Moment of(WaitingRoom room) {
            return new Moment(room, room.settings(), room.concert().edition().version());
        }
    }

    /// @param etag with its quotes
    record Page(byte[] json, String etag) {}

    private final Rooms rooms;
    private final SeatAvailability availability;
    private final Progress progress;
    private final JsonMapper jsonMapper;
    private final InstantSource clock;
    private final LoadingCache<Moment, Page> pages;
    private final Cache<Long, Page> latest =
            Caffeine.newBuilder().maximumSize(CONCERTS_MAX).build();

    RoomStatusPages(
            Rooms rooms, SeatAvailability availability, Progress progress, JsonMapper jsonMapper, InstantSource clock) {
        this.rooms = rooms;
        this.availability = availability;
        this.progress = progress;
        this.jsonMapper = jsonMapper;
        this.clock = clock;
        pages = Caffeine.newBuilder()
                .maximumSize(CONCERTS_MAX)
                .expireAfterWrite(AGE_MAX)
                .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()))
                .build(moment -> page(moment.room()));
    }

    /// The page of the concert's room; empty if the concert is unknown.
    Optional<Page> find(long concertId) {
        return rooms.find(concertId).map(room -> pages.get(Moment.of(room)));
    }

    /// The page if it is in the cache; never builds one.
    Optional<Page> made(long concertId) {
        return rooms.inMemory(concertId).flatMap(room -> Optional.ofNullable(pages.getIfPresent(Moment.of(room))));
    }

    /// The status itself, built anew; empty if the concert is unknown.
    Optional<RoomStatus> status(long concertId) {
        return rooms.find(concertId).map(this::status);
    }

    private Page page(WaitingRoom room) {
        long concertId = room.concertId();
        try {
            Page page = newPage(room);
            latest.put(concertId, page);
            return page;
        } catch (RuntimeException thrown) {
            Page last = latest.getIfPresent(concertId);
            if (last == null || !ConnectionFault.isIn(thrown)) {
                throw thrown;
            }
            return last;
        }
    }

    private Page newPage(WaitingRoom room) {
        byte[] json = jsonMapper.writeValueAsBytes(status(room));
        CRC32C checksum = new CRC32C();
        checksum.update(json);
        return new Page(json, '"' + HexFormat.of().toHexDigits(checksum.getValue(), 8) + '"');
    }

    private RoomStatus status(WaitingRoom room) {
        Concert concert = room.concert();
        Line line = room.line();
        Stock stock = availability.stock(concert);
        return new RoomStatus(
                room.phaseAt(clock.instant()),
                progress.tell(room, Lane.GENERAL),
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
                priority(room),
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

    private @Nullable LaneStatus priority(WaitingRoom room) {
        long servingPosition = progress.tell(room, Lane.PRIORITY);
        long lastNumber = room.line().lastNumber(Lane.PRIORITY);
        return lastNumber == 0 ? null : new LaneStatus(servingPosition, lastNumber);
    }
}
