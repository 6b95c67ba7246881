package dev.frontrow.boxoffice.refunds;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Which refunds were asked for, and how many wait for the approval of a second person.
@Repository
public class WaitingRefunds {

    private final JdbcClient jdbc;

    WaitingRefunds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Whether the refund of a performance was asked for.
    boolean isStarted(long performanceId) {
        return jdbc.sql("select exists (select from payment.refund_job where performance_id = :performanceId)")
                .param("performanceId", performanceId)
                .query(Boolean.class)
                .single();
    }

    /// Refunds of orders and of performances.
    public int count() {
        return jdbc.sql("""
                        select (select count(*) from payment.refund where status = 'REQUESTED')
                            + (select count(*) from payment.refund_job where status = 'REQUESTED')
                        """).query(Integer.class).single();
    }
}
