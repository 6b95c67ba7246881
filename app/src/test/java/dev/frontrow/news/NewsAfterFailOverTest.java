package dev.frontrow.news;

import static org.assertj.core.api.Assertions.assertThat;

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

            assertThat(reader.read()).containsExactly("7 open", "fell behind");
            teller.tell(8, "open");
            assertThat(reader.read()).containsExactly("7 open", "fell behind", "8 open");
        }
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
