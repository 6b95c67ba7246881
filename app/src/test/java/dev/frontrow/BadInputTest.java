package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.frontrow.ApiDocument.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Sends every operation of the OpenAPI document with every input made invalid in turn. Each bad call is refused
/// with a problem document that names the fault, and has no effect.
class BadInputTest extends ServerTest {

    private static final int CALLS_MIN = 10_000;
    private static final int AT_A_TIME = 4;

    /// What is refused before anything that only one may do at a time.
    private static final Set<String> BODIES = Set.of("body", "fields");

    /// Variants that are valid though their schemas do not say so: free text may have any characters, and a
    /// command may change nothing.
    private static final Set<String> FINE_AFTER_ALL = Set.of(
            "POST /api/v1/buyers displayName: emoji",
            "POST /api/v1/buyers/{buyerId}/top-ups amountMinor: 1.0",
            "POST /api/v1/operator/performances/{performanceId}/sales name: emoji",
            "POST /api/v1/operator/concerts title: emoji",
            "POST /api/v1/operator/concerts venue: emoji",
            "POST /api/v1/operator/concerts address: emoji",
            "POST /api/v1/operator/concerts texts.en.title: emoji",
            "POST /api/v1/operator/concerts texts.en.artists: emoji",
            "POST /api/v1/operator/concerts texts.en.description: emoji",
            "POST /api/v1/operator/concerts texts.en.notices: emoji",
            "POST /api/v1/operator/concerts texts.en.terms: emoji",
            "POST /api/v1/operator/concerts texts.ko.title: emoji",
            "POST /api/v1/operator/concerts texts.ko.artists: emoji",
            "POST /api/v1/operator/concerts texts.ko.description: emoji",
            "POST /api/v1/operator/concerts texts.ko.notices: emoji",
            "POST /api/v1/operator/concerts texts.ko.terms: emoji",
            "PATCH /api/v1/operator/concerts/{concertId} title: emoji",
            "PATCH /api/v1/operator/concerts/{concertId} venue: emoji",
            "PATCH /api/v1/operator/concerts/{concertId} address: emoji",
            "PATCH /api/v1/operator/concerts/{concertId} texts.en.title: emoji",
            "PATCH /api/v1/operator/concerts/{concertId} texts.en.artists: emoji",
            "PATCH /api/v1/operator/concerts/{concertId} texts.en.description: emoji",
            "PATCH /api/v1/operator/concerts/{concertId} texts.en.notices: emoji",
            "PATCH /api/v1/operator/concerts/{concertId} texts.en.terms: emoji",
            "PATCH /api/v1/operator/concerts/{concertId} texts.ko.title: emoji",
            "PATCH /api/v1/operator/concerts/{concertId} texts.ko.artists: emoji",
            "PATCH /api/v1/operator/concerts/{concertId} texts.ko.description: emoji",
            "PATCH /api/v1/operator/concerts/{concertId} texts.ko.notices: emoji",
            "PATCH /api/v1/operator/concerts/{concertId} texts.ko.terms: emoji",
            "POST /api/v1/operator/concerts/{concertId}/performances performance.seats[0].seat: emoji",
            "POST /api/v1/operator/concerts/{concertId}/performances performance.seats[0].section: emoji",
            "POST /api/v1/operator/concerts/{concertId}/performances performance.seats[0].row: emoji",
            "POST /api/v1/operator/concerts/{concertId}/performances performance.seats[0].number: emoji",
            "POST /api/v1/operator/concerts/{concertId}/performances performance.areas[0].area: emoji",
            "POST /api/v1/operator/concerts drawBeacon: emoji",
            "POST /api/v1/operator/concerts priceLevels[0].name: emoji",
            "POST /api/v1/operator/concerts performances[1].seats[0].seat: emoji",
            "POST /api/v1/operator/concerts performances[1].seats[0].section: emoji",
            "POST /api/v1/operator/concerts performances[1].seats[0].row: emoji",
            "POST /api/v1/operator/concerts performances[1].seats[0].number: emoji",
            "POST /api/v1/operator/concerts performances[2].areas[0].area: emoji",
            "POST /api/v1/operator/invitations note: emoji",
            "POST /api/v1/operator/venues name: emoji",
            "POST /api/v1/operator/venues floors[0]: emoji",
            "POST /api/v1/operator/venues gates[0].gate: emoji",
            "POST /api/v1/operator/venues sections[0].section: emoji",
            "POST /api/v1/operator/venues sections[0].rows[0].row: emoji",
            "POST /api/v1/operator/venues sections[0].rows[0].seats[0].seat: emoji",
            "POST /api/v1/operator/venues sections[0].rows[0].seats[0].number: emoji",
            "POST /api/v1/operator/venues sections[0].rows[0].seats[0].priceLevel: emoji",
            "POST /api/v1/operator/venues areas[0].area: emoji",
            "POST /api/v1/operator/venues areas[0].priceLevel: emoji",
            "POST /api/v1/operator/venues texts[0].text: emoji",
            "POST /api/v1/operator/venues/{venueId}/versions name: emoji",
            "POST /api/v1/operator/venues/{venueId}/versions floors[0]: emoji",
            "POST /api/v1/operator/venues/{venueId}/versions gates[0].gate: emoji",
            "POST /api/v1/operator/venues/{venueId}/versions sections[0].section: emoji",
            "POST /api/v1/operator/venues/{venueId}/versions sections[0].rows[0].row: emoji",
            "POST /api/v1/operator/venues/{venueId}/versions sections[0].rows[0].seats[0].seat: emoji",
            "POST /api/v1/operator/venues/{venueId}/versions sections[0].rows[0].seats[0].number: emoji",
            "POST /api/v1/operator/venues/{venueId}/versions sections[0].rows[0].seats[0].priceLevel: emoji",
            "POST /api/v1/operator/venues/{venueId}/versions areas[0].area: emoji",
            "POST /api/v1/operator/venues/{venueId}/versions areas[0].priceLevel: emoji",
            "POST /api/v1/operator/venues/{venueId}/versions texts[0].text: emoji",
            "POST /api/v1/concerts/{concertId}/queue-tokens body: none",
            "POST /api/v1/concerts/{concertId}/queue-tokens body: empty",
            "POST /api/v1/concerts/{concertId}/queue-tokens body: null",
            "POST /api/v1/concerts/{concertId}/queue-tokens nothing: and all else missing",
            // A buyer who is already in line needs no code and no proof.
            "POST /api/v1/concerts/{concertId}/queue-tokens accessCode: blank",
            "POST /api/v1/concerts/{concertId}/queue-tokens accessCode: wide blank",
            "POST /api/v1/concerts/{concertId}/queue-tokens accessCode: emoji",
            "POST /api/v1/concerts/{concertId}/queue-tokens challenge: emoji",
            "POST /api/v1/concerts/{concertId}/queue-tokens/current/challenge challenge: emoji",
            "PATCH /api/v1/operator/concerts/{concertId}/waiting-room message: emoji",
            "PATCH /api/v1/operator/concerts/{concertId}/waiting-room nothing: and all else missing",
            "POST /api/v1/operator/concerts/{concertId}/access-codes nothing: and all else missing");

