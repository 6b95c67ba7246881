package dev.frontrow.reservation;

import dev.frontrow.identity.Caller;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.nayuki.qrcodegen.QrCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tickets")
@Tag(name = "Payment and tickets")
class TicketController {

    private static final int PAGE_MAX = 200;
    private static final int MODULE_PIXELS = 8;
    private static final int QUIET_ZONE_MODULES = 4;
    private static final int BLACK = 0x000000;
    private static final int WHITE = 0xFFFFFF;

    record TicketList(
            List<TicketDocument> tickets, @Nullable UUID nextBefore) {}

    record TicketDocument(
            UUID ticketId,
            long performanceId,
            @Nullable String seat,

            @Nullable @Schema(description = "Instead of a seat, for a place of an area.")
            String area,

            @Nullable @Schema(description = "In whose order people are let into the area, if it has numbers.")
            Integer entryNumber,

            String barcode,
            String status,
            Instant issuedAt) {}

    private final Tickets tickets;

    TicketController(Tickets tickets) {
        this.tickets = tickets;
    }

    @GetMapping
    @Operation(summary = "One's own tickets, newest first")
    TicketList tickets(
            @RequestParam(defaultValue = "ffffffff-ffff-ffff-ffff-ffffffffffff") UUID before,
            @RequestParam(defaultValue = "50") @Min(1) @Max(PAGE_MAX) int limit,
            @AuthenticationPrincipal Caller caller) {
        List<Ticket> page = tickets.page(caller.buyerId(), before, limit);
        UUID next = page.size() == limit ? page.getLast().ticketId() : null;
        return new TicketList(page.stream().map(TicketController::document).toList(), next);
    }

    @GetMapping(path = "/{ticketId}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "One's own ticket")
    TicketDocument ticket(@PathVariable UUID ticketId, @AuthenticationPrincipal Caller caller) {
        return document(own(ticketId, caller));
    }

    @GetMapping(path = "/{ticketId}.png", produces = MediaType.IMAGE_PNG_VALUE)
    @Operation(summary = "The ticket's QR code", description = "A refunded ticket has none any more.")
    ResponseEntity<byte[]> qrCode(@PathVariable UUID ticketId, @AuthenticationPrincipal Caller caller)
            throws IOException {
        Ticket ticket = own(ticketId, caller);
        if (!ticket.isValid()) {
            throw Problem.of(ProblemCode.TICKET_REFUNDED);
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.IMAGE_PNG)
                .body(png(QrCode.encodeText(ticket.barcode(), QrCode.Ecc.MEDIUM)));
    }

    private Ticket own(UUID ticketId, Caller caller) {
        return tickets.find(ticketId, caller.buyerId())
                .orElseThrow(() -> Problem.unknown(ProblemCode.TICKET_UNKNOWN, "ticketId"));
    }

    private static TicketDocument document(Ticket ticket) {
        return new TicketDocument(
                ticket.ticketId(),
                ticket.performanceId(),
                ticket.namedSeat(),
                ticket.area(),
                ticket.entryNumber(),
                ticket.barcode(),
                ticket.status(),
                ticket.issuedAt());
    }

    private static byte[] png(QrCode code) throws IOException {
        int side = (code.size + 2 * QUIET_ZONE_MODULES) * MODULE_PIXELS;
        var image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean dark =
                        code.getModule(x / MODULE_PIXELS - QUIET_ZONE_MODULES, y / MODULE_PIXELS - QUIET_ZONE_MODULES);
                image.setRGB(x, y, dark ? BLACK : WHITE);
            }
        }
        var png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }
}
