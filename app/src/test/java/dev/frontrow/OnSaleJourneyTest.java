package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The whole way of one fan through an on-sale, step by step.
class OnSaleJourneyTest extends ServerTest {

    @Test
    void takesFanFromTheLineToThePaidTicket() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan();

        fan.joins().expect(201);
        assertThat(fan.polls().body().path("state").asString()).isEqualTo("ADMITTED");
        assertThat(fan.seesSeats().body().path("seats")).hasSize(50);
        fan.holds("12", "13").expect(201);
        fan.topsUp(500_000).expect(201);
        var payment = fan.pays("first-try").expect(201);

        assertThat(payment.body().path("status").asString()).isEqualTo("PAID");
        assertThat(payment.body().path("tickets")).hasSize(2);
        assertThat(fan.balance())
                .isEqualTo(500_000 - payment.body().path("amountMinor").asLong());
        assertThat(fan.polls().body().path("state").asString()).isEqualTo("FINISHED");
        assertThat(fan.api().get("/api/v1/tickets").expect(200).body().path("tickets"))
                .hasSize(2);
        assertThat(stage.fan().joinsAndEnters().seatStatus("12")).isEqualTo("SOLD");
    }
}
