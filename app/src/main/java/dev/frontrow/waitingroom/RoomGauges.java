package dev.frontrow.waitingroom;

import dev.frontrow.catalog.Phase;
import dev.frontrow.line.Lane;
import dev.frontrow.line.Line;
import dev.frontrow.line.TickReport;
import dev.frontrow.waitingroom.challenge.ChallengeMode;
import dev.frontrow.waitingroom.log.AdmissionLog;
import dev.frontrow.waitingroom.log.AdmissionMinute;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How a room stands at this moment, for those who watch it: from memory, which every node has of every line.
/// Thread-safe.
@Component
public class RoomGauges {

    /// @param joined   places that were ever taken, in both lanes
    /// @param reached  positions that were called, in both lanes
    /// @param tick     what the last second did; null before the first
    public record RoomGauge(
            Phase phase,
            int admitPerMinute,
            int admitPerMinuteNow,
            int capacity,
            int priorityPercent,
            boolean inviteOnly,
            ChallengeMode challenge,
            @Nullable String message,
            boolean freezeHolds,
            long joined,
            long reached,
            long waiting,
            int activeBuyers,
            long estimates,
            long estimateHits,
            @Nullable TickReport tick) {}

    private static final Set<Phase> ON_SALE = EnumSet.of(Phase.PRE_QUEUE, Phase.OPEN, Phase.PAUSED);

    private final Rooms rooms;
    private final Progress progress;
    private final AdmissionLog log;
    private final InstantSource clock;

    RoomGauges(Rooms rooms, Progress progress, AdmissionLog log, InstantSource clock) {
        this.rooms = rooms;
        this.progress = progress;
        this.log = log;
        this.clock = clock;
    }

    /// Empty if there is no such concert.
    public Optional<RoomGauge> read(long concertId) {
        return rooms.find(concertId).map(this::gauge);
    }

    /// The rooms in memory that are about to open, open or paused, by concert: if there are more than so many, those
    /// in which most people wait.
    public Map<Long, RoomGauge> onSale(int max) {
        Map<Long, RoomGauge> onSale = new LinkedHashMap<>();
        Instant now = clock.instant();
        rooms.inMemory().stream()
                .filter(room -> ON_SALE.contains(room.phaseAt(now)))
                .sorted(Comparator.comparingLong(
                                (WaitingRoom room) -> room.line().waiting())
                        .reversed())
                .limit(max)
                .forEach(room -> onSale.put(room.concertId(), gauge(room)));
        return onSale;
    }

    /// The minutes on record, from the given one on, oldest first.
    public List<AdmissionMinute> minutes(long concertId, Instant from, int limit) {
        return log.list(concertId, from, limit).reversed();
    }

    private RoomGauge gauge(WaitingRoom room) {
        Line line = room.line();
        return new RoomGauge(
                room.phaseAt(clock.instant()),
                line.terms().admitPerMinute(),
                line.admitPerMinute(),
                line.terms().capacity(),
                line.terms().priorityPercent(),
                room.inviteOnly(),
                room.challengeMode(),
                room.message(),
                room.holdsFrozen(),
                Arrays.stream(Lane.values()).mapToLong(line::lastNumber).sum(),
                Arrays.stream(Lane.values())
                        .mapToLong(lane -> progress.tell(room, lane))
                        .sum(),
                line.waiting(),
                line.activeBuyers(),
                line.estimatesJudged(),
                line.estimatesHit(),
                room.history().latest(1).stream().findFirst().orElse(null));
    }
}
