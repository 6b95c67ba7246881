package dev.frontrow;

import dev.frontrow.houses.Houses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// One concert on sale, made for one test, and its fans.
public final class Stage {

    public static final long FRONT_PRICE = 150_000;
    public static final long MIDDLE_PRICE = 110_000;
    public static final long BACK_PRICE = 70_000;

    private final ApiClient api;
    private final ApiClient operator;
    private final long concertId;
    private final List<Long> performanceIds = new ArrayList<>();

    private Stage(ApiClient api, ApiClient operator, JsonNode created) {
        this.api = api;
        this.operator = operator;
        concertId = created.path("concertId").asLong();
        created.path("performances")
                .forEach(made -> performanceIds.add(made.path("performanceId").asLong()));
    }

    /// On sale since a minute ago: one performance next week, 50 seats in three price levels.
    public static Stage open(ApiClient api, TestClock clock) {
        return with(api, clock, Map.of());
    }

    /// The same with this many seats, spread over the price levels.
    public static Stage ofSeats(ApiClient api, TestClock clock, int seats) {
        String startsAt = clock.instant().plus(Duration.ofDays(7)).toString();
        return with(api, clock, Map.of("performances", List.of(Map.of("startsAt", startsAt, "seatCount", seats))));
    }

    /// The same with these seats and areas, as the operator gives them for each of so many performances.
    public static Stage ofPlaces(ApiClient api, TestClock clock, int performances, Map<String, ?> places) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int i = 0; i < performances; i++) {
            Map<String, Object> performance = new HashMap<>(performance(clock.instant(), 7 + i));
            performance.putAll(places);
            all.add(performance);
        }
        return with(api, clock, Map.of("performances", all));
    }

    /// An area, as the operator gives it.
    public static Map<String, ?> area(String name, int capacity, String priceLevel) {
        return Map.of("area", name, "capacity", capacity, "priceLevel", priceLevel);
    }

    /// An area whose tickets get entry numbers.
    public static Map<String, ?> numberedArea(String name, int capacity, String priceLevel) {
        return Map.of("area", name, "capacity", capacity, "priceLevel", priceLevel, "entryNumbers", true);
    }

    /// In a house as they are built; the plan is entered for it.
    public static Stage in(Houses house, ApiClient api, TestClock clock) {
        long version = api.asOperator()
                .raw("POST", "/api/v1/operator/venues", house.json())
                .expect(201)
                .body()
                .path("venueVersion")
                .asLong();
        Map<String, Object> performance = new HashMap<>(performance(clock.instant(), 7));
        performance.put("venueVersion", version);
        return with(api, clock, Map.of("priceLevels", house.priceLevels(), "performances", List.of(performance)));
    }

    /// The same with some fields of the operator's request replaced.
    public static Stage with(ApiClient api, TestClock clock, Map<String, ?> otherwise) {
        ApiClient operator = api.asOperator();
        Map<String, Object> request = request(clock.instant());
        request.putAll(otherwise);
        return new Stage(
                api,
                operator,
                operator.post("/api/v1/operator/concerts", request).expect(201).body());
    }

    /// A concert that was made elsewhere.
    public static Stage made(ApiClient api, long concertId) {
        ApiClient operator = api.asOperator();
        return new Stage(
                api,
                operator,
                operator.get("/api/v1/operator/concerts/" + concertId)
                        .expect(200)
                        .body());
    }

    /// A valid request for a concert on sale.
    public static Map<String, Object> request(Instant now) {
        Map<String, Object> request = new HashMap<>();
        request.put("title", "Spring Night");
        request.put("venue", "Blue Hall");
        request.put("opensAt", now.minus(Duration.ofMinutes(1)).toString());
        request.put(
                "priceLevels",
                List.of(
                        Map.of("name", "Front", "amountMinor", FRONT_PRICE),
                        Map.of("name", "Middle", "amountMinor", MIDDLE_PRICE),
                        Map.of("name", "Back", "amountMinor", BACK_PRICE)));
        request.put("performances", List.of(performance(now, 7)));
        return request;
    }

    public static Map<String, Object> performance(Instant now, int inDays) {
        return Map.of("startsAt", now.plus(Duration.ofDays(inDays)).toString());
    }

    public Fan fan() {
        return fan(api.asNewBuyer());
    }

    /// The fan whose client this is.
    public Fan fan(ApiClient client) {
        return new Fan(client, this);
    }

    public ApiClient api() {
        return api;
    }

    public ApiClient operator() {
        return operator;
    }

    public long concertId() {
        return concertId;
    }

    public long performanceId() {
        return performanceIds.getFirst();
    }

    public List<Long> performanceIds() {
        return performanceIds;
    }

    public ApiClient.Answer steer(Map<String, ?> change) {
        return operator.patch("/api/v1/operator/concerts/" + concertId + "/waiting-room", change);
    }

    /// The room as the operator sees it.
    public JsonNode operatorsRoom() {
        return operator.get("/api/v1/operator/concerts/" + concertId + "/waiting-room")
                .expect(200)
                .body();
    }

    public void makesAccessCode(String code, int usesMax) {
        operator.post(
                        "/api/v1/operator/concerts/" + concertId + "/access-codes",
                        Map.of("codes", List.of(code), "usesMax", usesMax))
                .expect(201);
    }

    public ApiClient.Answer roomStatus() {
        return api.get("/api/v1/concerts/" + concertId + "/waiting-room");
    }
}
