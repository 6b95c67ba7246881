package dev.frontrow.reservation.reseat;

import dev.frontrow.audit.Action;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.database.RoundTrip;
import dev.frontrow.idempotency.CommandBatch;
import dev.frontrow.reservation.Ticket;
import dev.frontrow.reservation.reseat.ReseatRows.Locked;
import dev.frontrow.seating.SeatBoards;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Gives tickets other seats of the same price level, in one commit: the ticket keeps its id, its order and its price,
/// and gets a new code. The lock order is freeze, hold, seats, audit log. Thread-safe.
@Service
class Reseats implements CommandBatch<ReseatCommand, ReseatOutcome> {

    private final ReseatRows rows;
    private final SeatBoards boards;
    private final AuditLog audit;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Reseats(ReseatRows rows, SeatBoards boards, AuditLog audit, InstantSource clock) {
        this.rows = rows;
        this.boards = boards;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Object lane(ReseatCommand command) {
        return "seats";
    }

    /// Returns one outcome per command, in order, each seeing the effects of earlier ones. All is locked before the
    /// first decision; a refusal writes nothing.
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public List<ReseatOutcome> run(List<ReseatCommand> commands, RoundTrip writes) {
        Set<UUID> tickets = commands.stream().map(ReseatCommand::ticketId).collect(Collectors.toSet());
        rows.lockFreezes(tickets);
        rows.lockHolds(tickets);
        rows.lockSeats(commands);
        return commands.stream().map(this::run).toList();
    }

    private ReseatOutcome run(ReseatCommand command) {
        Instant now = clock.instant();
        return rows.locked(command, now)
                .map(locked -> decide(command, locked, now))
                .orElse(new ReseatOutcome.TicketUnknown());
    }

    private ReseatOutcome decide(ReseatCommand command, Locked locked, Instant now) {
        if (!locked.ticket().isValid()) {
            return new ReseatOutcome.TicketRefunded();
        }
        if (locked.ticket().area() != null) {
            return new ReseatOutcome.PlaceOfArea();
        }
        if (locked.cancelled()) {
            return new ReseatOutcome.PerformanceCancelled();
        }
        if (locked.target() == null) {
            return new ReseatOutcome.SeatUnknown(command.seat());
        }
        if (!locked.target().equals(locked.priceLevel())) {
            return new ReseatOutcome.OtherPriceLevel(command.seat());
        }
        return locked.isFree() ? move(command, locked.ticket(), now) : new ReseatOutcome.SeatTaken(command.seat());
    }

    private ReseatOutcome move(ReseatCommand command, Ticket ticket, Instant now) {
        boards.follow(rows.move(ticket, command, Ticket.newBarcode(random), now));
        command.actor()
                .does(() -> audit.record(
                        Action.TICKET_RESEATED,
                        "hold " + ticket.holdId(),
                        Map.of("ticketId", ticket.ticketId(), "seat", ticket.seat()),
                        Map.of("ticketId", ticket.ticketId(), "seat", command.seat(), "oldSeat", command.oldSeat())));
        return new ReseatOutcome.Moved(ticket.ticketId(), ticket.performanceId(), ticket.seat(), command.seat(), now);
    }
}
