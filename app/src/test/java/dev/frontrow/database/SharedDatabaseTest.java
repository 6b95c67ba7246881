package dev.frontrow.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SharedDatabaseTest {

    @Test
    void givesEveryAskerAnEmptyDatabaseInAnOddZone() throws SQLException {
        DatabaseLogin first = SharedDatabase.fresh();
        DatabaseLogin second = SharedDatabase.fresh();

        try (var one = EmbeddedDatabaseTest.connect(first);
                var other = EmbeddedDatabaseTest.connect(second)) {
            one.createStatement().execute("create schema wallet");
            assertThat(one.createStatement().executeUpdate("create table wallet.account (id bigint)"))
                    .isZero();
            try (var zone = other.createStatement().executeQuery("show timezone")) {
                zone.next();
                assertThat(zone.getString(1)).isEqualTo("Asia/Kathmandu");
            }
            other.createStatement().execute("create schema wallet");
        }
    }
}
