package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.Fan;
import dev.frontrow.Stage;
import dev.frontrow.cluster.SingleJobs;
import dev.frontrow.waitingroom.alerts.Calls;
import dev.frontrow.waitingroom.push.FakeBrowser;
import dev.frontrow.waitingroom.push.FakePushService;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Alerts of a line on two nodes.
class AlertsOnTwoNodesTest extends TwoNodesTest {

    @AutoClose
    private final FakePushService service = new FakePushService();

    @Test
    void nodesShareTheKeyAndOnlyOneOfThemTellsTheFan() {
        Stage stage = crowded();
        Fan fan = stage.fan();
        fan.joins().expect(201);
        FakeBrowser browser = service.browser();
        String path = "/api/v1/concerts/" + stage.concertId() + "/turn-alert";
        Fan there = second().of(fan);
        there.admittedApi().post(path, browser.form()).expect(204);

        stage.steer(Map.of("capacity", 2)).expect(200);
        secondPasses();
        secondPasses();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> nodes().stream()
                        .anyMatch(node -> node.beans().getBean(SingleJobs.class).areHere()));
        nodes().forEach(node -> Calls.at(node.beans(), service));
        nodes().forEach(node -> Calls.at(node.beans(), service));

        assertThat(service.told()).hasSize(1);
        String key =
                fan.admittedApi().get(path).expect(200).body().path("publicKey").asString();
        assertThat(key)
                .hasSize(87)
                .isEqualTo(there.admittedApi()
                        .get(path)
                        .expect(200)
                        .body()
                        .path("publicKey")
                        .asString());
        assertThat(service.told().getFirst().header("Authorization")).endsWith(", k=" + key);
    }
}
