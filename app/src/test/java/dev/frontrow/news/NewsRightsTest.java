package dev.frontrow.news;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ServerTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// News with the rights of the server's role.
class NewsRightsTest extends ServerTest {

    @Autowired
    private JdbcClient server;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void theServersRoleMayTellReadAndSweep() {
        var rows = new NewsRows(server);
        String teller = UUID.randomUUID().toString();
        Snapshot before = rows.snapshot();

        NewsItem told = transaction.execute(_ -> rows.insert(teller, new Message("rooms", 7, new byte[] {1})));

        NewsRows.Reading reading = rows.readSince(before, "reader");
        assertThat(reading.ids()).contains(told.id());
        assertThat(rows.items(reading.ids())).extracting(NewsItem::id).contains(told.id());
        assertThat(rows.readSince(before, teller).ids()).doesNotContain(told.id());
        assertThat(rows.readSince(reading.seen(), "reader").ids()).doesNotContain(told.id());
        assertThat(rows.deleteSeenBy(reading.seen())).isPositive();
        assertThat(rows.key()).hasSize(32);
        assertThat(rows.database()).startsWith(rows.installation() + "/00000001/");
    }
}
