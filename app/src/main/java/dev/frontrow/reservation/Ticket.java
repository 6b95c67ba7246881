package dev.frontrow.reservation;

import dev.frontrow.database.Timestamps;
import dev.frontrow.text.ReadableCode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The right to one seat, or to one place of an area, of one performance, scanned at the door.
///
/// @param seat        label of the row; buyers never see that of a place
/// @param area        null for a seat
/// @param entryNumber in whose order people are let into the area; null if the area has no numbers
/// @param barcode     content of the QR code; has 144 random bits, so that it cannot be guessed
public record Ticket(
        UUID ticketId,
        UUID holdId,
        long performanceId,
        String seat,
        @Nullable String area,
        @Nullable Integer entryNumber,
        String barcode,
        String status,
        Instant issuedAt) {

    /// That a ticket got another seat.
    ///
    /// @param from label of the seat that it had
    /// @param to   label of the seat that it got
    @Schema(name = "TicketMove")
    public record Move(UUID ticketId, String from, String to, Instant movedAt) {

        /// The row of the result set, which has the columns of `reservation.ticket_move` that are named here.
        static Move of(ResultSet row) throws SQLException {
            return new Move(
                    row.getObject("ticket_id", UUID.class),
                    row.getString("from_seat"),
                    row.getString("to_seat"),
                    Timestamps.required(row, "moved_at"));
        }
    }

    static final String VALID = "VALID";

    /// 144 random bits: infeasible to guess.
    private static final int BARCODE_LENGTH = 32;

    /// A code that no ticket has had.
    public static String newBarcode(SecureRandom random) {
        return "FR" + ReadableCode.random(BARCODE_LENGTH, random);
    }

    /// The row of the result set, which has the columns of `reservation.ticket` that are named here.
    public static Ticket of(ResultSet row) throws SQLException {
        return new Ticket(
                row.getObject("ticket_id", UUID.class),
                row.getObject("hold_id", UUID.class),
                row.getLong("performance_id"),
                row.getString("seat"),
                row.getString("area"),
                row.getObject("entry_number", Integer.class),
                row.getString("barcode"),
                row.getString("status"),
                Timestamps.required(row, "issued_at"));
    }

    /// The ticket of a seat.
    public Ticket(
            UUID ticketId,
            UUID holdId,
            long performanceId,
            String seat,
            String barcode,
            String status,
            Instant issuedAt) {
        this(ticketId, holdId, performanceId, seat, null, null, barcode, status, issuedAt);
    }

    /// Whether the door lets its holder in; a refunded ticket never is valid again.
    public boolean isValid() {
        return status.equals(VALID);
    }

    /// The label of its seat as buyers know it; null for a place of an area.
    public @Nullable String namedSeat() {
        return area == null ? seat : null;
    }
}
