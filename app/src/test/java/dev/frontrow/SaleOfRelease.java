package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.backup.Backup;
import dev.frontrow.backup.BackupRefused;
import dev.frontrow.backup.Script;
import dev.frontrow.database.DatabaseLogin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A small but whole sale of a release, kept as the backup of it: what every later version must be able to take over.
/// Four fans were in a drawn line; one has two tickets, one was refunded, one gave a seat back and left, one never
/// paid.
final class SaleOfRelease {

    static final String RELEASE = "0.1.0";

    /// Makes it anew with this version: see the README beside it.
    static final String WRITE = "frontrow.write-release";

    static final Path FILE = Path.of("src", "test", "resources", "releases", RELEASE + ".backup");

    private static final long MONEY = 900_000;
    private static final Duration TO_THE_OPENING = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SECOND_OPERATOR = "desk-2";

    /// What the sale must have left behind; every other table is compared with what the backup says.
    private static final Map<String, Long> ROWS = Map.of(
            "identity.buyer", 6L,
            "identity.operator", 2L,
            "waitingroom.draw", 1L,
            "waitingroom.place", 4L,
            "reservation.hold", 4L,
            "reservation.ticket", 3L,
            "payment.payment", 2L,
            "payment.refund", 1L,
            "boxoffice.report_key", 1L);

    private SaleOfRelease() {}

    static void play(ApiClient api) {
        ApiClient operator = api.asOperator();
        Stage stage = Stage.made(api, make(operator));
        List<Fan> fans = new ArrayList<>();
        for (String name : List.of("mina", "jun", "sora", "hana")) {
            api.post("/api/v1/buyers", Map.of("username", name, "password", ApiClient.PASSWORD))
                    .expect(201);
            Fan fan = stage.fan(api.asSignedIn(name, ApiClient.PASSWORD));
            fan.topsUp(MONEY).expect(201);
            fan.joins().expect(201);
            fans.add(fan);
        }
        fans.forEach(SaleOfRelease::entersInTurn);
        fans.get(0).holds("1", "2").expect(201);
        fans.get(0).pays("mina pays").expect(201);
        fans.get(1).holds("3").expect(201);
        refund(operator, fans.get(1).pays("jun pays").expect(201).body());
        fans.get(2).holds("4").expect(201);
        fans.get(2).releases().expect(204);
        fans.get(2).leaves().expect(204);
        fans.get(3).holds("5").expect(201);
        operator.get("/api/v1/operator/concerts/" + stage.concertId() + "/report")
                .expect(200);
        invite(operator);
    }

    /// Its performance is so late that later versions still sell it.
    private static long make(ApiClient operator) {
        Instant opening = Instant.now().plus(TO_THE_OPENING);
        Map<String, Object> request = new HashMap<>(Stage.request(Instant.now()));
        request.put("title", "봄밤, \"B\" = C");
        request.put("preQueueOpensAt", opening.minusSeconds(60).toString());
        request.put("opensAt", opening.toString());
        request.put("performances", List.of(Map.of("startsAt", "2099-05-01T10:00:00Z", "seatCount", 12)));
        return operator.post("/api/v1/operator/concerts", request)
                .expect(201)
                .body()
                .path("concertId")
                .asLong();
    }

    private static void entersInTurn(Fan fan) {
        await().atMost(PATIENCE)
                .until(() -> fan.polls().body().path("state").asString().equals("ADMITTED"));
    }

    private static void refund(ApiClient operator, JsonNode payment) {
        operator.with("Audit-Reason", "ill")
                .idempotencyKey("refund of jun")
                .post(
                        "/api/v1/operator/orders/" + payment.path("paymentId").asString() + "/refunds",
                        Map.of(
                                "seats",
                                "AT_ONCE",
                                "tickets",
                                List.of(payment.at("/tickets/0/ticketId").asString())))
                .expect(201);
    }

    private static void invite(ApiClient operator) {
        String token = operator.post("/api/v1/operator/invitations", Map.of("role", "SUPPORT", "note", "창구 2"))
                .expect(201)
                .body()
                .path("token")
                .asString();
        operator.post(
                        "/api/v1/invitations/redemptions",
                        Map.of("token", token, "username", SECOND_OPERATOR, "password", ApiClient.PASSWORD))
                .expect(201);
    }

    static void write(DatabaseLogin owner) throws BackupRefused {
        new Backup(new ModuleScripts(), RELEASE, _ -> {}).write(owner, null, FILE);
    }

    /// Every row of it is there, before any server has worked on them.
    static void isIn(DatabaseLogin owner) {
        Map<String, Long> then = new TreeMap<>();
        contents()
                .path("tables")
                .forEach(table -> then.put(
                        table.path("name").asString(), table.path("rows").asLong()));
        var jdbc = JdbcClient.create(new DriverManagerDataSource(owner.url(), owner.username(), owner.password()));
        Map<String, Long> now = new TreeMap<>();
        then.keySet()
                .forEach(table -> now.put(
                        table,
                        jdbc.sql("select count(*) from " + table)
                                .query(Long.class)
                                .single()));

        assertThat(now).isEqualTo(then).containsAllEntriesOf(ROWS);
        assertThat(then.get("audit.entry")).isPositive();
    }

    /// Its people go on: with their passwords, with their money, and with the seats that they left.
    static void goesOn(ApiClient api) {
        Stage stage = Stage.made(api, 1);
        Fan mina = stage.fan(api.asSignedIn("mina", ApiClient.PASSWORD));
        Fan jun = stage.fan(api.asSignedIn("jun", ApiClient.PASSWORD));
        Fan hana = stage.fan(api.asSignedIn("hana", ApiClient.PASSWORD));

        assertThat(mina.balance()).isEqualTo(MONEY - 2 * Stage.FRONT_PRICE);
        assertThat(jun.balance()).isEqualTo(MONEY);
        hana.joins().expect(201);
        entersInTurn(hana);
        hana.holds("2").expect(409);
        hana.holds("3", "4", "5").expect(201);
        hana.pays("hana pays").expect(201);
        assertThat(hana.balance()).isLessThan(MONEY);
        ApiClient desk = api.asSignedIn(SECOND_OPERATOR, ApiClient.PASSWORD);
        assertThat(desk.get("/api/v1/operator/concerts/1/waiting-room")
                        .expect(200)
                        .body()
                        .path("places"))
                .isNotNull();
    }

    /// The scripts that have made its tables.
    static List<Script> scripts() {
        return contents()
                .path("scripts")
                .valueStream()
                .map(script -> JsonMapper.shared().treeToValue(script, Script.class))
                .toList();
    }

    /// What the backup says of itself.
    private static JsonNode contents() {
        try (var zip = new ZipFile(FILE.toFile());
                var json = zip.getInputStream(zip.getEntry("contents.json"))) {
            return JsonMapper.shared().readTree(json);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
