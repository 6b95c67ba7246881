package dev.frontrow.boxoffice;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import dev.frontrow.ApiClient;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.boxoffice.concerts.Promoter;
import dev.frontrow.boxoffice.venues.Draughtsman;
import dev.frontrow.invariants.InvariantLooks;
import dev.frontrow.storefront.DocsPictures;
import dev.frontrow.storefront.Visitor;
import dev.frontrow.waitingroom.RoomTicks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// Takes the screenshots of `docs/box-office.md`: from the first sign-in to the report of a sale, at a desk in
/// English and on a tablet in Korean. To retake them, run this test alone, because some pages show all concerts
/// of the server.
class OfficeTourTest extends ServerTest {

    private static final int MINUTES = 30;
    private static final int TICKS_A_MINUTE = 12;
    private static final int TICKS_WATCHED = 12;
    private static final int CALLED_A_MINUTE = 12;
    private static final int SEATS_OF_ROW = 24;
    private static final int SECTIONS = 4;

    @TempDir
    private Path taken;

    @Autowired
    private BeanFactory server;

    private final Deque<Fan> line = new ArrayDeque<>();
    private int shoppers;
    private DocsPictures pictures;
    private Visitor desk;
    private Visitor tablet;

    @BeforeEach
    void deskAndTablet() {
        pictures = new DocsPictures("box-office.md", "office", taken);
        desk = visitor("en-US", 1440, 900);
        tablet = visitor("ko-KR", 768, 1024);
    }

    @AfterEach
    void nothingWasReported() {
        desk.close();
        tablet.close();
    }

    @Test
    void picturesEveryStopFromTheSignInToTheReport() throws IOException {
        signsIn();
        invites();
        draws();
        Stage stage = announces();
        keepsBack(stage);
        Fan mina = sells(stage);
        looksUp(mina);
        accounts(stage);
        pictures.agreeWithTheDocs(getClass());
    }

    private Visitor visitor(String language, int width, int height) {
        return new Visitor(
                port(),
                new NewContextOptions()
                        .setLocale(language)
                        .setViewportSize(width, height)
                        .setReducedMotion(ReducedMotion.REDUCE));
    }

    private void stopsAt(String stop) {
        for (Visitor visitor : List.of(desk, tablet)) {
            visitor.page().evaluate("scrollTo({ top: 0, behavior: 'instant' })");
        }
        pictures.takes(desk.page(), "desk-" + stop);
        pictures.takes(tablet.page(), "tablet-" + stop);
    }

    /// Both open the page and wait until it shows this.
    private void open(String path, String selector) {
        for (Visitor visitor : List.of(desk, tablet)) {
            visitor.goes(path).page().locator(selector).first().waitFor();
        }
    }

    private void signsIn() {
        for (Visitor visitor : List.of(desk, tablet)) {
            visitor.goes("/office/sign-in").page().locator("#username").fill("operator");
            visitor.page().locator("#password").fill(OPERATOR_PASSWORD);
        }
        stopsAt("sign-in");
        for (Visitor visitor : List.of(desk, tablet)) {
            visitor.pressesMain().isAt("/office/concerts");
        }
    }

    private void invites() {
        joins("mina.kim", "MANAGER", "Mina Kim");
        joins("jun.park", "BOX_OFFICE", "Jun, first window");
        joins("sora.lee", "AUDITOR", "Sora Lee, books");
        operator()
                .post("/api/v1/operator/invitations", Map.of("role", "SUPPORT", "note", "Hana, phone"))
                .expect(201);
        open("/office/people", "#people tr");
        stopsAt("people");
    }

    private void joins(String username, String role, String note) {
        JsonNode invitation = operator()
                .post("/api/v1/operator/invitations", Map.of("role", role, "note", note))
                .expect(201)
                .body();
        api().post(
                        "/api/v1/invitations/redemptions",
                        Map.of(
                                "token",
                                invitation.path("token").asString(),
                                "username",
                                username,
                                "password",
                                "we meet at the old bridge"))
                .expect(201);
    }

    private ApiClient operator() {
        return api().asOperator();
    }

    private void draws() {
        desk.goes("/office/venues");
        var draughtsman = new Draughtsman(desk).enters("Blue Hall", false).drawsHouseByMouse();
        desk.presses("#save");
        draughtsman.isTold("The draft is saved");
        desk.presses("#zoom-fit").page().locator("#canvas").press("Escape");
        new Draughtsman(tablet).opens(draughtsman.venueId());
        tablet.presses("#zoom-fit");
        stopsAt("venue");
        draughtsman.publishes(false);
    }

    private Stage announces() {
        desk.goes("/office/concerts/new");
        var promoter = new Promoter(desk, clock())
                .fillsInByMouse("Autumn Night", "Blue Hall")
                .fills("texts.ko.title", "가을밤")
                .fills("texts.ko.artists", "미나, 준")
                .fills("texts.ko.description", "열두 곡과 한 번의 앙코르. 두 시간 동안 쉬지 않고 이어집니다.")
                .fills("texts.ko.notices", "공연 시작 후에는 입장할 수 없습니다.")
                .fills("texts.en.artists", "Mina, Jun")
                .fills("texts.en.description", "Twelve songs and one encore, two hours without a break.")
                .fills("texts.en.notices", "Nobody is let in after the beginning.")
                .fills("address", "1 River Street, Seoul")
                .fills("ageLimit", "12")
                .fills("runningMinutes", "120")
                .fills("seatsPerBuyerMax", "4");
        desk.pressesNamed("Save as a draft").isAt("/office/concerts/\\d+");
        desk.pressesNamed("Publish");
        promoter.publishes();
        open("/office/concerts/" + promoter.concertId(), "#levels input");
        stopsAt("concert");
        return Stage.made(api(), promoter.concertId());
    }

