package dev.frontrow.identity.owndata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.AuditedTest;
import dev.frontrow.Crowd;
import dev.frontrow.Fan;
import dev.frontrow.Stage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// What owners of accounts get and delete of their data.
class OwnDataTest extends AuditedTest {

    private static final String EXPORT = "/api/v1/buyers/me/export";
    private static final String DELETION = "/api/v1/buyers/me/deletion";
    private static final String REASON = "Audit-Reason";

    private final String unique = UUID.randomUUID().toString().substring(0, 12);
    private final String username = "Mina-" + unique;
    private final String displayName = "김미나, =1+1 " + unique;
    private final String address = "mina." + unique + "@example.org";

    @Autowired
    private AccountExport exports;

    @Autowired
    private List<PersonalData> modules;

    private ApiClient mina;

    @BeforeEach
    void signUp() {
        mina = signsUp();
        mina.raw(
                        "PUT",
                        "/api/v1/buyers/me/recovery-address",
                        "{\"currentPassword\": \"%s\", \"recoveryAddress\": \"%s\"}"
                                .formatted(ApiClient.PASSWORD, address))
                .expect(204);
    }

    private ApiClient signsUp() {
        api().post(
                        "/api/v1/buyers",
                        Map.of("username", username, "password", ApiClient.PASSWORD, "displayName", displayName))
                .expect(201);
        return api().asSignedIn(username, ApiClient.PASSWORD);
    }

    private static Answer deletes(ApiClient who, Map<String, ?> more) {
        Map<String, Object> form = new HashMap<>(Map.of("currentPassword", ApiClient.PASSWORD));
        form.putAll(more);
        return who.post(DELETION, form);
    }

    private static Answer deletesAll(ApiClient who) {
        return deletes(who, Map.of("giveUpMoney", true));
    }

    private UUID id(ApiClient who) {
        return UUID.fromString(
                who.get("/api/v1/buyers/me").expect(200).body().path("buyerId").asString());
    }

    @Test
    void exportHasAllOfItsOwnerAndNothingOfOthers() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan(mina);
        JsonNode payment = fan.buys("1", "2");
        JsonNode others = stage.fan().buys("3");

        Answer answer = mina.get(EXPORT).expect(200);

