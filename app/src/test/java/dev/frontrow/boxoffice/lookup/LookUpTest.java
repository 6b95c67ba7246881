package dev.frontrow.boxoffice.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What the counter finds, and what it is told.
class LookUpTest extends ServerTest {

    private static JsonNode searched(Stage stage, String text) {
        return stage.operator()
                .get("/api/v1/operator/search?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                .expect(200)
                .body()
                .path("found");
    }

    private static List<String> kinds(JsonNode found, String id) {
        List<String> kinds = new ArrayList<>();
        found.forEach(one -> {
            if (one.path("id").asString().equals(id)) {
                kinds.add(one.path("kind").asString());
            }
        });
        return kinds;
    }

    private static JsonNode story(Stage stage, String buyerId) {
        return stage.operator()
                .get("/api/v1/operator/buyers/" + buyerId + "/story")
                .expect(200)
                .body();
    }

    private static List<String> codes(List<JsonNode> events) {
        return events.stream().map(event -> event.path("code").asString()).toList();
    }

    /// Without the sign-up, which the database dates by its own clock.
    private static List<JsonNode> events(JsonNode story) {
        List<JsonNode> events = new ArrayList<>();
        story.path("events").forEach(events::add);
        assertThat(events.removeIf(event -> event.path("code").asString().equals("SIGNED_UP")))
                .isTrue();
        return events;
    }

    @Test
    void findsAnOrderByEachOfItsNames() {
        Stage stage = Stage.open(api(), clock());
        JsonNode order = stage.fan().buys("1", "2");
        String paymentId = order.path("paymentId").asString();
        String lastGroup = paymentId.substring(24);
        String number =
                "%s-%s-%s".formatted(lastGroup.substring(0, 4), lastGroup.substring(4, 8), lastGroup.substring(8));

        Stream.of(paymentId, lastGroup, number.toUpperCase(java.util.Locale.ROOT), " " + number + " ")
                .forEach(name -> assertThat(kinds(searched(stage, name), paymentId))
                        .as(name)
                        .containsExactly("ORDER"));
    }

    @Test
    void findsATicketByItsCodeAndByItsSeat() {
        Stage stage = Stage.open(api(), clock());
        JsonNode ticket = stage.fan().buys("3").path("tickets").path(0);
        String ticketId = ticket.path("ticketId").asString();

        for (String name : List.of(
                ticketId,
                ticket.path("barcode").asString(),
                ticket.path("barcode").asString().toLowerCase(java.util.Locale.ROOT),
                stage.performanceId() + " 3",
                stage.performanceId() + ":3")) {
            assertThat(kinds(searched(stage, name), ticketId)).as(name).containsExactly("TICKET");
        }
    }

    /// Seats that were held and paid are told as they were then.
    @Test
    void findsAMovedTicketByItsOldCodeAndTellsOfTheMove() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan();
        JsonNode paid = fan.buys("3", "4");
        JsonNode ticket = paid.path("tickets").path(0);
        String id = ticket.path("ticketId").asString();
        clock().advance(Duration.ofSeconds(1));
        stage.operator()
                .with("Audit-Reason", "broken")
                .idempotencyKey("move " + id)
                .post("/api/v1/operator/tickets/" + id + "/reseat", Map.of("seat", "7", "oldSeat", "AT_ONCE"))
                .expect(201);

        String old = ticket.path("barcode").asString();
        JsonNode found = searched(stage, old);
        assertThat(kinds(found, id)).containsExactly("MOVED_TICKET");
        String code = fan.api()
                .get("/api/v1/tickets/" + id)
                .expect(200)
                .body()
                .path("barcode")
                .asString();
        assertThat(kinds(searched(stage, code), id)).containsExactly("TICKET");
        List<JsonNode> events = events(story(stage, fan.buyerId()));
        assertThat(codes(events)).endsWith("HELD", "PAID", "RESEATED");
        assertThat(events.getLast().path("seats").valueStream().map(JsonNode::asString))
                .containsExactly("3", "7");
        assertThat(events.get(events.size() - 2).path("seats").valueStream().map(JsonNode::asString))
                .containsExactly("3", "4");
        assertEvidenceTellsOfTheMove(stage, paid.path("paymentId").asString());
    }

