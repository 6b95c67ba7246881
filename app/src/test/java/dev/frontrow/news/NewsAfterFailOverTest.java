package dev.frontrow.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.frontrow.DebianPostgres;
import dev.frontrow.database.DatabaseLogin;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// News when another PostgreSQL has become the primary.
class NewsAfterFailOverTest {

    @Test
    void fallsBehindWhenAStandbyWasPromoted() throws IOException, InterruptedException {
        try (DebianPostgres postgres = started();
                var schema =
                        new NewsSchema(new DatabaseLogin(postgres.url(), postgres.username(), postgres.password()))) {
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

    private static DebianPostgres started() throws IOException, InterruptedException {
        var started = DebianPostgres.start();
        if (started.isEmpty()) {
            String missing = "no PostgreSQL of the system found; install it with: apt-get install postgresql";
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            abort(missing);
        }
        return started.orElseThrow();
    }
}
