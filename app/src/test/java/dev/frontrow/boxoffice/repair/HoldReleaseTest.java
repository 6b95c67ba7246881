package dev.frontrow.boxoffice.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What an operator's release does to the seats, and to the fan who held them.
class HoldReleaseTest extends ServerTest {

    private static String address(String holdId) {
        return "/api/v1/operator/holds/" + holdId;
    }

    @Test
    void freesTheSeatsAtOnceForEverybody() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan().joinsAndEnters();
        fan.holds("1", "2").expect(201);
        Fan other = stage.fan().joinsAndEnters();
        assertThat(other.seatStatus("1")).isEqualTo("HELD");

        stage.operator().delete(address(fan.holdId())).expect(204);

        assertThat(other.seatStatus("1")).isEqualTo("FREE");
        other.holds("1", "2").expect(201);
    }

    @Test
    void letsTheFanKnowAndPayNoMore() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan().joinsAndEnters();
        fan.topsUp(900_000).expect(201);
        fan.holds("3").expect(201);
        stage.operator().delete(address(fan.holdId())).expect(204);

        assertThat(fan.api()
                        .get("/api/v1/holds/" + fan.holdId())
                        .expect(200)
                        .body()
                        .path("status")
                        .asString())
                .isEqualTo("RELEASED");
        fan.pays("too late").expectProblem(409, "hold-expired");
        assertThat(fan.balance()).isEqualTo(900_000);
    }

    @Test
    void isNoOffenceWhenRepeated() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan().joinsAndEnters();
        fan.holds("4").expect(201);
        stage.operator().delete(address(fan.holdId())).expect(204);
        stage.fan().joinsAndEnters().holds("4").expect(201);

        stage.operator().delete(address(fan.holdId())).expect(204);

        assertThat(stage.fan().joinsAndEnters().seatStatus("4"))
                .as("of somebody else by now")
                .isEqualTo("HELD");
    }

    @Test
    void leavesPaidSeatsAlone() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan();
        fan.topsUp(900_000).expect(201);
        fan.joinsAndEnters().holds("5").expect(201);
        fan.pays("paid").expect(201);

        stage.operator().delete(address(fan.holdId())).expectProblem(409, "hold-already-paid");
        assertThat(stage.fan().joinsAndEnters().seatStatus("5")).isEqualTo("SOLD");
    }

    @Test
    void isRefusedToBuyersAndForUnknownHolds() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan().joinsAndEnters();
        fan.holds("6").expect(201);

        newBuyer().delete(address(fan.holdId())).expectProblem(403, "forbidden");
        stage.operator().delete(address(UUID.randomUUID().toString())).expectProblem(404, "hold-unknown");
        stage.operator().delete(address("nope")).expectProblem(404, "hold-unknown");
    }

    @Test
    void isWrittenDownOnceWithItsReason() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan().joinsAndEnters();
        fan.holds("7").expect(201);

        stage.operator()
                .with("Audit-Reason", "%EC%A0%84%ED%99%94%20asked")
                .delete(address(fan.holdId()))
                .expect(204);
        stage.operator().delete(address(fan.holdId())).expect(204);

        var entries = stage.operator()
                .get("/api/v1/operator/audit?subject=hold%20" + fan.holdId())
                .expect(200)
                .body()
                .path("entries");
        assertThat(entries).hasSize(1);
        assertThat(entries.at("/0/action").asString()).isEqualTo("HOLD_RELEASED");
        assertThat(entries.at("/0/actor").asString()).isEqualTo("operator");
        assertThat(entries.at("/0/reason").asString()).isEqualTo("전화 asked");
    }
}
