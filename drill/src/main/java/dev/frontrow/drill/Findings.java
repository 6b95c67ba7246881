package dev.frontrow.drill;

import dev.frontrow.Audit;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.drill.Shop.Answer;
import dev.frontrow.drill.Shop.Request;
import dev.frontrow.drill.Story.Kind;
import dev.frontrow.drill.Story.Promise;
import dev.frontrow.drill.Story.Turn;
import dev.frontrow.drill.Watch.Look;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What a drill finds when it is over: each rule with what breaks it.
final class Findings {

    private static final Duration HEALED_MAX = Duration.ofSeconds(2);
    private static final int LOOK_EVERY_MILLIS = 100;

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Sale sale;
    private final List<Story> stories;
    /// What breaks each rule, in the order of the checks.
    private final Map<String, List<String>> broken = new LinkedHashMap<>();

    Findings(DatabaseLogin login, Sale sale, List<Story> stories) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(login.url());
        dataSource.setUser(login.username());
        dataSource.setPassword(login.password());
        jdbc = JdbcClient.create(dataSource);
        audit = new Audit(dataSource);
        this.sale = sale;
        this.stories = stories;
    }

    /// The names of the rules, and what breaks each.
    Map<String, List<String>> broken() {
        return broken;
    }

    private void rule(String name, List<String> brokenBy) {
        broken.put(name, brokenBy);
    }

    void checkDatabase() {
        rule("no seat twice, no money lost or made, nothing contradicts itself", audit.contradictions(now()));
        rule("every effect that was answered is there once", lostEffects());
        rule("every payment is known to its fan", unknownPayments());
        rule("no number twice, no place lost", lostPlaces());
    }

    private Instant now() {
        return jdbc.sql("select now()").query(OffsetDateTime.class).single().toInstant();
    }

    private List<String> lostEffects() {
        Map<String, String> holds = map("select hold_id::text, status from reservation.hold");
        Set<String> payments = set("select payment_id::text from payment.payment where status = 'PAID'");
        Map<String, String> topUps =
                map("select transfer_id::text, amount_minor::text from wallet.transfer where kind = 'TOP_UP'");
        List<String> lost = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Story story : stories) {
            for (Promise promise : story.promises()) {
                boolean isThere = seen.add(promise.kind() + promise.id())
                        && switch (promise.kind()) {
                            case HOLD -> holds.containsKey(promise.id());
                            case RELEASE -> Set.of("RELEASED", "EXPIRED").contains(holds.get(promise.id()));
                            case PAYMENT -> payments.contains(promise.id());
                            case TOP_UP -> Long.toString(promise.amountMinor()).equals(topUps.get(promise.id()));
                        };
                if (!isThere) {
                    lost.add("buyer %s was told of %s".formatted(story.buyerId(), promise));
                }
            }
        }
        return lost;
    }

    /// Payments and top-ups that were made without their fans knowing.
    private List<String> unknownPayments() {
        Map<String, String> paid = map("""
                select buyer_id::text, count(*)::text from payment.payment where status = 'PAID' group by buyer_id
                """);
        Map<String, String> toppedUp = map("""
                select a.buyer_id::text, sum(t.amount_minor)::text
                from wallet.transfer t join wallet.account a on a.account_id = t.credit_account_id
                where t.kind = 'TOP_UP' group by a.buyer_id
                """);
        List<String> unknown = new ArrayList<>();
        for (Story story : stories) {
            long told = count(story, Kind.PAYMENT);
            if (told != Long.parseLong(paid.getOrDefault(story.buyerId(), "0"))) {
                unknown.add("buyer %s was told of %d payments, and there are %s"
                        .formatted(story.buyerId(), told, paid.get(story.buyerId())));
            }
            long credited = story.promises().stream()
                    .filter(promise -> promise.kind() == Kind.TOP_UP)
                    .mapToLong(Promise::amountMinor)
                    .sum();
            if (credited != Long.parseLong(toppedUp.getOrDefault(story.buyerId(), "0"))) {
                unknown.add("buyer %s was told of top-ups of %d, and there are %s"
                        .formatted(story.buyerId(), credited, toppedUp.get(story.buyerId())));
            }
        }
        return unknown;
    }

    private static long count(Story story, Kind kind) {
        return story.promises().stream()
                .filter(promise -> promise.kind() == kind)
                .count();
    }

    private List<String> lostPlaces() {
        Map<String, String> buyers = new HashMap<>();
        jdbc.sql("select number, buyer_id from waitingroom.place where concert_id = ? and lane = 'GENERAL'")
                .param(sale.concertId())
                .query((row, _) -> buyers.put(row.getString(1), row.getString(2)))
                .list();
        List<String> lost = new ArrayList<>();
        for (Story story : stories) {
            for (long number : story.numbers()) {
                if (!story.buyerId().equals(buyers.get(Long.toString(number)))) {
                    lost.add("place %d of buyer %s belongs to %s"
                            .formatted(number, story.buyerId(), buyers.get(Long.toString(number))));
                }
            }
        }
        return lost;
    }

    private Map<String, String> map(String query) {
        Map<String, String> rows = new HashMap<>();
        jdbc.sql(query)
                .query((row, _) -> rows.put(row.getString(1), row.getString(2)))
                .list();
        return rows;
    }

    private Set<String> set(String query) {
        return new HashSet<>(jdbc.sql(query).query(String.class).list());
    }

    void checkComplaints() {
        rule(
                "no fan was sent away, or told what cannot be",
                stories.stream()
                        .flatMap(story -> story.complaints().stream())
                        .collect(Collectors.groupingBy(complaint -> complaint, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(entry -> entry.getValue() + " × " + entry.getKey())
                        .toList());
    }

    /// @return Kendall's tau of places and turns, of those who came at their turn
    double checkOrder(List<Look> looks) {
        List<String> fallen = new ArrayList<>();
        for (int i = 1; i < looks.size(); i++) {
            Look before = looks.get(i - 1);
            Look now = looks.get(i);
            if (now.position() < before.position() || now.epoch() < before.epoch()) {
                fallen.add(before + " was followed by " + now);
            }
        }
        rule("serving position and epoch never fell", fallen);
        List<Turn> turns = stories.stream()
                .flatMap(story -> story.turns().stream())
                .sorted(Comparator.comparingLong(Turn::number))
                .toList();
        rule(
                "nobody was admitted before the call",
                turns.stream()
                        .filter(turn -> looks.stream()
                                .anyMatch(look ->
                                        look.atNanos() - turn.toldNanos() > 0 && look.position() < turn.number()))
                        .map(Turn::toString)
                        .toList());
        double tau = Order.kendallTau(turns.stream()
                .filter(Turn::atTurn)
                .map(turn -> callOf(turn.number(), looks))
                .toList());
        rule("order of service = order of places (Kendall's tau 1)", tau == 1 ? List.of() : List.of("tau " + tau));
        return tau;
    }

    private static long callOf(long number, List<Look> looks) {
        return looks.stream()
                .filter(look -> look.position() >= number)
                .mapToLong(Look::atNanos)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /// Each node's room must tell what the database has, at the latest two seconds after everything was healed.
    void checkNodes(Shop shop, List<String> names) throws InterruptedException {
        long until = System.nanoTime() + HEALED_MAX.toNanos();
        List<String> different = differentNodes(shop, names);
        while (!different.isEmpty() && System.nanoTime() - until < 0) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            different = differentNodes(shop, names);
        }
        rule("two seconds later all nodes tell what the database has", different);
    }

    private List<String> differentNodes(Shop shop, List<String> names) throws InterruptedException {
        String stored = jdbc.sql("""
                        select format('called %s of %s, %s free', l.serving_position, l.number_given,
                            (select count(*) from reservation.seat s
                             where s.performance_id = :performanceId
                                and not (s.status = 'SOLD' or s.status = 'HELD' and s.held_until > now())))
                        from waitingroom.lane l
                        where l.concert_id = :concertId and l.lane = 'GENERAL'
                        """)
                .param("concertId", sale.concertId())
                .param("performanceId", sale.performanceId())
                .query(String.class)
                .single();
        List<String> different = new ArrayList<>();
        for (int node = 0; node < shop.nodes(); node++) {
            Answer room = shop.ask(node, Request.get(sale.room() + "/waiting-room"));
            String told = "called %s of %s, %s free"
                    .formatted(room.text("servingPosition"), room.text("lastPosition"), room.text("freeSeats"));
            if (!told.equals(stored)) {
                different.add("%s tells %s, and the database has %s".formatted(names.get(node), told, stored));
            }
        }
        return different;
    }

    void checkFaults(Faults faults) {
        rule("every fault was healed", faults.failures());
    }
}
