package dev.frontrow.waitingroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.Fan;
import dev.frontrow.Launcher;
import dev.frontrow.Stage;
import dev.frontrow.draw.DrawHashes;
import dev.frontrow.draw.Sha256;
import dev.frontrow.line.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Which data of a draw is published, and when.
class DrawPublicationTest extends DrawScene {

    @Test
    void commitsBeforeTheFirstRegistrationAndShowsTheSecretAfterTheDraw() {
        Stage stage = preQueue(Map.of());
        JsonNode before = draw(stage);
        join(stage, 3);
        JsonNode during = draw(stage);

        opens(stage);

        JsonNode after = draw(stage);
        assertThat(before.propertyNames()).containsExactlyInAnyOrder("algorithm", "concertId", "commitment");
        assertThat(during).isEqualTo(before);
        assertThat(after.path("commitment")).isEqualTo(before.path("commitment"));
        assertThat(HEX.formatHex(Sha256.of(HEX.parseHex(text(after, "secret")))))
                .isEqualTo(text(before, "commitment"));
        assertThat(after.path("registrations").asLong()).isEqualTo(3);
    }

    @Test
    void keepsSecretAndSeedUntilTheDrawIsDone() {
        Stage stage = preQueue(Map.of("drawBeacon", "tomorrow's lottery"));
        Fan fan = stage.fan();
        String secret = secret(stage);
        List<String> seen = new ArrayList<>();

        seen.add(fan.joins().expect(201).text());
        seen.addAll(everythingAbout(stage, fan));
        opens(stage);
        seen.addAll(everythingAbout(stage, fan));
        seen.add(fan.polls().expect(200).text());

        assertThat(seen)
                .noneMatch(text -> text.contains(secret) || text.contains("\"seed\"") || text.contains("\"secret\""));
        assertThat(draw(stage).propertyNames())
                .containsExactlyInAnyOrder(
                        "algorithm",
                        "concertId",
                        "commitment",
                        "beaconSource",
                        "registrations",
                        "lanes",
                        "root",
                        "leaves");
    }

    @Test
    void everyFanCanCheckTheDrawAndForgedReceiptsFail() throws Exception {
        Stage stage = preQueue(Map.of());
        List<Fan> fans = join(stage, 20);
        fans.get(3).leaves().expect(204);
        String early = receipt(fans.get(4)).toString();
        opens(stage);
        String url = "http://127.0.0.1:" + port() + path(stage);
        String receipt = receipt(fans.get(4)).toString();
        String stolen = receipt.replace(text(receipt(fans.get(4)), "buyerId"), text(receipt(fans.get(5)), "buyerId"));

        Launcher good = Launcher.run(Map.of(), "verify-draw", url, "--receipt", saved(receipt));
        Launcher fromBefore = Launcher.run(Map.of(), "verify-draw", url, "--receipt", saved(early));
        Launcher forged = Launcher.run(Map.of(), "verify-draw", url, "--receipt", saved(stolen));

        assertThat(good.output())
                .contains("Verified.", "its path leads to the root")
                .doesNotContain("FAIL");
        assertThat(good.exitCode()).isZero();
        assertThat(fromBefore.exitCode()).isZero();
        assertThat(forged.output()).contains("FAIL  receipt: its leaf follows");
        assertThat(forged.exitCode()).isEqualTo(1);
    }

    @Test
    void receiptsHavePathAndPositionOnceDrawn() {
        Stage stage = preQueue(Map.of("admitPerMinute", 1));
        List<Fan> fans = join(stage, 7);
        JsonNode before = receipt(fans.get(2));

        opens(stage);

        JsonNode after = receipt(fans.get(2));
        assertThat(before.propertyNames())
                .containsExactlyInAnyOrder(
                        "algorithm", "commitment", "concertId", "lane", "number", "index", "buyerId", "nonce", "leaf");
        assertThat(after.propertyNames())
                .containsAll(before.propertyNames())
                .contains("registrations", "path", "root", "position");
        assertThat(text(after, "leaf")).isEqualTo(text(before, "leaf"));
        assertThat(before.path("index").asLong()).isEqualTo(2);
        assertThat(after.path("position").asLong()).isEqualTo(position(fans.get(2)));
    }

