package dev.frontrow.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class AuditLogTest extends ServerTest {

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    @Autowired
    private AuditLog log;

    @Autowired
    private AuditEntries entries;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient server;

    private long newest() {
        return server.sql("select coalesce(max(sequence), 0) from audit.entry")
                .query(Long.class)
                .single();
    }

    private List<AuditEntry> after(long sequence) {
        return entries.page(sequence, true, new AuditFilter(null, null, null, null, null), 1_000);
    }

    private void records(String subject, Actor actor) {
        actor.does(() -> transaction.executeWithoutResult(
                _ -> log.record(Action.VENUE_CREATED, subject, null, Map.of("name", "홀, \"=1\""))));
    }

    @Test
    void chainsEachEntryToTheOneBefore() throws NoSuchAlgorithmException {
        long before = newest();
        UUID id = UUID.randomUUID();
        records("venue 1", new Actor(id, "미나", "OWNER", "::1", "because, he said"));
        records("venue 2", Actor.system("job"));

        List<AuditEntry> made = after(before);

        assertThat(made).extracting(AuditEntry::sequence).containsExactly(before + 1, before + 2);
        assertThat(made.get(1).previousHash()).isEqualTo(made.getFirst().hash());
        for (AuditEntry entry : made) {
            assertThat(entry.hash()).isEqualTo(hash(entry));
        }
        assertThat(made.getFirst().after()).isEqualTo("{\"name\":\"홀, \\\"=1\\\"\"}");
        assertThat(made.get(1).actorId()).isNull();
    }

    /// As docs/box-office.md says it, and not as the trigger does.
    private static String hash(AuditEntry entry) throws NoSuchAlgorithmException {
        var text = new StringBuilder();
        for (Object field : new Object[] {
            entry.sequence(),
            MICROSECONDS.format(entry.at()),
            entry.action(),
            entry.subject(),
            entry.actorId(),
            entry.actor(),
            entry.role(),
            entry.address(),
            entry.reason(),
            entry.before(),
            entry.after()
        }) {
            String value = field == null ? null : field.toString();
            text.append(text.isEmpty() ? "" : ",")
                    .append(value == null ? "-" : value.getBytes(StandardCharsets.UTF_8).length + ":" + value);
        }
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(HexFormat.of().parseHex(entry.previousHash()));
        return HexFormat.of().formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void rolledBackEntryLeavesNoGap() {
        long before = newest();
        Actor.system("job")
                .does(() -> transaction.executeWithoutResult(status -> {
                    log.record(Action.VENUE_CREATED, "venue 1", null, null);
                    status.setRollbackOnly();
                }));
        records("venue 2", Actor.system("job"));

        assertThat(after(before)).extracting(AuditEntry::sequence).containsExactly(before + 1);
    }

    @Test
    void recordsInTheTransactionOfTheChangeOnly() {
        assertThatThrownBy(
                        () -> Actor.system("job").does(() -> log.record(Action.VENUE_CREATED, "venue 1", null, null)))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void recordsNothingByNobody() {
        assertThatThrownBy(() ->
                        transaction.executeWithoutResult(_ -> log.record(Action.VENUE_CREATED, "venue 1", null, null)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void timeNeverGoesBack() {
        records("venue 1", Actor.system("job"));
        AuditEntry latest = after(newest() - 1).getFirst();

        server.sql("""
                        insert into audit.entry (at, action, subject, actor, role)
                        values (:at::timestamptz - interval '1 hour', 'VENUE_CREATED', 'venue 2', 'job', 'SYSTEM')
                        """).param("at", latest.at().toString()).update();

        assertThat(after(latest.sequence()).getFirst().at()).isEqualTo(latest.at());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit.entry set reason = 'another'",
                "update audit.entry set hash = hash where false",
                "delete from audit.entry where sequence = 1",
                "truncate audit.entry"
            })
    void notEvenTheOwnerOfTheTablesChangesAnEntry(String statement) {
        records("venue 1", Actor.system("job"));

        assertThatThrownBy(() -> owner().sql(statement).update())
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("never changed or deleted");
        assertThatThrownBy(() -> server.sql(statement).update()).hasStackTraceContaining("permission denied");
    }

    @Test
    void chosenNumbersAndHashesAreNotTakenOver() {
        long before = newest();
        server.sql("""
                        insert into audit.entry (sequence, at, action, subject, actor, role, previous_hash, hash)
                        values (7000000, now(), 'VENUE_CREATED', 'venue 2', 'job', 'SYSTEM',
                                decode(repeat('11', 32), 'hex'), decode(repeat('22', 32), 'hex'))
                        """).update();

        assertThat(after(before)).hasSize(1).allSatisfy(entry -> {
            assertThat(entry.sequence()).isEqualTo(before + 1);
            assertThat(entry.hash()).isEqualTo(hash(entry));
        });
    }

    @Test
    void chainStaysWholeWhereManyWriteAtOnce() {
        long before = newest();
        var writers = IntStream.range(0, 8)
                .mapToObj(writer -> CompletableFuture.runAsync(
                        () -> IntStream.range(0, 10).forEach(i -> records("venue " + writer, Actor.system("job")))))
                .toList();
        assertThat(writers).allSatisfy(writer -> assertThat(writer).succeedsWithin(Duration.ofMinutes(1)));

        List<AuditEntry> made = after(before);

        assertThat(made).hasSize(80);
        for (int i = 1; i < made.size(); i++) {
            assertThat(made.get(i).previousHash()).isEqualTo(made.get(i - 1).hash());
        }
    }

    @Test
    void listsAndFilters() {
        String subject = "venue of " + UUID.randomUUID();
        long before = newest();
        records(subject, Actor.system("first"));
        records("venue 7", Actor.system("second"));
        records(subject, Actor.system("third"));
        ApiClient operator = api().asOperator();

        assertThat(sequences(operator, "after=" + before)).containsExactly(before + 1, before + 2, before + 3);
        assertThat(sequences(operator, "limit=2")).containsExactly(before + 3, before + 2);
        assertThat(sequences(operator, "before=" + (before + 2) + "&limit=1")).containsExactly(before + 1);
        assertThat(sequences(operator, "subject=" + subject.replace(" ", "%20")))
                .containsExactly(before + 3, before + 1);
        assertThat(sequences(operator, "actor=second&limit=1")).containsExactly(before + 2);
        assertThat(sequences(operator, "action=ROOM_STEERED&after=" + before)).isEmpty();
        assertThat(sequences(operator, "until=" + clock().instant() + "&after=" + before))
                .isEmpty();
        assertThat(sequences(operator, "since=" + clock().instant() + "&after=" + before))
                .hasSize(3);
    }

    private static Stream<Long> sequences(ApiClient operator, String query) {
        JsonNode page =
                operator.get("/api/v1/operator/audit?" + query).expect(200).body();
        return page.path("entries")
                .valueStream()
                .map(entry -> entry.path("sequence").asLong());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"after=1&before=2", "since=1999-12-31T23:59:59Z", "until=yesterday", "limit=1001", "before=0"})
    void rejectsUnfitQueries(String query) {
        api().asOperator().get("/api/v1/operator/audit?" + query).expectProblem(400, "request-invalid");
    }

    @Test
    void isForOperatorsOnlyButForItsHeads() {
        newBuyer().get("/api/v1/operator/audit").expectProblem(403, "forbidden");
        api().get("/api/v1/operator/audit").expectProblem(401, "unauthenticated");

        records("venue 1", Actor.system("job"));
        clock().advance(Duration.ofSeconds(1));
        JsonNode head = api().get("/api/v1/audit-heads")
                .expect(200)
                .body()
                .path("heads")
                .path(0);

        AuditEntry latest = after(newest() - 1).getFirst();
        assertThat(head.path("day").asString())
                .isEqualTo(LocalDate.ofInstant(latest.at(), ZoneOffset.UTC).toString());
        assertThat(head.path("sequence").asLong()).isEqualTo(latest.sequence());
        assertThat(head.path("hash").asString()).isEqualTo(latest.hash());
    }

    @Test
    void eachDayHasItsHead() {
        records("venue 1", Actor.system("job"));
        long yesterday = newest();
        clock().advance(Duration.ofDays(1));
        records("venue 2", Actor.system("job"));

        JsonNode heads = api().get("/api/v1/audit-heads").expect(200).body().path("heads");

        assertThat(heads.path(0).path("sequence").asLong()).isEqualTo(yesterday + 1);
        assertThat(heads.path(1).path("sequence").asLong()).isEqualTo(yesterday);
    }

    @Test
    void saysWhatWasBeforeAndAfter() {
        Stage stage = Stage.open(api(), clock());
        long before = newest();

        stage.steer(Map.of("admitPerMinute", 77, "message", "곧 시작해요")).expect(200);

        AuditEntry entry = after(before).getFirst();
        assertThat(entry.subject()).isEqualTo("concert " + stage.concertId());
        assertThat(entry.before()).doesNotContain("77");
        assertThat(entry.after()).contains("\"admitPerMinute\":77", "곧 시작해요");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%zz", "%FF", "a%00b", "a%0Ab", "TOO LONG"})
    void rejectsUnreadableReasons(String reason) {
        Stage stage = Stage.open(api(), clock());
        long before = newest();

        var answer = stage.operator()
                .with("Audit-Reason", reason.equals("TOO LONG") ? "x".repeat(501) : reason)
                .patch("/api/v1/operator/concerts/" + stage.concertId() + "/waiting-room", Map.of("capacity", 5));

        answer.expectProblem(400, "request-invalid");
        assertThat(newest()).isEqualTo(before);
    }

    @Test
    void plansInOtherFormatsAreEntriesToo() {
        long before = newest();
        String csv = "seat,section,row,number,x,y,price level\nA-1,A,1,1,0,0,Back\n";

        api().asOperator()
                .with("Content-Type", "text/csv")
                .raw("POST", "/api/v1/operator/venues?name=Hall", csv)
                .expect(201);

        assertThat(after(before)).extracting(AuditEntry::action).containsExactly("VENUE_CREATED");
    }
}
