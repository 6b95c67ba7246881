package dev.frontrow.boxoffice.repair;

import dev.frontrow.audit.Action;
import dev.frontrow.audit.AuditLog;
import dev.frontrow.reservation.HoldStatus;
import dev.frontrow.reservation.ReleaseOutcome;
import dev.frontrow.reservation.Reservations;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Releases holds of buyers who cannot do it themselves. Thread-safe.
@Service
class HoldRelease {

    private static final String STATUS = "status";

    private final JdbcClient jdbc;
    private final Reservations reservations;
    private final AuditLog audit;

    HoldRelease(JdbcClient jdbc, Reservations reservations, AuditLog audit) {
        this.jdbc = jdbc;
        this.reservations = reservations;
        this.audit = audit;
    }

    /// The seats are free for everybody once this has returned.
    @Transactional
    public ReleaseOutcome release(UUID holdId) {
        return jdbc.sql("select buyer_id from reservation.hold where hold_id = :holdId")
                .param("holdId", holdId)
                .query(UUID.class)
                .optional()
                .map(buyerId -> release(holdId, buyerId))
                .orElse(ReleaseOutcome.HOLD_UNKNOWN);
    }

    private ReleaseOutcome release(UUID holdId, UUID buyerId) {
        ReleaseOutcome outcome = reservations.release(holdId, buyerId);
        if (outcome == ReleaseOutcome.RELEASED) {
            audit.record(
                    Action.HOLD_RELEASED,
                    "hold " + holdId,
                    Map.of(STATUS, HoldStatus.HELD, "buyer", buyerId),
                    Map.of(STATUS, HoldStatus.RELEASED));
        }
        return outcome;
    }
}
