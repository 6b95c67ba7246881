package dev.frontrow.draw;

import dev.frontrow.identity.Caller;
import dev.frontrow.line.Lane;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Publishes the draw, and gives each buyer a proof of their registration.
@RestController
@RequestMapping("/api/v1/concerts/{concertId}/draw")
@Tag(name = "Waiting room")
class DrawController {

    private static final Duration FOREVER = Duration.ofDays(365);
    private static final Duration BEFORE = Duration.ofSeconds(1);
    private static final int LEAVES_MAX = 10_000;
    private static final HexFormat HEX = HexFormat.of();

    record LaneRegistrations(Lane lane, long registrations) {}

    record DrawDocument(
            String algorithm,
            long concertId,
            String commitment,
            @Nullable String beaconSource,
            @Nullable Long registrations,
            @Nullable List<LaneRegistrations> lanes,
            @Nullable String root,
            @Nullable String beacon,
            @Nullable String seed,
            @Nullable String secret,
            @Nullable List<String> leaves,
            @Nullable Long nextLeaf) {}

    private final DrawingRooms rooms;
    private final Draws draws;

    DrawController(DrawingRooms rooms, Draws draws) {
        this.rooms = rooms;
        this.draws = draws;
    }

    @GetMapping
    @Operation(summary = "What is published about the draw", description = """
                    Before the opening its commitment, at the opening the root of all registrations, then seed and secret. \
                    Once the root is published, also up to `limit` leaves from the index `fromLeaf` on.""")
    ResponseEntity<DrawDocument> draw(
            @PathVariable long concertId,
            @RequestParam(defaultValue = "0") @Min(0) long fromLeaf,
            @RequestParam(defaultValue = "10000") @Min(0) @Max(LEAVES_MAX) int limit) {
        DrawRow draw = required(concertId).row();
        long from = Math.min(fromLeaf, draw.registrations());
        long to = from + limit;
        DrawDocument document = document(draw, from, to);
        if (!draw.drawn()) {
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.maxAge(BEFORE).cachePublic())
                    .body(document);
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(FOREVER).cachePublic().immutable())
                .eTag("\"" + draw.seed() + "-" + from + "-" + to + "\"")
                .body(document);
    }

    private DrawDocument document(DrawRow draw, long from, long to) {
        boolean withLeaves = draw.root() != null;
        return new DrawDocument(
                DrawHashes.ALGORITHM,
                draw.concertId(),
                draw.commitment(),
                draw.beaconSource(),
                draw.closed() ? draw.registrations() : null,
                draw.closed() ? lanes(draw) : null,
                draw.root(),
                draw.beacon(),
                draw.seed(),
                draw.drawn() ? draw.secret() : null,
                withLeaves ? leaves(draw, from, to) : null,
                withLeaves && to < draw.registrations() ? to : null);
    }

    private static List<LaneRegistrations> lanes(DrawRow draw) {
        return Arrays.stream(Lane.values())
                .map(lane -> new LaneRegistrations(lane, draw.registrations(lane)))
                .toList();
    }

    private List<String> leaves(DrawRow draw, long from, long to) {
        byte[] leaves = draws.leaves(draw, from, to);
        List<String> hex = new ArrayList<>(leaves.length / Sha256.BYTES);
        for (int at = 0; at < leaves.length; at += Sha256.BYTES) {
            hex.add(HEX.formatHex(leaves, at, at + Sha256.BYTES));
        }
        return hex;
    }

    @GetMapping("/receipt")
    @Operation(
            summary = "The proof of one's own registration",
            description = "Of the newest before the opening. With path and position once it is drawn.")
    ResponseEntity<DrawReceipt> receipt(@PathVariable long concertId, @AuthenticationPrincipal Caller caller) {
        DrawReceipt receipt = draws.receipt(required(concertId), caller.buyerId())
                .orElseThrow(() -> Problem.of(ProblemCode.DRAW_RECEIPT_UNKNOWN));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(receipt);
    }

    private RoomDraw required(long concertId) {
        return rooms.draw(concertId).orElseThrow(() -> Problem.unknown(ProblemCode.CONCERT_UNKNOWN, "concertId"));
    }
}
