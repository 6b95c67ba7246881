package dev.frontrow.payment.refund;

import dev.frontrow.database.Timestamps;
import dev.frontrow.payment.refund.RefundJob.Failure;
import dev.frontrow.payment.refund.RefundJob.Progress;
import dev.frontrow.payment.refund.RefundJob.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables of the refunds of whole performances.
@Repository
class RefundJobRows {

    private static final int LISTED_MAX = 100;

    private static final String COLUMNS = """
            performance_id, status, fee_per_ticket_minor, fee_percent, orders_per_second, started_by, reason,
            started_at, approved_by, after_hold, done_at""";

    private final JdbcClient jdbc;

    RefundJobRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Returns false if the performance has one.
    boolean insert(RefundJob job) {
        return jdbc.sql("""
                                insert into payment.refund_job
                                    (performance_id, status, fee_per_ticket_minor, fee_percent, orders_per_second, reason,
                                     started_by, started_at, after_hold)
                                values (:performanceId, :status, :perTicket, :percent, :rate, :reason, :by, :at, :after)
                                on conflict (performance_id) do nothing
                                """)
                        .param("performanceId", job.performanceId())
                        .param("status", job.status().name())
                        .param("perTicket", job.fee().perTicketMinor())
                        .param("percent", job.fee().percent())
                        .param("rate", job.ordersPerSecond())
                        .param("reason", job.reason())
                        .param("by", job.startedBy())
                        .param("at", Timestamps.of(job.startedAt()))
                        .param("after", job.afterHold())
                        .update()
                == 1;
    }

    Optional<RefundJob> find(long performanceId) {
        return jdbc.sql("""
                        select %s
                        from payment.refund_job
                        where performance_id = :performanceId
                        """.formatted(COLUMNS))
                .param("performanceId", performanceId)
                .query((row, _) -> job(row))
                .optional();
    }

    /// Locks the job until the transaction ends. Its steps and its steering wait meanwhile.
    Optional<RefundJob> lock(long performanceId) {
        return jdbc.sql("""
                        select %s
                        from payment.refund_job
                        where performance_id = :performanceId
                        for update
                        """.formatted(COLUMNS))
                .param("performanceId", performanceId)
                .query((row, _) -> job(row))
                .optional();
    }

    List<Long> running() {
        return jdbc.sql("""
                        select performance_id
                        from payment.refund_job
                        where status = 'RUNNING'
                        order by performance_id
                        """).query((row, _) -> row.getLong("performance_id")).list();
    }

    /// Stores what may change of a locked job.
    void update(long performanceId, Status status, int ordersPerSecond, UUID afterHold, @Nullable Instant doneAt) {
        jdbc.sql("""
                        update payment.refund_job
                        set status = :status, orders_per_second = :rate, after_hold = :after, done_at = :doneAt
                        where performance_id = :performanceId
                        """)
                .param("performanceId", performanceId)
                .param("status", status.name())
                .param("rate", ordersPerSecond)
                .param("after", afterHold)
                .param("doneAt", Timestamps.ofNullable(doneAt))
                .update();
    }

    /// The audit log keeps what it was.
    void delete(long performanceId) {
        jdbc.sql("""
                        delete from payment.refund_job
                        where performance_id = :performanceId and status = 'REQUESTED'
                        """).param("performanceId", performanceId).update();
    }

    List<RefundJob> waiting() {
        return jdbc.sql("""
                        select %s
                        from payment.refund_job
                        where status = 'REQUESTED'
                        order by started_at, performance_id
                        limit :limit
                        """.formatted(COLUMNS))
                .param("limit", LISTED_MAX)
                .query((row, _) -> job(row))
                .list();
    }

    void approve(long performanceId, UUID by) {
        jdbc.sql("""
                        update payment.refund_job
                        set status = 'RUNNING', approved_by = :by
                        where performance_id = :performanceId and status = 'REQUESTED'
                        """).param("performanceId", performanceId).param("by", by).update();
    }

    void fail(long performanceId, Failure failure, Instant now) {
        jdbc.sql("""
                        insert into payment.refund_failure (performance_id, hold_id, why, failed_at)
                        values (:performanceId, :holdId, :why, :now)
                        on conflict (performance_id, hold_id) do nothing
                        """)
                .param("performanceId", performanceId)
                .param("holdId", failure.holdId())
                .param("why", failure.why())
                .param("now", Timestamps.of(now))
                .update();
    }

    /// So that they are tried again.
    void forgetFailures(long performanceId) {
        jdbc.sql("""
                        delete from payment.refund_failure
                        where performance_id = :performanceId
                        """).param("performanceId", performanceId).update();
    }

    /// The holds whose refund failed. There are few: each is an order that somebody has to look at.
    Set<UUID> failed(long performanceId) {
        return jdbc.sql("select hold_id from payment.refund_failure where performance_id = :performanceId")
                .param("performanceId", performanceId)
                .query((row, _) -> row.getObject("hold_id", UUID.class))
                .set();
    }

    List<Failure> failures(long performanceId, int limit) {
        return jdbc.sql("""
                        select hold_id, why
                        from payment.refund_failure
                        where performance_id = :performanceId
                        order by hold_id
                        limit :limit
                        """)
                .param("performanceId", performanceId)
                .param("limit", limit)
                .query((row, _) -> new Failure(row.getObject("hold_id", UUID.class), row.getString("why")))
                .list();
    }

    Progress progress(long performanceId) {
        return jdbc.sql("""
                        select count(*) as orders, coalesce(sum(cardinality(tickets)), 0) as tickets,
                               coalesce(sum(amount_minor), 0) as amount, coalesce(sum(fee_minor), 0) as fee,
                               (select count(*)
                                from payment.refund_failure
                                where performance_id = :performanceId) as failures
                        from payment.refund
                        where job = :performanceId and status = 'DONE'
                        """)
                .param("performanceId", performanceId)
                .query((row, _) -> new Progress(
                        row.getLong("orders"),
                        row.getLong("tickets"),
                        row.getLong("amount"),
                        row.getLong("fee"),
                        row.getLong("failures")))
                .single();
    }

    private static RefundJob job(ResultSet row) throws SQLException {
        return new RefundJob(
                row.getLong("performance_id"),
                Status.valueOf(row.getString("status")),
                new FeeRule(row.getLong("fee_per_ticket_minor"), row.getBigDecimal("fee_percent")),
                row.getInt("orders_per_second"),
                row.getObject("started_by", UUID.class),
                row.getString("reason"),
                Timestamps.required(row, "started_at"),
                row.getObject("approved_by", UUID.class),
                row.getObject("after_hold", UUID.class),
                Timestamps.nullable(row, "done_at"));
    }
}
