package dev.frontrow.waitingroom;

import dev.frontrow.cluster.Nodes;
import dev.frontrow.line.Lane;
import dev.frontrow.news.NewsListener;
import dev.frontrow.waitingroom.latency.ShopLatency;
import dev.frontrow.waitingroom.news.OtherNodes;
import dev.frontrow.waitingroom.news.RoomChange;
import dev.frontrow.waitingroom.news.RoomChanges;
import dev.frontrow.waitingroom.news.RoomNews;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.springframework.stereotype.Component;

/// Exchanges with the other nodes what each of them has changed and seen in a room. So every node has the same line
/// in memory, and answers polls from it. Thread-safe.
@Component
class RoomExchange implements NewsListener {

    /// Ticks between two reports of who has polled here. A place counts as silent only after several of them. While
    /// places are only presumed to be there, each tick reports, because the polls so far tell how many will come.
    static final int TICKS_BETWEEN_POLLS = 15;

    /// Numbers of one item: 48 kB.
    private static final int NUMBERS_MAX = 6_000 * Long.SIZE;

    private final Rooms rooms;
    private final RoomNews news;
    private final Nodes nodes;
    private final ShopLatency latency;
    private final InstantSource clock;

    RoomExchange(Rooms rooms, RoomNews news, Nodes nodes, ShopLatency latency, InstantSource clock) {
        this.rooms = rooms;
        this.news = news;
        this.nodes = nodes;
        this.latency = latency;
        this.clock = clock;
    }

    @Override
    public String topic() {
        return RoomNews.TOPIC;
    }

    @Override
    public void hear(long concertId, byte[] body) {
        List<RoomChange> changes = RoomChanges.read(body);
        rooms.tell(concertId, room -> {
            Instant now = clock.instant();
            changes.forEach(change -> room.follow(change, now));
            room.callNext(now);
        });
    }

    @Override
    public void unsure(long concertId) {
        rooms.forget(concertId);
    }

    @Override
    public void fellBehind() {
        rooms.inMemory().forEach(room -> rooms.forget(room.concertId()));
    }

    /// The calls of the shop since the last call of this method, of all nodes. Tells the other nodes what only this
    /// one knows of the room. Call once a second.
    OtherNodes.Calls exchangeCalls(WaitingRoom room) {
        ShopLatency.Window window = latency.drain(room.concertId());
        var here = new OtherNodes.Calls(window.count(), window.p99());
        if (news.isShared() && room.line().isBusy()) {
            news.tellNow(room.concertId(), changes(room, here));
        }
        return room.otherNodes().drain().plus(here);
    }

    private List<RoomChange> changes(WaitingRoom room, OtherNodes.Calls calls) {
        List<RoomChange> changes = new ArrayList<>();
        changes.add(new RoomChange.Report(nodes.self().id(), room.line().atTheDoor(), calls.count(), calls.p99()));
        room.line().rememberPolls();
        if (room.isTickOfPolls(room.line().isPresuming() ? 1 : TICKS_BETWEEN_POLLS)) {
            for (Lane lane : Lane.values()) {
                addPolls(lane, room.line().takeSeen(lane), changes);
            }
        }
        return changes;
    }

    private static void addPolls(Lane lane, BitSet seen, List<RoomChange> changes) {
        for (int first = Math.max(0, seen.nextSetBit(0)); first < seen.length(); first += NUMBERS_MAX) {
            BitSet part = seen.get(first, Math.min(first + NUMBERS_MAX, seen.length()));
            if (!part.isEmpty()) {
                changes.add(new RoomChange.Seen(lane, first, part));
            }
        }
    }
}
