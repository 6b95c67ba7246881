package dev.frontrow.reservation.reseat;

import dev.frontrow.audit.Actor;
import java.util.UUID;

/// What an operator asks for.
///
/// @param seat  label of the seat that the ticket gets
/// @param actor the operator, with their reason
record ReseatCommand(UUID ticketId, String seat, OldSeat oldSeat, Actor actor) {}