    @Autowired
    private JdbcClient jdbc;

    private int callsSent;
    private String countedAt = "";
    private String rows = "";

    @TestFactory
    Stream<DynamicNode> refusesBadInputWithoutEffect() {
        ApiDocument document = ApiDocument.of(api());
        ValidCalls valid = newCalls();
        List<String> before = everythingToBeSeen(document, valid);
        Stream<DynamicNode> operations =
                document.operations().stream().map(operation -> refusals(document, operation, valid));
        return Stream.concat(
                operations,
                Stream.of(
                        dynamicTest(
                                "and nobody sees anything of it",
                                () -> assertThat(everythingToBeSeen(document, valid))
                                        .isEqualTo(before)),
                        dynamicTest("and there were enough of them", () -> {
                            System.out.println("BadInputTest: " + callsSent + " bad calls sent");
                            assertThat(callsSent).isGreaterThanOrEqualTo(CALLS_MIN);
                        })));
    }

    /// Everything that can be read (balance, hold, place in line, and so on). Some of it is only in memory.
    private List<String> everythingToBeSeen(ApiDocument document, ValidCalls valid) {
        Wire wire = new Wire(port());
        return document.operations().stream()
                .filter(operation -> operation.method().equals("GET") && !operation.isEndless())
                .filter(operation -> !isOtherEachTime(operation.path()))
                .map(operation -> {
                    var answer = wire.send(valid.of(operation.name()).request());
                    return operation.name() + " " + answer.status() + " " + answer.text();
                })
                .toList();
    }

