package dev.frontrow.reservation.sold;

import java.util.List;
import java.util.UUID;

/// Tickets of one order that are taken back together.
///
/// @param by     who takes them back
/// @param reason for which seats are kept
public record TakenBack(List<SoldTicket> tickets, SeatReturn seats, UUID by, String reason) {}
