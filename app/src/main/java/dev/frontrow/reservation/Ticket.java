package dev.frontrow.reservation;

import java.time.Instant;
import java.util.UUID;

/// The right to one seat of one performance, scanned at the door.
///
/// @param barcode content of the QR code; has 144 random bits, so that it cannot be guessed
public record Ticket(
        UUID ticketId, UUID holdId, long performanceId, String seat, String barcode, String status, Instant issuedAt) {}