    /// A workbook says when it was made; the same list as text does not. And some readings are written down, of which
    /// others tell.
    private static boolean isOtherEachTime(String path) {
        return path.endsWith(".xlsx")
                || path.endsWith("/audit")
                || path.endsWith("/audit-heads")
                || path.endsWith("/report")
                // It counts refusals.
                || path.endsWith("/night")
                || path.endsWith("/evidence");
    }

    private DynamicContainer refusals(ApiDocument document, Operation operation, ValidCalls calls) {
        Stream.Builder<DynamicTest> tests = Stream.builder();
        ValidCall valid = calls.of(operation.name());
        tests.add(refused("ids", operation, () -> BadAddresses.ids(operation, valid)));
        tests.add(refused("query", operation, () -> BadAddresses.query(operation, valid)));
        tests.add(refused("method", operation, () -> BadAddresses.methods(document, operation, valid)));
        tests.add(refused("Content-Type", operation, () -> BadHeaders.contentType(operation, valid)));
        tests.add(refused("Accept", operation, () -> BadHeaders.accept(valid)));
        tests.add(refused("Authorization", operation, () -> BadHeaders.authorization(operation, valid, calls)));
        tests.add(refused("Queue-Token", operation, () -> BadHeaders.queueToken(operation, valid, calls)));
        tests.add(refused("Idempotency-Key", operation, () -> BadHeaders.idempotencyKey(operation, valid)));
        tests.add(refused("any header", operation, () -> BadHeaders.anyHeader(valid)));
        if (operation.takesJson()) {
            tests.add(refused("body", operation, () -> BadBodies.whole(document, operation, valid)));
            tests.add(refused("fields", operation, () -> BadBodies.fieldByField(document, operation, valid)));
        } else if (operation.takesBody()) {
            tests.add(refused("picture", operation, () -> BadPictures.of(valid)));
        }
        return dynamicContainer(operation.name(), tests.build());
    }

    private DynamicTest refused(String place, Operation operation, Supplier<List<BadCall>> calls) {
        return dynamicTest(place, () -> {
            List<BadCall> bad = calls.get().stream().filter(isBad(operation)).toList();
            callsSent += bad.size();
            String before = everyRow();
            assertThat(faults(bad, BODIES.contains(place) && !areKeyed(bad) ? AT_A_TIME : 1))
                    .isEmpty();
            assertThat(everyRow()).as("what the database holds").isEqualTo(before);
        });
    }

    /// Of two calls with one key, the second may hear that the first still runs.
    private static boolean areKeyed(List<BadCall> bad) {
        return bad.stream()
                .flatMap(call -> call.request().headers().stream())
                .anyMatch(header -> header.name().equals("Idempotency-Key"));
    }

    /// Sends so many side by side: while the server works on one, others are made and judged.
    private List<String> faults(List<BadCall> bad, int atATime) throws InterruptedException, ExecutionException {
        try (Wire wire = new Wire(port());
                var threads = Executors.newFixedThreadPool(atATime)) {
            List<Callable<List<String>>> deeds = bad.stream()
                    .map(call -> (Callable<List<String>>) () -> faults(call, wire.send(call.request())))
                    .toList();
            List<String> faults = new ArrayList<>();
            for (Future<List<String>> done : threads.invokeAll(deeds)) {
                faults.addAll(done.get());
            }
            return faults;
        }
    }

    private static List<String> faults(BadCall call, ApiClient.Answer answer) {
        return call.faultsOf(answer).stream()
                .map(fault -> call.name() + " -> " + fault + " in " + answer.status() + " " + shortened(answer))
                .toList();
    }

    private ValidCalls newCalls() {
        return ValidCalls.onNewStage(api(), clock(), this::newAccessToken, newOperator());
    }

    private static Predicate<BadCall> isBad(Operation operation) {
        return call -> !FINE_AFTER_ALL.contains(operation.name() + " " + call.name());
    }

    private static String shortened(ApiClient.Answer answer) {
        String text = answer.text();
        return text.length() > 500 ? text.substring(0, 500) : text;
    }

    /// A digest that changes with any row of any table. Nothing is written without a transaction that ends, so the
    /// rows are counted again only if one did, of whichever session of the database server.
    private String everyRow() {
        String now = jdbc.sql("select pg_current_snapshot()::text")
                .query(String.class)
                .single();
        if (!now.equals(countedAt)) {
            rows = countedRows();
            countedAt = now;
        }
        return rows;
    }

