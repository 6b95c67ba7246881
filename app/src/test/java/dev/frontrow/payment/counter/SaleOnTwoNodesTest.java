package dev.frontrow.payment.counter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.SecondNode;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.cluster.Beats;
import dev.frontrow.news.FeedReading;
import dev.frontrow.reservation.Reservations;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            "frontrow.cluster.enabled=on",
            "frontrow.cluster.node=first",
            "frontrow.identity.token-key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
        })
@DirtiesContext
class SaleOnTwoNodesTest extends ServerTest {

    @Autowired
    private Environment settings;

    @Autowired
    private BeanFactory beans;

    @Test
    void theOtherNodeShowsTheSeatsAsSold() {
        try (SecondNode second = SecondNode.beside(settings, clock())) {
            List.of(beans, second.beans()).forEach(Beats::begin);
            Stage stage = Stage.open(api(), clock());
            FeedReading.at(second.beans());
            var seats = second.bean(Reservations.class);
            assertThat(seats.freeSeats(stage.performanceId())).contains("1", "2");

            new BoxOffice(newOperator(), stage).sells("CASH", List.of("1")).expect(201);
            FeedReading.at(second.beans());
            clock().advance(Duration.ofSeconds(2));

            assertThat(seats.freeSeats(stage.performanceId())).contains("2").doesNotContain("1");
        }
    }
}
