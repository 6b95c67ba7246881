package dev.frontrow.hotpath;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Makes the test data through the API, as operator and buyers would: concerts, places in line, holds and
/// balances. All buyers are in [#crowd()].
final class Stage {

    /// The maximum number of seats of a performance. There are as many buyers, so that each can have one seat.
    static final int CROWD = 20_000;

    static final long PRICE_MINOR = 1_000;
    static final String AREA = "Floor";
    private static final long TOP_UP_MINOR = 1_000_000;
    /// The greatest value that the API accepts.
    private static final int ADMIT_ALL = 1_000_000;

    private static final int POLLS_MAX = 1_000;
    private static final long POLL_NANOS = 20_000_000;

    record Concert(long concertId, List<Long> performances) {}

    private final FrontrowServer server;
    private final Callers callers;
    private final List<String> crowd;
    private final String opensAt;
    private final String startsAt;
    private final Set<Integer> rich = new HashSet<>();
    private final JsonMapper json = new JsonMapper();
    private @Nullable Concert newest;

    Stage(FrontrowServer server, Callers callers, List<String> crowd) throws Exception {
        this.server = server;
        this.callers = callers;
        this.crowd = crowd;
        try (var database = server.connectToDatabase();
                var now = database.createStatement().executeQuery("""
                        select to_json(now() - interval '1 day') #>> '{}', to_json(now() + interval '1 year') #>> '{}'
                        """)) {
            now.next();
            opensAt = now.getString(1);
            startsAt = now.getString(2);
        }
    }

    /// Access tokens, made by the program behind `./frontrow token`.
    static List<String> crowdOf(FrontrowServer server, Path jar, Children children)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        jar.toString(),
                        "dev.frontrow.identity.TokenCommand",
                        "--buyers",
                        Integer.toString(CROWD),
                        "--data",
                        server.data().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(server.settings());
        Process command = children.start(builder);
        var out = new ByteArrayOutputStream();
        command.getInputStream().transferTo(out);
        if (command.waitFor() != 0) {
            throw new IOException("no access tokens");
        }
        return out.toString(StandardCharsets.US_ASCII).lines().toList();
    }

    List<String> crowd() {
        return crowd;
    }

    /// The concert that was made last.
    Optional<Concert> newest() {
        return Optional.ofNullable(newest);
    }

    /// Makes a concert that admits everybody immediately.
    Concert concert(int performances, int seats) throws IOException {
        return concert(performances, "\"seatCount\":" + seats, ADMIT_ALL);
    }

    /// The same with one area instead of seats.
    Concert area(int performances, int capacity) throws IOException {
        String areas = "\"areas\":[{\"area\":\"%s\",\"capacity\":%d,\"priceLevel\":\"A\"}]".formatted(AREA, capacity);
        return concert(performances, areas, ADMIT_ALL);
    }

    /// Makes a concert that admits one buyer and hardly another, so that all others wait.
    Concert fullHouse() throws IOException {
        return concert(1, "\"seatCount\":50", 1);
    }

    /// @param places of each performance, as fields of the operator's request
    private Concert concert(int performances, String places, int admits) throws IOException {
        String performance = "{\"startsAt\":\"%s\",%s}".formatted(startsAt, places);
        String body = """
                {"title":"Hot path","venue":"Bench","opensAt":"%s","capacity":%d,"admitPerMinute":%d,\
                "priceLevels":[{"name":"A","amountMinor":%d}],"performances":[%s]}\
                """.formatted(
                opensAt,
                admits,
                admits,
                PRICE_MINOR,
                IntStream.range(0, performances).mapToObj(_ -> performance).collect(Collectors.joining(",")));
        try (var http = new HttpConnection(server.port())) {
            var made = json.readTree(
                    Callers.patiently(http, Requests.operatorPost("/api/v1/operator/concerts", operator(http), body))
                            .expect(201)
                            .body());
            List<Long> ids = new ArrayList<>();
            made.get("performances")
                    .forEach(node -> ids.add(node.get("performanceId").asLong()));
            newest = new Concert(made.get("concertId").asLong(), ids);
            return newest;
        }
    }

    /// Signs in each time, because a run may last longer than an access token.
    static String operator(HttpConnection http) throws IOException {
        return Callers.patiently(http, Requests.signIn("operator", FrontrowServer.OPERATOR_PASSWORD))
                .expect(201)
                .text("accessToken");
    }

    /// Closes the concert, so that it costs nothing more: the seats of an open one are counted once per second.
    void close(Concert concert) throws IOException {
        try (var http = new HttpConnection(server.port())) {
            Callers.patiently(
                            http,
                            Requests.operatorPatch(
                                    "/api/v1/operator/concerts/" + concert.concertId() + "/waiting-room",
                                    operator(http),
                                    "{\"phase\":\"CLOSED\"}"))
                    .expect(200);
        }
    }

    /// Lets the first buyers of the crowd join this line.
    List<Shopper> joined(Concert concert, int buyers) throws Exception {
        return joined(concert, buyers, "");
    }

    /// Lets the first buyers join and be admitted. The concert needs nearly two seats for each, or the waiting
    /// room does not admit all of them.
    List<Shopper> admitted(Concert concert, int buyers) throws Exception {
        return joined(concert, buyers, "\"state\":\"ADMITTED\"");
    }

    private List<Shopper> joined(Concert concert, int buyers, String state) throws Exception {
        Shopper[] shoppers = new Shopper[buyers];
        callers.each(buyers, (http, i) -> {
            var place = Callers.patiently(http, Requests.join(concert.concertId(), crowd.get(i)))
                    .expect(201);
            var shopper = new Shopper(concert.concertId(), crowd.get(i), place.text("queueToken"));
            // If many join at once, the rate makes some of them wait for a moment.
            for (int polls = 0; !place.body().contains(state); polls++) {
                if (polls == POLLS_MAX) {
                    throw new IllegalStateException("not admitted: " + place.body());
                }
                LockSupport.parkNanos(POLL_NANOS);
                place = Callers.patiently(http, Requests.poll(shopper)).expect(200);
            }
            shoppers[i] = shopper;
        });
        return Arrays.asList(shoppers);
    }

    /// Reads the seats beforehand, as a buyer who chooses one does.
    void lookedAt(Concert concert, Shopper shopper) throws IOException {
        try (var http = new HttpConnection(server.port())) {
            for (long performance : concert.performances()) {
                Callers.patiently(http, Requests.seats(shopper, performance)).expect(200);
            }
        }
    }

    /// Makes a hold for each shopper and returns the ids: the first has seat 1, and so on.
    List<String> held(List<Shopper> shoppers, long performanceId) throws Exception {
        String[] holds = new String[shoppers.size()];
        callers.each(
                holds.length,
                (http, i) -> holds[i] = Callers.patiently(http, Requests.hold(shoppers.get(i), performanceId, i + 1))
                        .expect(201)
                        .text("holdId"));
        return Arrays.asList(holds);
    }

    /// Tops up the first buyers of the crowd, enough for all their payments.
    void topUp(int buyers) throws Exception {
        List<Integer> poor = IntStream.range(0, buyers)
                .filter(i -> !rich.contains(i))
                .boxed()
                .toList();
        callers.each(
                poor.size(),
                (http, i) -> Callers.patiently(http, Requests.topUp(crowd.get(poor.get(i)), TOP_UP_MINOR))
                        .expect(201));
        rich.addAll(poor);
    }
}
