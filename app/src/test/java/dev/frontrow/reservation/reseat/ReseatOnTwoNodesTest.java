package dev.frontrow.reservation.reseat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.AuditedTest;
import dev.frontrow.Crowd;
import dev.frontrow.Operators;
import dev.frontrow.SecondNode;
import dev.frontrow.Stage;
import dev.frontrow.cluster.Beats;
import dev.frontrow.identity.roles.OperatorRole;
import dev.frontrow.news.FeedReading;
import dev.frontrow.reservation.Reservations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/// Tickets are moved on two nodes at once.
@TestPropertySource(
        properties = {
            "frontrow.cluster.enabled=on",
            "frontrow.cluster.node=first",
            "frontrow.identity.token-key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
        })
@DirtiesContext
class ReseatOnTwoNodesTest extends AuditedTest {

    @Autowired
    private Operators operators;

    @Autowired
    private Environment settings;

    @Autowired
    private BeanFactory beans;

    @Autowired
    private Reservations reservations;

    private static Answer moves(ApiClient desk, String ticketId, String seat, String key) {
        return desk.idempotencyKey(key)
                .post("/api/v1/operator/tickets/" + ticketId + "/reseat", Map.of("seat", seat, "oldSeat", "AT_ONCE"));
    }

    private static String ticket(ApiClient desk, Stage stage, String seat) {
        return desk.idempotencyKey("sells " + seat)
                .post(
                        "/api/v1/operator/performances/" + stage.performanceId() + "/sales",
                        Map.of("seats", List.of(seat), "method", "CASH"))
                .expect(201)
                .body()
                .at("/tickets/0/ticketId")
                .asString();
    }

    @Test
    void ofTwoMovesToOneSeatOneWinsAndBothNodesShowIt() {
        String token = operators.make(OperatorRole.BOX_OFFICE).accessToken();
        try (SecondNode second = SecondNode.beside(settings, clock())) {
            List.of(beans, second.beans()).forEach(Beats::begin);
            Stage stage = Stage.open(api(), clock());
            FeedReading.at(second.beans());
            ApiClient here = api().bearer(token).with("Audit-Reason", "broken");
            ApiClient there = second.api().bearer(token).with("Audit-Reason", "broken");
            String one = ticket(here, stage, "1");
            String other = ticket(here, stage, "2");
            var seen = second.bean(Reservations.class);
            seen.freeSeats(stage.performanceId());

            var answers = Crowd.atOnce(
                    List.of(true, false),
                    first -> first
                            ? moves(here, one, "7", UUID.randomUUID().toString())
                            : moves(there, other, "7", UUID.randomUUID().toString()));
            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
            String repeated = moves(here, one, "9", "to 9").expect(201).text();
            assertThat(moves(there, one, "9", "to 9").expect(201).text()).isEqualTo(repeated);

            FeedReading.at(second.beans());
            FeedReading.at(beans);
            clock().advance(Duration.ofSeconds(2));
            assertThat(seen.freeSeats(stage.performanceId()))
                    .contains("1")
                    .doesNotContain("9")
                    .isEqualTo(reservations.freeSeats(stage.performanceId()));
        }
    }
}
