package dev.frontrow.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.Fan;
import dev.frontrow.ScarceServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Two networks compete for eight streams.
class SeatStreamSharesTest extends ScarceServerTest {

    private static final String CARRIER = "127.0.0.4";
    private static final String OTHER = "127.0.0.5";

    @Autowired
    SeatStreams streams;

    private final List<SeatStreamReader> readers = new ArrayList<>();

    @AfterEach
    void closeStreams() {
        readers.forEach(SeatStreamReader::close);
    }

    @Test
    void aNetworkNeverHasMoreStreamsThanItsShare() {
        Stage stage = Stage.open(api(), clock());
        List<Fan> fans = crowd().of(5, stage);
        fans.forEach(Fan::joinsAndEnters);

        int tabs = 0;
        while (opens(CARRIER, fans.getFirst())) {
            tabs++;
        }
        assertThat(tabs).isEqualTo(4);
        assertThat(fans.subList(1, 4).stream().filter(fan -> opens(CARRIER, fan)))
                .hasSize(2);
        assertThat(opens(OTHER, fans.getLast())).isTrue();
    }

    /// The server detects a closed connection when it writes.
    @Test
    void readersWhoAreGoneGiveTheirShareBack() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = crowd().of(1, stage).getFirst().joinsAndEnters();
        while (opens(CARRIER, fan)) {}
        readers.forEach(SeatStreamReader::close);

        await().atMost(Duration.ofSeconds(60)).until(() -> {
            fan.holds("3").expect(201);
            fan.releases().expect(204);
            return opens(CARRIER, fan);
        });
    }

    private boolean opens(String address, Fan fan) {
        SeatStreamReader reader = SeatStreamReader.from(address, port(), fan);
        if (reader.status() != 200) {
            reader.close();
            return false;
        }
        return readers.add(reader);
    }
}