        assertThat(answer.header("Content-Disposition")).contains("attachment", "frontrow-account.json");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.text())
                .contains("allowances", "wallets", "endedSessions", "answers", "turnAlerts", "refunds")
                .doesNotContain(others.path("paymentId").asString(), "$2a$", "password_hash");
        assertHas(answer.body(), stage, payment);
    }

    private void assertHas(JsonNode export, Stage stage, JsonNode payment) {
        JsonNode account = export.path("account").path(0);
        assertThat(account.path("username").asString()).isEqualTo(username);
        assertThat(account.path("displayName").asString()).isEqualTo(displayName);
        assertThat(account.path("recoveryAddress").asString()).isEqualTo(address);
        assertThat(account.path("createdAt").asString()).endsWith("Z");
        assertThat(export.path("payments").path(0).path("paymentId")).isEqualTo(payment.path("paymentId"));
        assertThat(export.path("tickets")).hasSize(2);
        assertThat(export.path("holds").path(0).path("seats").toString()).isEqualTo("[\"1\",\"2\"]");
        assertThat(export.path("transfers")).hasSize(2);
        assertThat(export.path("transfers").path(1).path("amountMinor").asLong())
                .isEqualTo(-2 * Stage.FRONT_PRICE);
        assertThat(export.path("placesInLine").path(0).path("concertId").asLong())
                .isEqualTo(stage.concertId());
    }

    /// A new table with a buyer in it needs its part of the export, or a reason.
    @Test
    void exportReadsEveryTableThatNamesABuyer() {
        String statements = modules.stream()
                .flatMap(module -> module.exports().values().stream())
                .collect(Collectors.joining("\n"));
        Set<String> tables = new HashSet<>(owner().sql("""
                        select table_schema || '.' || table_name
                        from information_schema.columns
                        where column_name = 'buyer_id' and table_schema not in ('pg_catalog', 'information_schema')
                        """).query(String.class).list());
        // It says until when a session counts as one with a second factor.
        tables.remove("identity.confirmed_session");

        assertThat(tables)
                .isNotEmpty()
                .allSatisfy(table -> assertThat(statements).contains(table + "\n"));
    }

    @Test
    void refusesExportsToOthersAndBeyondTwoAtATime() {
        api().get(EXPORT).expectProblem(401, "unauthenticated");
        exports.atOnce.acquireUninterruptibly(AccountExport.AT_ONCE_MAX);
        try {
            Answer busy = mina.get(EXPORT).expectProblem(503, "busy");
            assertThat(busy.header("Retry-After")).isEqualTo("2");
        } finally {
            exports.atOnce.release(AccountExport.AT_ONCE_MAX);
        }
        mina.get(EXPORT).expect(200);
    }

    @Test
    void leavesNothingThatNamesThePerson() {
        Stage stage = Stage.open(api(), clock());
        stage.fan(mina).buys("1");
        api().asOperator()
                .post("/api/v1/operator/password-resets", Map.of("username", username))
                .expect(201);
        api().post("/api/v1/password-resets", Map.of("username", username)).expect(202);
        assertThat(columnsWith(username)).contains("identity.buyer.username");

        deletesAll(mina).expect(204);

        assertThat(columnsWith(username)).isEmpty();
        assertThat(columnsWith(displayName)).isEmpty();
        assertThat(columnsWith(address)).isEmpty();
    }

    /// The columns of all tables, whatever their type, with this text somewhere.
    private List<String> columnsWith(String text) {
        return owner()
                .sql("""
                        select c.table_schema || '.' || c.table_name || '.' || c.column_name as name,
                               format('select exists (select from %I.%I where strpos(lower(%I::text), lower($1)) > 0)',
                                      c.table_schema, c.table_name, c.column_name) as statement
                        from information_schema.columns c join information_schema.tables using (table_schema, table_name)
                        where c.table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'
                            and c.data_type in ('text', 'json', 'jsonb', 'ARRAY', 'bytea', 'character varying')
                        """)
                .query((row, _) -> Map.entry(row.getString("name"), row.getString("statement")))
                .list()
                .stream()
                .filter(column -> owner().sql(column.getValue().replace("$1", ":text"))
                        .param("text", text)
                        .query(Boolean.class)
                        .single())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void keepsTicketsAndMoneyAndLetsTheTicketIn() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan(mina);
        String paymentId = fan.buys("1").path("paymentId").asString();
        UUID buyerId = id(mina);
        long balance = fan.balance();

        deletesAll(mina).expect(204);

        JsonNode order = api().asOperator()
                .get("/api/v1/operator/orders/" + paymentId)
                .expect(200)
                .body();
        assertThat(order.path("tickets").path(0).path("status").asString()).isEqualTo("VALID");
        assertThat(order.path("buyer").path("issuer").asString()).isEqualTo("deleted");
        assertThat(order.path("buyer").toString()).doesNotContain("username", "displayName", "recoveryAddress");
        assertThat(balanceOf(buyerId)).isEqualTo(balance);
        assertThat(api().asOperator()
                        .get("/api/v1/operator/concerts/" + stage.concertId() + "/exports/entries.csv")
                        .expect(200)
                        .text()
                        .lines())
                .hasSize(2);
    }

    private long balanceOf(UUID buyerId) {
        return owner().sql("select balance_minor from wallet.account where buyer_id = :id")
                .param("id", buyerId)
                .query(Long.class)
                .single();
    }

    @Test
    void operatorsFindNobodyByTheOldName() {
        Stage stage = Stage.open(api(), clock());
        String paymentId = stage.fan(mina).buys("1").path("paymentId").asString();
        UUID buyerId = id(mina);
        ApiClient operator = api().asOperator();
        assertThat(operator.get("/api/v1/operator/search?q=" + username)
                        .expect(200)
                        .text())
                .contains(buyerId.toString());
        deletesAll(mina).expect(204);

        List<String> read = List.of(
                "/api/v1/operator/search?q=" + username,
                "/api/v1/operator/buyers/" + buyerId + "/story",
                "/api/v1/operator/orders/" + paymentId + "/evidence",
                "/api/v1/operator/concerts/" + stage.concertId() + "/exports/orders.csv",
                "/api/v1/operator/concerts/" + stage.concertId() + "/exports/tickets.csv",
                "/api/v1/operator/concerts/" + stage.concertId() + "/exports/ledger.csv");

        assertThat(read)
                .allSatisfy(path -> assertThat(operator.get(path).expect(200).text())
                        .doesNotContainIgnoringCase(username)
                        .doesNotContain(displayName, address));
        assertPagesSayDeleted(operator, buyerId, paymentId);
    }

    private void assertPagesSayDeleted(ApiClient operator, UUID buyerId, String paymentId) {
        for (String page : List.of("buyers/" + buyerId, paymentId, paymentId + "/evidence")) {
            assertThat(operator.with("Accept", "text/html")
                            .language("en")
                            .get("/office/orders/" + page)
                            .expect(200)
                            .text())
                    .contains("Deleted by its owner")
                    .doesNotContainIgnoringCase(username);
        }
    }

    @Test
    void refundsOfACancelledConcertStillGoToTheAccount() {
        Stage stage = Stage.open(api(), clock());
        String paymentId = stage.fan(mina).buys("1").path("paymentId").asString();
        UUID buyerId = id(mina);
        deletesAll(mina).expect(204);

        api().asOperator()
                .with(REASON, "cancelled")
                .idempotencyKey("refund")
                .post("/api/v1/operator/orders/" + paymentId + "/refunds", Map.of("seats", "KEEP"))
                .expect(201);

        assertThat(balanceOf(buyerId)).isEqualTo(900_000);
    }

    @ParameterizedTest
    @CsvSource({"wrong password", "''"})
    void refusesAWrongPassword(String password) {
        Answer refused = mina.post(DELETION, Map.of("currentPassword", password, "giveUpMoney", true))
                .expectProblem(400, "request-invalid");

        assertThat(refused.fault("currentPassword")).isEqualTo("is not the current password");
        mina.post(DELETION, Map.of()).expectProblem(400, "request-invalid");
        api().post(DELETION, Map.of("currentPassword", ApiClient.PASSWORD)).expectProblem(401, "unauthenticated");
        mina.get("/api/v1/buyers/me").expect(200);
    }

    @Test
    void slowsDownGuessing() {
        for (int i = 0; i < 10; i++) {
            mina.post(DELETION, Map.of("currentPassword", "wrong " + i)).expectProblem(400, "request-invalid");
        }

        deletesAll(mina).expectProblem(429, "too-many-requests");
    }

    @Test
    void refusesWhileSeatsAreHeldUntilTheirTimeIsOver() {
        Stage stage = Stage.open(api(), clock());
        Fan fan = stage.fan(mina).joinsAndEnters();
        fan.holds("1").expect(201);
        UUID buyerId = id(mina);

        deletesAll(mina).expectProblem(409, "account-holds-seats");
        assertRefusedByDatabase(buyerId, true, "holds seats");

        fan.releases().expect(204);
        deletesAll(mina).expect(204);
    }

    private UUID refundWaits(String paymentId) {
        UUID refundId = UUID.randomUUID();
        owner().sql("""
                        insert into payment.refund (refund_id, payment_id, status, amount_minor, fee_minor, currency,
                            tickets, amounts_minor, fees_minor, seats, reason, requested_by, requested_at)
                        select :id, payment_id, 'REQUESTED', 1, 0, currency, array[gen_random_uuid()], array[1::bigint],
                            array[0::bigint], 'KEEP', 'ill', gen_random_uuid(), now()
                        from payment.payment
                        where payment_id = :paymentId
                        """)
                .param("id", refundId)
                .param("paymentId", UUID.fromString(paymentId))
                .update();
        return refundId;
    }

    @Test
    void refusesWhileARefundWaits() {
        Stage stage = Stage.open(api(), clock());
        String paymentId = stage.fan(mina).buys("1", "2", "3").path("paymentId").asString();
        UUID buyerId = id(mina);
        UUID refundId = refundWaits(paymentId);

        deletesAll(mina).expectProblem(409, "account-awaits-refund");
        assertRefusedByDatabase(buyerId, true, "awaits a refund");

        owner().sql("delete from payment.refund where refund_id = :id")
                .param("id", refundId)
                .update();
        deletesAll(mina).expect(204);
    }

    @Test
    void refusesWhileMoneyIsLeftThatNobodyGaveUp() {
        mina.idempotencyKey("euros")
                .post("/api/v1/buyers/me/top-ups", Map.of("amountMinor", 1_000, "currency", "KWD"))
                .expect(201);
        UUID buyerId = id(mina);

        deletes(mina, Map.of()).expectProblem(409, "account-has-money");
        deletes(mina, Map.of("giveUpMoney", false)).expectProblem(409, "account-has-money");
        assertRefusedByDatabase(buyerId, false, "has money");
        mina.get("/api/v1/buyers/me").expect(200);

        deletesAll(mina).expect(204);
    }

    @Test
    void refusesAccountsOfOperators() {
        ApiClient operator = newOperator();

        deletesAll(operator).expectProblem(409, "account-of-operator");

        assertRefusedByDatabase(
                UUID.fromString(operator.get("/api/v1/probe/caller")
                        .body()
                        .path("buyerId")
                        .asString()),
                true,
                "of an operator stays");
    }

    @Test
    void databaseKeepsNamesAndDeletedAccountsAsTheyAre() {
        UUID buyerId = id(mina);
        assertThatThrownBy(() -> change(buyerId, "username = 'somebody-else'"))
                .hasMessageContaining("keeps its name until it is deleted");
        assertThatThrownBy(() -> change(buyerId, "deleted_at = now()")).hasMessageContaining("buyer_deleted_is_nobody");
        deletesAll(mina).expect(204);

        assertThatThrownBy(() -> change(buyerId, "deleted_at = null")).hasMessageContaining("stays deleted");
        assertThatThrownBy(() -> change(buyerId, "display_name = 'Mina'")).hasMessageContaining("stays deleted");
        assertThatThrownBy(() -> change(buyerId, "password_hash = 'x'"))
                .hasMessageContaining("buyer_deleted_is_nobody");
        assertThatThrownBy(() -> change(buyerId, "recovery_address = 'a@b.example'"))
                .hasMessageContaining("buyer_deleted_is_nobody");
    }

    private void change(UUID buyerId, String change) {
        owner().sql("update identity.buyer set " + change + " where buyer_id = :id")
                .param("id", buyerId)
                .update();
    }

    /// As a fault in our code would have it.
    private void assertRefusedByDatabase(UUID buyerId, boolean moneyGivenUp, String words) {
        assertThatThrownBy(() -> change(
                        buyerId,
                        "username = null, display_name = null, password_hash = null, recovery_address = null,"
                                + " issuer = 'deleted', subject = buyer_id::text, gave_up_money = " + moneyGivenUp
                                + ", deleted_at = '" + clock().instant() + "'"))
                .hasMessageContaining(words);
    }

    @Test
    void endsAllSessions() {
        ApiClient phone = api().asSignedIn(username, ApiClient.PASSWORD);
        phone.get("/api/v1/buyers/me").expect(200);

        deletesAll(mina).expect(204);

        deletesAll(mina).expectProblem(401, "unauthenticated");
        phone.get("/api/v1/buyers/me").expectProblem(401, "unauthenticated");
        api().post("/api/v1/sessions", Map.of("username", username, "password", ApiClient.PASSWORD))
                .expectProblem(401, "credentials-wrong");
    }

    @Test
    void aNewAccountOfTheSameNameSeesNothingOfTheOldOne() {
        Stage stage = Stage.open(api(), clock());
        JsonNode old = stage.fan(mina).buys("1");
        UUID before = id(mina);
        deletesAll(mina).expect(204);

        ApiClient again = signsUp();

        assertThat(id(again)).isNotEqualTo(before);
        assertThat(stage.fan(again).balance()).isZero();
        again.get("/api/v1/payments/" + old.path("paymentId").asString()).expectProblem(404, "payment-unknown");
        JsonNode export = again.get(EXPORT).expect(200).body();
        for (String part : List.of("payments", "tickets", "holds", "transfers", "placesInLine", "doneAboutAccount")) {
            assertThat(export.path(part)).as(part).isEmpty();
        }
        assertThat(again.get("/api/v1/buyers/me").body().has("recoveryAddress")).isFalse();
    }

    @Test
    void ofDeletionsAtOnceOneIsEnough() {
        List<Integer> statuses =
                Crowd.atOnce(List.of(mina, mina, mina), who -> deletesAll(who).status());

        assertThat(statuses).contains(204).allMatch(status -> status == 204 || status == 401);
        mina.get("/api/v1/buyers/me").expectProblem(401, "unauthenticated");
    }

    /// Either the payment is first and its ticket stays, or the deletion is refused: nobody loses held seats to it.
    @Test
    void aPaymentAtTheSameMomentIsWholeOrKeepsTheAccount() {
        Stage stage = Stage.ofSeats(api(), clock(), 40);
        List<Fan> fans = crowd().of(20, stage);
        fans.forEach(fan -> fan.topsUp(900_000).expect(201));
        for (int i = 0; i < fans.size(); i++) {
            fans.get(i).joinsAndEnters().holds(Integer.toString(i + 1)).expect(201);
        }

        List<Answer> paid = new CopyOnWriteArrayList<>();
        List<Answer> deleted = Crowd.atOnce(fans, fan -> paysAndDeletes(fan, paid));

        assertThat(paid).extracting(Answer::status).containsOnly(201);
        assertThat(deleted).allSatisfy(answer -> {
            if (answer.status() != 204) {
                answer.expectProblem(409, "account-holds-seats");
            }
        });
    }

    private static Answer paysAndDeletes(Fan fan, List<Answer> paid) {
        Thread payment = Thread.ofVirtual().start(() -> paid.add(fan.pays("once")));
        Answer answer = fan.api().post(DELETION, Map.of("currentPassword", "", "giveUpMoney", true));
        try {
            payment.join();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        return answer;
    }
}
