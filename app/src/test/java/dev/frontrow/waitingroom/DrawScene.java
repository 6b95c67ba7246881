package dev.frontrow.waitingroom;

import dev.frontrow.Audit;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.draw.Draws;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// A concert before its opening, and the expected result of its draw.
abstract class DrawScene extends ServerTest {

    static final Duration TO_THE_OPENING = Duration.ofMinutes(10);
    static final HexFormat HEX = HexFormat.of();

    @Autowired
    AdmissionTick admission;

    @Autowired
    Rooms rooms;

    @Autowired
    Draws draws;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource dataSource;

    @TempDir
    Path folder;

    @AfterEach
    void leavesNoContradiction() {
        new Audit(dataSource).findsNoContradiction(clock().instant());
    }

    List<String> everythingAbout(Stage stage, Fan fan) {
        return List.of(
                api().get(path(stage)).expect(200).text(),
                api().get(path(stage)).expect(200).text(),
                stage.roomStatus().expect(200).text(),
                receipt(fan).toString(),
                api().get("/api/v1/concerts/" + stage.concertId()).expect(200).text(),
                stage.steer(Map.of()).expect(200).text());
    }

    String secret(Stage stage) {
        return jdbc.sql("select encode(secret, 'hex') from waitingroom.draw where concert_id = ?")
                .param(stage.concertId())
                .query(String.class)
                .single();
    }

    /// Registrations are open; the sale begins in ten minutes.
    Stage preQueue(Map<String, ?> otherwise) {
        Map<String, Object> request = new HashMap<>(otherwise);
        request.put("preQueueOpensAt", clock().instant().minusSeconds(60).toString());
        request.put("opensAt", clock().instant().plus(TO_THE_OPENING).toString());
        return Stage.with(api(), clock(), request);
    }

    List<Fan> join(Stage stage, int count) {
        List<Fan> fans = new ArrayList<>(crowd().of(count, stage));
        fans.forEach(fan -> fan.joins().expect(201));
        return fans;
    }

    void opens(Stage stage) {
        clock().advance(TO_THE_OPENING);
        rooms.find(stage.concertId());
        admission.tick();
    }

    static List<Long> positions(List<Fan> fans) {
        return fans.stream().map(DrawScene::position).toList();
    }

    static long position(Fan fan) {
        return fan.polls().expect(200).body().path("position").asLong();
    }

    static String state(Fan fan) {
        return text(fan.polls().expect(200).body(), "state");
    }

    JsonNode draw(Stage stage) {
        return draw(stage, "");
    }

    JsonNode draw(Stage stage, String query) {
        return api().get(path(stage) + query).expect(200).body();
    }

    static JsonNode receipt(Fan fan) {
        return fan.api().get(path(fan.stage()) + "/receipt").expect(200).body();
    }

    static String path(Stage stage) {
        return "/api/v1/concerts/" + stage.concertId() + "/draw";
    }

    static String text(JsonNode node, String member) {
        return node.path(member).asString();
    }

    String saved(String content) throws Exception {
        return Files.writeString(Files.createTempFile(folder, "receipt", ".json"), content)
                .toString();
    }
}
