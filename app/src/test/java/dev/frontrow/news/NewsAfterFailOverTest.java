package dev.frontrow.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.DebianPostgres;
import dev.frontrow.database.DatabaseLogin;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// News when another PostgreSQL has become the primary.
class NewsAfterFailOverTest {

    @Test
    void fallsBehindWhenAStandbyWasPromoted() throws IOException, InterruptedException {
        try (DebianPostgres postgres = DebianPostgres.required(DebianPostgres.start());
                var schema = new NewsSchema(login(postgres))) {
            var teller = new TestNode(schema);
            var reader = new TestNode(schema);
            teller.tell(7, "open");
            assertThat(reader.read()).containsExactly("7 open");

            schema.cutOff();
            postgres.beginNewTimeline();
            schema.comeBack();
            // It takes connections while it recovers.
            await().until(() -> !schema.jdbc
                    .sql("select pg_is_in_recovery()")
                    .query(Boolean.class)
                    .single());

            assertThat(reader.read()).containsExactly("7 open", "fell behind");
            teller.tell(8, "open");
            assertThat(reader.read()).containsExactly("7 open", "fell behind", "8 open");
        }
    }

    /// What was rolled back need not be in the log, so the ids of those transactions are given again.
    @Test
    void fallsBehindWhenThePrimaryCrashedAndGivesTransactionIdsAgain() throws IOException, InterruptedException {
        try (DebianPostgres postgres = DebianPostgres.required(DebianPostgres.start());
                var schema = new NewsSchema(login(postgres))) {
            var teller = new TestNode(schema);
            var reader = new TestNode(schema);
            teller.tell(7, "open");
            stopLogging(schema);
            rollBackFifty(schema);
            assertThat(reader.read()).containsExactly("7 open");

            schema.cutOff();
            postgres.crash();
            schema.comeBack();
            teller.tell(8, "open");
            rollBackFifty(schema);

            assertThat(reader.read()).containsExactly("7 open", "fell behind");
            teller.tell(9, "open");
            assertThat(reader.read()).containsExactly("7 open", "fell behind", "9 open");
        }
    }

    private static void rollBackFifty(NewsSchema schema) {
        schema.jdbc
                .sql("do $$ begin for i in 1..50 loop perform pg_current_xact_id(); rollback; end loop; end $$")
                .update();
    }

    /// Only what is committed is in the log from now on.
    private static void stopLogging(NewsSchema schema) throws IOException, InterruptedException {
        long pid = schema.jdbc
                .sql("select pid from pg_stat_activity where backend_type = 'walwriter'")
                .query(Long.class)
                .single();
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    /// A new PostgreSQL has given fewer transaction ids, so the old snapshot would count its items as seen long ago.
    @Test
    void deletesNothingByWhatItSawInAnotherDatabase() throws IOException, InterruptedException {
        try (DebianPostgres postgres = DebianPostgres.required(DebianPostgres.start());
                var schema = new NewsSchema()) {
            var node = new TestNode(schema);
            schema.jdbc
                    .sql("do $$ begin for i in 1..5000 loop perform pg_current_xact_id(); commit; end loop; end $$")
                    .update();
            node.sweep.sweep();

            schema.replaceBy(login(postgres));
            node.tell(7, "open");
            node.clock.advance(NewsSweep.KEPT);

            assertThat(node.sweep.sweep()).isZero();
            node.clock.advance(NewsSweep.KEPT);
            assertThat(node.sweep.sweep()).isOne();
        }
    }

    private static DatabaseLogin login(DebianPostgres postgres) {
        return new DatabaseLogin(postgres.url(), postgres.username(), postgres.password());
    }
}