    @Test
    void hasNoReceiptForWhoeverDidNotRegister() {
        Stage stage = preQueue(Map.of());
        Stage other = preQueue(Map.of());
        Fan elsewhere = other.fan();
        elsewhere.joins().expect(201);
        join(stage, 2);
        opens(stage);
        Fan late = stage.fan();
        late.joins().expect(201);

        stage.fan().api().get(path(stage) + "/receipt").expectProblem(404, "draw-receipt-unknown");
        late.api().get(path(stage) + "/receipt").expectProblem(404, "draw-receipt-unknown");
        elsewhere.api().get(path(stage) + "/receipt").expectProblem(404, "draw-receipt-unknown");
        api().get(path(stage) + "/receipt").expectProblem(401, "unauthenticated");
        elsewhere.api().get("/api/v1/concerts/987654321/draw/receipt").expectProblem(404, "concert-unknown");
        api().get("/api/v1/concerts/987654321/draw").expectProblem(404, "concert-unknown");
    }

    @Test
    void placesGivenUpStayRegistrationsAndTheNewestCounts() {
        Stage stage = preQueue(Map.of("admitPerMinute", 60_000));
        List<Fan> fans = join(stage, 5);
        fans.get(1).leaves().expect(204);
        fans.get(3).leaves().expect(204);
        fans.get(3).joins().expect(201);

        opens(stage);

        assertThat(draw(stage).path("registrations").asLong()).isEqualTo(6);
        assertThat(receipt(fans.get(1)).path("number").asLong()).isEqualTo(2);
        assertThat(receipt(fans.get(3)).path("number").asLong()).isEqualTo(6);
        assertThat(state(fans.get(1))).isEqualTo("LEFT");
        for (Fan fan : List.of(fans.get(0), fans.get(2), fans.get(3), fans.get(4))) {
            assertThat(state(fan)).isEqualTo("ADMITTED");
        }
    }

    @Test
    void givesVoidNumbersALeafOfTheirOwn() {
        Stage stage = preQueue(Map.of());
        join(stage, 2);
        long lost = useUpNumber(stage);
        List<Fan> later = join(stage, 1);

        opens(stage);

        JsonNode leaves = draw(stage).path("leaves");
        assertThat(leaves).hasSize(4);
        assertThat(leaves.get(2).asString())
                .isEqualTo(HEX.formatHex(DrawHashes.voidLeaf(stage.concertId(), Lane.GENERAL, lost)));
        assertThat(leaves.get(3).asString()).isEqualTo(text(receipt(later.getFirst()), "leaf"));
    }

    @Test
    void pagesTheLeaves() {
        Stage stage = preQueue(Map.of());
        List<Fan> fans = join(stage, 5);
        assertThat(draw(stage).has("leaves")).isFalse();
        opens(stage);

        JsonNode whole = draw(stage);
        JsonNode page = draw(stage, "?fromLeaf=1&limit=2");

        assertThat(whole.has("nextLeaf")).isFalse();
        assertThat(whole.path("leaves").get(4).asString()).isEqualTo(text(receipt(fans.get(4)), "leaf"));
        assertThat(page.path("leaves")).hasSize(2);
        assertThat(page.path("leaves").get(0)).isEqualTo(whole.path("leaves").get(1));
        assertThat(page.path("nextLeaf").asLong()).isEqualTo(3);
        assertThat(draw(stage, "?fromLeaf=3&limit=2").has("nextLeaf")).isFalse();
        assertThat(draw(stage, "?fromLeaf=" + Long.MAX_VALUE).path("leaves")).isEmpty();
        assertThat(draw(stage, "?limit=0").path("leaves")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fromLeaf=-1", "fromLeaf=x", "fromLeaf=9223372036854775808", "limit=-1", "limit=10001"})
    void refusesPagesThatThereAreNot(String query) {
        Stage stage = preQueue(Map.of());

        api().get(path(stage) + "?" + query).expectProblem(400, "request-invalid");
    }

    @Test
    void mayBeKeptForeverOnceDrawnAndForSecondBefore() {
        Stage stage = preQueue(Map.of());
        join(stage, 1);
        assertThat(api().get(path(stage)).header("Cache-Control")).contains("max-age=1,", "public");

        opens(stage);

        var answer = api().get(path(stage)).expect(200);
        assertThat(answer.header("Cache-Control")).contains("max-age=31536000", "public", "immutable");
        api().with("If-None-Match", answer.header("ETag")).get(path(stage)).expect(304);
        assertThat(api().get(path(stage) + "?fromLeaf=1").header("ETag")).isNotEqualTo(answer.header("ETag"));
    }

    /// Uses up the next number in vain, as a join does that loses a race at the last moment.
    private long useUpNumber(Stage stage) {
        return jdbc.sql("""
                        update waitingroom.lane
                        set number_given = number_given + 1
                        where concert_id = :concertId and lane = 'GENERAL'
                        returning number_given
                        """)
                .param("concertId", stage.concertId())
                .query(Long.class)
                .single();
    }
}
