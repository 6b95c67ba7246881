package dev.frontrow.draw;

import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Draws the order of everybody who registered before the opening, in a way that anybody can verify
/// (`docs/draw.md`). First comes the commitment, before any registration; then the registrations close, the root
/// is published, and the seed follows. Each step is committed on its own and is idempotent, so a restart between
/// two steps does no harm.
@Service
public class Draws {

    private static final int SECRET_BYTES = 32;
    private static final long OTHERS_WAIT_MILLIS = 100;
    private static final HexFormat HEX = HexFormat.of();

    private final DrawRows rows;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Draws(DrawRows rows, TransactionTemplate transaction, InstantSource clock) {
        this.rows = rows;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Stores a new secret and its commitment, in the caller's transaction that creates the room.
    public void commit(long concertId, @Nullable String beaconSource) {
        rows.insert(concertId, newSecret(), newSecret(), beaconSource);
    }

    private byte[] newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return secret;
    }

    public RoomDraw load(long concertId) {
        return new RoomDraw(rows.find(concertId));
    }

    /// Takes the draw as far as possible after the opening. One thread draws; others wait at most 100 ms for it
    /// and then go on undrawn. A draw that waits for its beacon is left to [#proceed].
    public void ensure(DrawingRoom room, Instant now) {
        if (room.draw().drawn() || room.draw().row().waitsForBeacon()) {
            return;
        }
        try {
            if (room.draw().drawing.tryLock(OTHERS_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    step(room, now);
                } finally {
                    room.draw().drawing.unlock();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// As [#ensure], after reading the stored draw again, since the beacon may have arrived.
    public void proceed(DrawingRoom room, Instant now) {
        if (!room.draw().drawn()) {
            room.follow(rows.find(room.concertId()), now);
            ensure(room, now);
        }
    }

    /// Stores the value that the beacon's source published after the close, in the caller's transaction. False if
    /// refused.
    public boolean takeBeacon(long concertId, String beacon) {
        return rows.saveBeacon(concertId, beacon);
    }

    private void step(DrawingRoom room, Instant now) {
        if (room.draw().drawn()) {
            return;
        }
        long concertId = room.concertId();
        close(concertId);
        draw(concertId);
        room.follow(rows.find(concertId), now);
    }

    /// Closes the registrations. Short, because joins wait for it.
    public void close(long concertId) {
        transaction.executeWithoutResult(_ -> {
            rows.lock(concertId);
            rows.close(concertId, clock.instant());
        });
    }

    /// Publishes the root, and the seed unless a beacon is missing. Concurrent calls have the same result.
    public void draw(long concertId) {
        DrawRow draw = rows.find(concertId);
        if (draw.drawn() || draw.waitsForBeacon()) {
            return;
        }
        String kept = draw.root();
        if (kept == null) {
            MerkleTree tree = treeOf(draw);
            publish(draw, tree.root(), tree.chunkRoots());
        } else {
            publish(draw, HEX.parseHex(kept), rows.chunkRoots(concertId).orElseThrow());
        }
    }

    private void publish(DrawRow draw, byte[] root, byte[] chunkRoots) {
        if (draw.beaconSource() != null && draw.beacon() == null) {
            rows.saveRoot(draw.concertId(), root, chunkRoots);
            return;
        }
        byte[] seed = DrawHashes.seed(
                HEX.parseHex(draw.secret()),
                root,
                draw.registrations(Lane.GENERAL),
                draw.registrations(Lane.PRIORITY),
                Objects.requireNonNullElse(draw.beacon(), ""));
        rows.saveDraw(draw.concertId(), root, chunkRoots, seed, clock.instant());
    }

    private MerkleTree treeOf(DrawRow draw) {
        var tree = new MerkleTree();
        transaction.executeWithoutResult(_ -> {
            for (Lane lane : Lane.values()) {
                leaves(draw.concertId(), lane, 1, draw.registrations(lane), tree::append);
            }
        });
        if (tree.leaves() != draw.registrations()) {
            throw new IllegalStateException("%d leaves for %d registrations of concert %d"
                    .formatted(tree.leaves(), draw.registrations(), draw.concertId()));
        }
        return tree;
    }

    /// The leaf of each number from `first` to `last`, inclusive. Numbers without a registration get a void leaf.
    private void leaves(long concertId, Lane lane, long first, long last, Consumer<byte[]> leaves) {
        var receiptKey = receiptKey(concertId);
        long[] next = {first};
        rows.registrations(concertId, lane, first, last, (number, buyerId) -> {
            while (next[0] < number) {
                leaves.accept(DrawHashes.voidLeaf(concertId, lane, next[0]++));
            }
            byte[] nonce = DrawHashes.nonce(receiptKey, concertId, lane, number, buyerId);
            leaves.accept(DrawHashes.leaf(concertId, lane, number, buyerId, nonce));
            next[0]++;
        });
        while (next[0] <= last) {
            leaves.accept(DrawHashes.voidLeaf(concertId, lane, next[0]++));
        }
    }

    /// Kept with the draw, so that its leaves stay the same when the server's signing key is replaced.
    private Sha256.Keyed receiptKey(long concertId) {
        return new Sha256.Keyed(rows.receiptKey(concertId));
    }

    /// The published leaves with indexes from `from` to before `to`; fewer at the end.
    byte[] leaves(DrawRow draw, long from, long to) {
        var leaves = new ByteArrayOutputStream();
        long before = 0;
        for (Lane lane : Lane.values()) {
            long first = Math.max(from - before, 0) + 1;
            long last = Math.min(to - before, draw.registrations(lane));
            if (first <= last) {
                leaves(draw.concertId(), lane, first, last, leaves::writeBytes);
            }
            before += draw.registrations(lane);
        }
        return leaves.toByteArray();
    }

    /// The buyer's receipt; empty if they have no registration. Hashes up to 256 leaves once drawn.
    Optional<DrawReceipt> receipt(RoomDraw room, UUID buyerId) {
        DrawRow draw = room.row();
        long concertId = draw.concertId();
        return rows.registrationOf(concertId, buyerId).map(place -> {
            byte[] nonce = DrawHashes.nonce(receiptKey(concertId), concertId, place.lane(), place.number(), buyerId);
            byte[] leaf = DrawHashes.leaf(concertId, place.lane(), place.number(), buyerId, nonce);
            var receipt = DrawReceipt.before(draw, place, buyerId, nonce, leaf);
            return draw.drawn() ? receipt.after(draw, path(draw, place, leaf), room.positionOf(place)) : receipt;
        });
    }

    private List<String> path(DrawRow draw, PlaceNumber place, byte[] leaf) {
        long index = draw.indexOf(place);
        long from = index - index % MerkleTree.CHUNK_LEAVES;
        byte[] chunkRoots = rows.chunkRoots(draw.concertId()).orElseThrow();
        List<byte[]> path = MerkleTree.path(index, leaves(draw, from, from + MerkleTree.CHUNK_LEAVES), chunkRoots);
        byte[] root = HEX.parseHex(Objects.requireNonNull(draw.root()));
        if (!MerkleTree.contains(root, draw.registrations(), index, leaf, path)) {
            throw new IllegalStateException(
                    "the root of concert %d does not follow from its registrations".formatted(draw.concertId()));
        }
        List<String> hex = new ArrayList<>();
        path.forEach(step -> hex.add(HEX.formatHex(step)));
        return hex;
    }
}