    /// Fans join in a wave, are called minute by minute, and hold and pay; some lose their seats, some change
    /// their mind. In the last minute both look on.
    private Fan sells(Stage stage) {
        stage.steer(Map.of("capacity", 120, "admitPerMinute", CALLED_A_MINUTE)).expect(200);
        Fan mina = stage.fan(buyer("mina", "김미나"));
        clock().advance(Duration.ofMinutes(10));
        mina.joins().expect(201);
        line.add(mina);
        for (int minute = 0; minute < MINUTES; minute++) {
            join(stage, minute < 15 ? 24 : 8);
            for (int tick = 0; tick < TICKS_A_MINUTE; tick++) {
                passes(Duration.ofMinutes(1).dividedBy(TICKS_A_MINUTE));
            }
            shop();
        }
        desk.page().setViewportSize(1440, 1350);
        open("/office/concerts/" + stage.concertId() + "/night", "#chart-line canvas");
        for (int tick = 0; tick < TICKS_WATCHED; tick++) {
            join(stage, 1);
            passes(Duration.ofMinutes(1).dividedBy(TICKS_WATCHED));
            shop();
            InvariantLooks.look(server);
            seesTheTime();
        }
        stopsAt("night");
        desk.page().setViewportSize(1440, 900);
        return mina;
    }

    private void join(Stage stage, int fans) {
        List<Fan> newcomers = crowd().of(fans, stage);
        newcomers.forEach(fan -> fan.joins().expect(201));
        line.addAll(newcomers);
    }

    private void passes(Duration time) {
        clock().advance(time);
        RoomTicks.tick(server);
    }

    /// Waits for the frame of this moment.
    private void seesTheTime() {
        String now =
                DateTimeFormatter.ofPattern("HH:mm:ss").format(clock().instant().atZone(ZoneId.of("Asia/Seoul")));
        for (Visitor visitor : List.of(desk, tablet)) {
            PlaywrightAssertions.assertThat(visitor.page().locator("#stand")).containsText(now);
        }
    }

    private void shop() {
        while (!line.isEmpty() && shops(line.getFirst(), shoppers)) {
            line.removeFirst();
            shoppers++;
        }
    }

    private ApiClient buyer(String username, String name) {
        String unique = username + "-" + UUID.randomUUID().toString().substring(0, 6);
        api().post("/api/v1/buyers", Map.of("username", unique, "password", ApiClient.PASSWORD, "displayName", name))
                .expect(201);
        return api().asSignedIn(unique, ApiClient.PASSWORD);
    }

    /// Whether the fan was called. Each takes the next two seats of the front rows.
    private static boolean shops(Fan fan, int number) {
        if (!fan.polls().expect(200).body().path("state").asString().equals("ADMITTED")) {
            return false;
        }
        String row = "ABCD".charAt(number % SECTIONS) + "-" + (1 + number / SECTIONS / (SEATS_OF_ROW / 2)) + "-";
        int seat = 1 + number / SECTIONS % (SEATS_OF_ROW / 2) * 2;
        fan.holds(row + seat, row + (seat + 1)).expect(201);
        switch (number % 9) {
            case 4 -> fan.releases().expect(204);
            case 7 -> fan.holds(row + seat).status();
            default -> {
                fan.topsUp(300_000).expect(201);
                fan.pays(UUID.randomUUID().toString()).expect(201);
            }
        }
        return true;
    }

    private void looksUp(Fan mina) {
        JsonNode order = mina.api().get("/api/v1/payments").expect(200).body();
        String paymentId = order.findValue("paymentId").asString();
        open("/office/orders?q=%EA%B9%80%EB%AF%B8%EB%82%98", ".office-table");
        stopsAt("search");
        desk.goes("/office/orders/" + paymentId + "/refunds");
        desk.page().locator("#refund [type=checkbox]").first().uncheck();
        desk.page().locator("#percent").fill("10");
        desk.presses("#refund [type=submit]");
        desk.page().locator("#reason").fill("Broken leg, came with a letter");
        desk.presses("#reason-yes").reads("Done");
        open("/office/orders/" + paymentId + "/refunds", "#refund");
        stopsAt("refund");
        open("/office/orders/buyers/" + mina.buyerId(), "main");
        stopsAt("story");
    }

    /// Some seats are kept for others.
    private void keepsBack(Stage stage) {
        keepsBack(stage, "Press", List.of("A-20-1", "A-20-2", "A-20-3", "A-20-4"));
        keepsBack(stage, "Guests%20of%20Mina", List.of("B-20-1", "B-20-2"));
        keepsBack(stage, "Broken", List.of("D-20-25"));
        open("/office/performances/" + stage.performanceId() + "/seats", "#kept tr");
        stopsAt("seats");
    }

    private static void keepsBack(Stage stage, String reason, List<String> seats) {
        stage.operator()
                .with("Audit-Reason", reason)
                .idempotencyKey(UUID.randomUUID().toString())
                .post(
                        "/api/v1/operator/performances/" + stage.performanceId() + "/withheld-seats",
                        Map.of("seats", seats))
                .expect(201);
    }

    private void accounts(Stage stage) {
        stage.operator()
                .with("Audit-Reason", "the%20evening%20is%20over")
                .patch("/api/v1/operator/concerts/" + stage.concertId() + "/waiting-room", Map.of("phase", "CLOSED"))
                .expect(200);
        open("/office/performances/" + stage.performanceId() + "/refunds", "main h1");
        stopsAt("refund-of-all");
        open("/office/sessions", "#sessions tr");
        stopsAt("sessions");
        open("/office/audit", "#entries tr");
        stopsAt("audit");
        open("/office/concerts/" + stage.concertId() + "/report", "main");
        stopsAt("report");
    }
}