    private static void assertEvidenceTellsOfTheMove(Stage stage, String paymentId) {
        JsonNode evidence = stage.operator()
                .get("/api/v1/operator/orders/" + paymentId + "/evidence")
                .expect(200)
                .body();
        assertThat(evidence.at("/hold/seats").valueStream().map(JsonNode::asString))
                .containsExactly("7", "4");
        assertThat(evidence.path("audit")
                        .valueStream()
                        .map(entry -> entry.path("action").asString()))
                .contains("TICKET_RESEATED");
    }

    @Test
    void findsATicketOfAnAreaByItsEntryNumber() {
        Stage stage =
                Stage.ofPlaces(api(), clock(), 1, Map.of("areas", List.of(Stage.numberedArea("스탠딩 A", 5, "Back"))));
        Fan fan = stage.fan();
        fan.topsUp(900_000).expect(201);
        fan.joinsAndEnters().holdsIn("스탠딩 A", 2).expect(201);
        String second =
                fan.pays("pay").expect(201).body().at("/tickets/1/ticketId").asString();

        assertThat(kinds(searched(stage, stage.performanceId() + " 스탠딩 A 2"), second))
                .containsExactly("TICKET");
    }

    @Test
    void findsAHoldByItsIdAndByItsSeat() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan().joinsAndEnters();
        fan.holds("4", "5").expect(201);