    /// Each change creates a row version with the number of its transaction. Counting these is ten times as fast as
    /// reading the rows, of which some tests leave many. It is noted that an operator's session has come,
    /// whether the call is good or bad.
    private String countedRows() {
        String perTable = jdbc.sql("""
                        select format(
                            'select %L || count(*) || chr(32) || coalesce(sum(xmin::text::bigint), 0) from %I.%I',
                            table_schema || '.' || table_name || ' ', table_schema, table_name)
                        from information_schema.tables
                        where table_type = 'BASE TABLE'
                            and table_schema not in ('pg_catalog', 'information_schema')
                            and table_schema || '.' || table_name <> 'identity.operator_session'
                        order by 1
                        """).query(String.class).list().stream().collect(Collectors.joining(" union all "));
        return jdbc.sql(perTable).query(String.class).list().stream().sorted().collect(Collectors.joining("\n"));
    }

    @Test
    void noticesRowThatIsAddedOrChanged() {
        String before = everyRow();
        newAccessToken();
        String added = everyRow();
        jdbc.sql("update identity.buyer set password_hash = password_hash").update();

        assertThat(added).isNotEqualTo(before);
        assertThat(everyRow()).isNotEqualTo(added);
    }

    @Test
    void hasAValidCallForEveryOperation() {
        Set<String> valid = newCalls().operations();

        assertThat(ApiDocument.of(api()).operations())
                .extracting(Operation::name)
                .containsExactlyInAnyOrderElementsOf(valid);
    }

    /// The valid calls must succeed. Otherwise a bad call might be refused for another reason than the one under
    /// test. A set of calls takes long to make, so each call is first sent from a set that others have used, and
    /// from one of its own only if they made it impossible.
    @TestFactory
    Stream<DynamicTest> takesTheCallsBeforeTheyAreSpoilt() {
        ValidCalls used = newCalls();
        Wire wire = new Wire(port());
        return ApiDocument.of(api()).operations().stream()
                .filter(operation -> !operation.isEndless())
                .map(Operation::name)
                .map(name -> dynamicTest(name, () -> {
                    if (!isTaken(wire.send(used.of(name).request()))) {
                        var answer = wire.send(newCalls().of(name).request());
                        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
                    }
                }));
    }

    private static boolean isTaken(ApiClient.Answer answer) {
        return answer.status() >= 200 && answer.status() <= 299;
    }

    /// Each of these calls makes the next version of its concert, so the same cannot be sent twice.
    private static boolean isEdit(Operation operation) {
        return operation.name().startsWith("PATCH /api/v1/operator/concerts/{concertId}")
                        && !operation.name().endsWith("/waiting-room")
                || operation.name().startsWith("POST /api/v1/operator/concerts/{concertId}/performances");
    }

    @TestFactory
    Stream<DynamicTest> takesEditsThatAreFineAfterAll() {
        ApiDocument document = ApiDocument.of(api());
        ValidCalls calls = newCalls();
        return document.operations().stream()
                .filter(operation -> operation.takesJson() && isEdit(operation))
                .flatMap(operation -> BadBodies.fieldByField(document, operation, calls.of(operation.name())).stream()
                        .filter(isBad(operation).negate())
                        .map(BadCall::name)
                        .map(name -> dynamicTest(
                                operation.name() + " " + name, () -> takes(document, operation, calls, name))));
    }

    private void takes(ApiDocument document, Operation operation, ValidCalls calls, String name) {
        ValidCall call = EditCalls.ofDraft(calls.of(operation.name()), EditCalls.newDraft(api(), clock()));
        BadCall fine = BadBodies.fieldByField(document, operation, call).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        var answer = new Wire(port()).send(fine.request());
        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    }

    @Test
    void takesWhatIsFineAfterAll() {
        ApiDocument document = ApiDocument.of(api());
        ValidCalls valid = newCalls();
        Set<String> taken = new HashSet<>();
        document.operations().stream().filter(Operation::takesJson).forEach(operation -> {
            boolean isEdit = isEdit(operation);
            ValidCall call = valid.of(operation.name());
            Stream.of(BadBodies.whole(document, operation, call), BadBodies.fieldByField(document, operation, call))
                    .flatMap(List::stream)
                    .filter(isBad(operation).negate())
                    .forEach(fine -> {
                        if (!isEdit) {
                            var answer = new Wire(port()).send(fine.request());
                            assertThat(answer.status())
                                    .as(fine.name() + " " + answer.text())
                                    .isBetween(200, 299);
                        }
                        taken.add(operation.name() + " " + fine.name());
                    });
        });
        assertThat(taken).isEqualTo(FINE_AFTER_ALL);
    }
}
