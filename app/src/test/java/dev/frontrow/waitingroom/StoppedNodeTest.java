package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.Fan;
import dev.frontrow.Stage;
import dev.frontrow.news.FeedReading;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One of two nodes is stopped in the middle of a transaction. The other one waits for its locks for as long as it
/// waits for any lock, three seconds.
class StoppedNodeTest extends TwoNodesTest {

    /// What happens while the stopped node has its locks.
    private interface Meanwhile {

        void happens();
    }

    private static void whileStoppedWith(Node stopped, String lock, Meanwhile meanwhile) throws SQLException {
        try (Connection transaction = stopped.beans().getBean(DataSource.class).getConnection()) {
            transaction.setAutoCommit(false);
            try (Statement statement = transaction.createStatement()) {
                statement.execute(lock);
            }
            meanwhile.happens();
            assertThatThrownBy(transaction::commit).hasMessageContaining("idle-in-transaction");
        }
    }

    private static String lane(Stage stage) {
        return "select from waitingroom.lane where concert_id = %d for update".formatted(stage.concertId());
    }

    @Test
    void keepsNobodyElsewhereFromJoining() throws SQLException {
        Stage stage = crowded();
        Fan fan = first().of(stage.fan());

        whileStoppedWith(second(), lane(stage), () -> fan.joins().expect(201));
    }

    @Test
    void keepsTheOwnerFromCallingForAMomentOnly() throws SQLException {
        Stage stage = crowded();
        Node owner = owner(stage);
        stage.fan().joins().expect(201);
        secondPasses();

        whileStoppedWith(other(owner), lane(stage), () -> {
            stage.steer(Map.of("capacity", 2)).expect(200);
            clock().advance(Duration.ofSeconds(1));
            FeedReading.at(owner.beans());
            owner.tick();
            owner.tick();
            assertThat(servingPosition(stage)).isEqualTo(2);
        });
    }

    @Test
    void keepsNobodyElsewhereFromHoldingItsSeats() throws SQLException {
        Stage stage = Stage.open(api(), clock());
        Fan fan = owner(stage).of(stage.fan()).joinsAndEnters();

        whileStoppedWith(
                second(),
                "select from reservation.seat where performance_id = %d for update".formatted(stage.performanceId()),
                () -> fan.holds("1").expect(201));
    }

    /// Of a host that is gone.
    @ParameterizedTest
    @CsvSource({
        "tcp_user_timeout, 5000",
        "tcp_keepalives_idle, 2",
        "tcp_keepalives_interval, 1",
        "tcp_keepalives_count, 3",
    })
    void isGivenUpAFewSecondsAfterItsLastAnswer(String setting, String value) {
        assertThat(jdbc.sql("select current_setting(:setting)")
                        .param("setting", setting)
                        .query(String.class)
                        .single())
                .isEqualTo(value);
    }
}