        assertThat(kinds(searched(stage, fan.holdId()), fan.holdId())).containsExactly("HOLD");
        assertThat(kinds(searched(stage, stage.performanceId() + ", 5"), fan.holdId()))
                .containsExactly("HOLD");
    }

    @Test
    void findsAPlaceInLine() {
        Stage stage = Stage.open(api(), clock());
        stage.fan().joinsAndEnters();
        String place = stage.concertId() + "-GENERAL-1";

        for (String name : List.of(place, stage.concertId() + " 1", stage.concertId() + " general 1")) {
            assertThat(kinds(searched(stage, name), place)).as(name).containsExactly("PLACE");
        }
    }

    @Test
    void findsABuyerByNameAddressAndId() {
        Stage stage = Stage.open(api(), clock());
        String word = UUID.randomUUID().toString().substring(0, 8);
        String username = "Seeker-" + word;
        api().post(
                        "/api/v1/buyers",
                        Map.of("username", username, "password", ApiClient.PASSWORD, "displayName", word + " 김미나, Jr."))
                .expect(201);
        ApiClient buyer = api().asSignedIn(username, ApiClient.PASSWORD);
        String address = word + ".Mina@example.org";
        owner().sql("update identity.buyer set recovery_address = :address where username = :username")
                .param("address", address)
                .param("username", username)
                .update();
        String id =
                buyer.get("/api/v1/buyers/me/balance").body().path("buyerId").asString();

        for (String name :
                List.of(username, "seeker-" + word.substring(0, 7), word + " 김미", word + ".MINA@EXAMPLE.ORG", id)) {
            assertThat(kinds(searched(stage, name), id)).as(name).containsExactly("BUYER");
        }
        assertThat(kinds(searched(stage, "미나"), id))
                .as("only names that begin so")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "_",
                "a' or 1=1 --",
                "<script>nobody</script>",
                "\\",
                "12 GENERAL 99999999999999999",
                "7 \uD83C\uDFA4"
            })
    void findsNothingByWhatNobodyIsCalled(String text) {
        Stage stage = Stage.open(api(), clock());

        assertThat(searched(stage, text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%20%20", "a%00b"})
    void refusesToSearchForNothing(String text) {
        ApiClient operator = api().asOperator();

        assertThat(operator.get("/api/v1/operator/search?q=" + text)
                        .expectProblem(400, "request-invalid")
                        .fault("q"))
                .isNotEmpty();
    }

    @Test
    void answersNoMoreThanFifty() {
        Stage stage = Stage.open(api(), clock());
        String word = "many" + UUID.randomUUID().toString().substring(0, 8);
        owner().sql("""
                        insert into identity.buyer (buyer_id, role, username)
                        select gen_random_uuid(), 'BUYER', :word || n from generate_series(1, 60) n
                        """).param("word", word).update();

        assertThat(searched(stage, word)).hasSize(50);
    }

    @Test
    void tellsAStoryInTheOrderOfTime() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan();
        holdsExtendsAndPays(fan);

        List<JsonNode> events = events(story(stage, fan.buyerId()));

        assertThat(codes(events))
                .containsExactly(
                        "JOINED",
                        "ADMITTED",
                        "HELD",
                        "EXTENDED",
                        "RELEASED",
                        "HELD",
                        "REFUSED",
                        "RELEASED",
                        "TOPPED_UP",
                        "HELD",
                        "PAID");
        assertDetails(events);
    }

    private static void assertDetails(List<JsonNode> events) {
        assertThat(events.get(1).path("at").asString())
                .isEqualTo(events.get(0).path("at").asString());
        assertThat(events.get(3).has("at"))
                .as("when a hold was extended is not kept")
                .isFalse();
        assertThat(events.get(6).path("refusal").asString()).isEqualTo("balance-insufficient");
        assertThat(events.get(10).path("amountMinor").asLong()).isEqualTo(Stage.FRONT_PRICE);
        assertThat(events.get(10).path("concert").asString()).isEqualTo("Spring Night");
    }

    private void holdsExtendsAndPays(Fan fan) {
        clock().advance(Duration.ofSeconds(1));
        fan.joinsAndEnters();
        clock().advance(Duration.ofSeconds(1));
        fan.holds("6").expect(201);
        clock().advance(Duration.ofSeconds(1));
        fan.extendsHold().expect(200);
        fan.releases().expect(204);
        clock().advance(Duration.ofSeconds(1));
        fan.holds("7", "8").expect(201);
        clock().advance(Duration.ofSeconds(1));
        fan.pays("too poor").expectProblem(402, "balance-insufficient");
        clock().advance(Duration.ofSeconds(1));
        fan.topsUp(900_000).expect(201);
        fan.holds("7").expect(201);
        clock().advance(Duration.ofSeconds(1));
        fan.pays("now rich").expect(201);
    }

    @Test
    void tellsOfHoldsAndAdmissionsThatLapsed() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan().joinsAndEnters();
        fan.holds("9").expect(201);
        clock().advance(Duration.ofMinutes(20));

        assertThat(codes(events(story(stage, fan.buyerId()))))
                .containsExactly("JOINED", "ADMITTED", "HELD", "HOLD_EXPIRED", "ADMISSION_ENDED");
    }

    @Test
    void tellsAStoryPageByPage() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan();
        fan.buys("10");
        String address = "/api/v1/operator/buyers/" + fan.buyerId() + "/story";
        List<String> paged = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = stage.operator()
                    .get(address + "?limit=2" + (next.isEmpty() ? "" : "&after=" + next))
                    .expect(200)
                    .body();
            page.path("events").forEach(event -> paged.add(event.path("code").asString()));
            next = page.path("next").asString("");
        } while (!next.isEmpty());

        paged.remove("SIGNED_UP");
        assertThat(paged).isEqualTo(codes(events(story(stage, fan.buyerId()))));
        assertThat(paged).containsExactly("JOINED", "ADMITTED", "TOPPED_UP", "HELD", "PAID");
    }

    @Test
    void answersAnOrderWithTicketsAndTransfers() {
        Stage stage = Stage.open(api(), clock());
        JsonNode paid = stage.fan().buys("1", "50");

        JsonNode order = stage.operator()
                .get("/api/v1/operator/orders/" + paid.path("paymentId").asString())
                .expect(200)
                .body();

        assertThat(order.at("/payment/amountMinor").asLong()).isEqualTo(Stage.FRONT_PRICE + Stage.BACK_PRICE);
        assertThat(order.at("/tickets/0/seat").asString()).isEqualTo("1");
        assertThat(order.at("/tickets/0/amountMinor").asLong()).isEqualTo(Stage.FRONT_PRICE);
        assertThat(order.at("/tickets/1/priceLevel").asString()).isEqualTo("Back");
        assertThat(order.at("/transfers/0/kind").asString()).isEqualTo("PAYMENT");
        assertThat(order.at("/transfers/0/amountMinor").asLong()).isEqualTo(Stage.FRONT_PRICE + Stage.BACK_PRICE);
    }

    @Test
    void putsTheEvidenceOfAnOrderTogether() {
        Stage stage = Stage.open(api(), clock());
        Stage other = Stage.open(api(), clock());
        Fan fan = stage.fan();
        JsonNode paid = fan.buys("13");
        other.fan(fan.api()).joinsAndEnters().holds("1").expect(201);
        String address = "/api/v1/operator/orders/" + paid.path("paymentId").asString() + "/evidence";
        stage.operator().get(address).expect(200);

        JsonNode evidence = stage.operator().get(address).expect(200).body();

        assertThat(evidence.path("places")).hasSize(1);
        assertThat(evidence.at("/places/0/state").asString()).isEqualTo("FINISHED");
        assertThat(codes(events(evidence))).containsExactly("JOINED", "ADMITTED", "TOPPED_UP", "HELD", "PAID");
        assertThat(evidence.at("/order/tickets/0/seat").asString()).isEqualTo("13");
        assertThat(evidence.at("/audit/0/action").asString()).isEqualTo("LOOKED_UP");
    }

    @Test
    void answersAHoldAndItsRefusedPayments() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan().joinsAndEnters();
        fan.holds("11").expect(201);
        fan.pays("poor").expectProblem(402, "balance-insufficient");

        JsonNode hold = stage.operator()
                .get("/api/v1/operator/holds/" + fan.holdId())
                .expect(200)
                .body();

        assertThat(hold.path("status").asString()).isEqualTo("RELEASED");
        assertThat(hold.at("/payments/0/refusal").asString()).isEqualTo("balance-insufficient");
    }

    @Test
    void answersAPlaceAsItStandsNow() {
        Stage stage = Stage.open(api(), clock());
        stage.fan().joinsAndEnters();
        String address = "/api/v1/operator/places/" + stage.concertId() + "-GENERAL-1";

        JsonNode inside = stage.operator().get(address).expect(200).body();
        clock().advance(Duration.ofMinutes(20));
        JsonNode later = stage.operator().get(address).expect(200).body();

        assertThat(inside.path("state").asString()).isEqualTo("ADMITTED");
        assertThat(inside.path("admittedAt").asString())
                .isEqualTo(inside.path("joinedAt").asString());
        assertThat(later.path("state").asString()).isEqualTo("EXPIRED");
    }

    @Test
    void answersWhereAPlaceStandsAsDrawn() {
        Stage stage = Stage.with(
                api(),
                clock(),
                Map.of(
                        "capacity", 1,
                        "preQueueOpensAt", clock().instant().toString(),
                        "opensAt", clock().instant().plusSeconds(60).toString()));
        List<Fan> fans = Stream.generate(stage::fan).limit(6).toList();
        fans.forEach(fan -> fan.joins().expect(201));
        clock().advance(Duration.ofSeconds(61));
        fans.forEach(fan -> fan.polls().expect(200));
        List<Long> positions = new ArrayList<>();
        for (int number = 1; number <= 6; number++) {
            JsonNode place = stage.operator()
                    .get("/api/v1/operator/places/" + stage.concertId() + "-GENERAL-" + number)
                    .expect(200)
                    .body();
            positions.add(place.path("position").asLong());
            long told = fans.get(number - 1).polls().body().path("position").asLong();
            assertThat(positions.getLast()).isEqualTo(told);
        }
        assertThat(positions).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
    }

    /// Neither what signs somebody in nor what lets somebody in.
    @Test
    void tellsNoSecrets() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan();
        JsonNode paid = fan.buys("12");
        String barcode = paid.at("/tickets/0/barcode").asString();

        for (String address : List.of(
                "buyers/" + fan.buyerId() + "/story",
                "orders/" + paid.path("paymentId").asString(),
                "holds/" + fan.holdId(),
                "places/" + stage.concertId() + "-GENERAL-1",
                "search?q=" + barcode)) {
            String answer = stage.operator()
                    .get("/api/v1/operator/" + address)
                    .expect(200)
                    .text();
            assertThat(answer)
                    .as(address)
                    .doesNotContainIgnoringCase("password", "hash", "$2a$", "secret", fan.queueToken(), barcode);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"search?q=a", "buyers/%s/story", "orders/%s", "holds/%s", "places/1-GENERAL-1"})
    void answersBuyersNothing(String address) {
        newBuyer()
                .get("/api/v1/operator/" + address.formatted(UUID.randomUUID()))
                .expectProblem(403, "forbidden");
    }
}
