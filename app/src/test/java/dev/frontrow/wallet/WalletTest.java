package dev.frontrow.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.AuditedTest;
import dev.frontrow.Crowd;
import dev.frontrow.money.Money;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WalletTest extends AuditedTest {

    private static final String TOP_UPS = "/api/v1/buyers/me/top-ups";

    private ApiClient buyer;

    @BeforeEach
    void buyer() {
        buyer = api().asNewBuyer();
    }

    @Test
    void startsWithNothingAndGrowsByTopUps() {
        assertThat(balance()).isZero();

        var topUp = topUp("{\"amountMinor\": 30000}").expect(201).body();

        assertThat(topUp.path("balanceMinor").asLong()).isEqualTo(30_000);
        assertThat(topUp.path("currency").asString()).isEqualTo("KRW");
        assertThat(topUp.path("topUpId").asString()).isNotEmpty();
        assertThat(balance()).isEqualTo(30_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "0.5", "100.25", "10000001", "1e300", "99999999999999999999999999", "-9e99"})
    void rejectsAmountsThatAreNoAmounts(String amount) {
        topUp("{\"amountMinor\": " + amount + "}").expectProblem(422, "amount-invalid");
        assertThat(balance()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"100\"", "null", "true", "[]", "{}", "\"\""})
    void rejectsAmountsOfTheWrongType(String amount) {
        var refusal = topUp("{\"amountMinor\": " + amount + "}").expectProblem(400, "request-invalid");
        assertThat(refusal.fault("amountMinor")).isNotEmpty();
        assertThat(balance()).isZero();
    }

    @Test
    void rejectsBalanceOverItsLimit() {
        for (int i = 0; i < 10; i++) {
            topUp("{\"amountMinor\": 10000000}").expect(201);
        }
        topUp("{\"amountMinor\": 1}").expectProblem(422, "balance-limit-exceeded");
        assertThat(balance()).isEqualTo(100_000_000);
    }

    @Test
    void rejectsTopUpWithoutIdempotencyKey() {
        buyer.post(TOP_UPS, Map.of("amountMinor", 1000)).expectProblem(400, "idempotency-key-required");
        buyer.idempotencyKey("x".repeat(256))
                .post(TOP_UPS, Map.of("amountMinor", 1000))
                .expectProblem(400, "idempotency-key-required");
        assertThat(balance()).isZero();
    }

    @Test
    void repeatedTopUpCountsOnceAndAnswersTheSameBytes() {
        var keyed = buyer.idempotencyKey("pocket money");
        var first = keyed.post(TOP_UPS, Map.of("amountMinor", 1000)).expect(201);

        assertThat(keyed.post(TOP_UPS, Map.of("amountMinor", 1000)).expect(201).text())
                .isEqualTo(first.text());
        keyed.post(TOP_UPS, Map.of("amountMinor", 1001)).expectProblem(422, "idempotency-key-reused");
        assertThat(balance()).isEqualTo(1_000);
    }

    @Test
    void quotedIdempotencyKeyIsTheSameAsTheBareOne() {
        var first = buyer.idempotencyKey("abc")
                .post(TOP_UPS, Map.of("amountMinor", 1000))
                .expect(201);
        var quoted = buyer.idempotencyKey("\"abc\"")
                .post(TOP_UPS, Map.of("amountMinor", 1000))
                .expect(201);
        assertThat(quoted.text()).isEqualTo(first.text());
    }

    @Test
    void idempotencyKeysBelongToTheirBuyer() {
        buyer.idempotencyKey("mine").post(TOP_UPS, Map.of("amountMinor", 1000)).expect(201);
        var other = api().asNewBuyer()
                .idempotencyKey("mine")
                .post(TOP_UPS, Map.of("amountMinor", 7))
                .expect(201);
        assertThat(other.body().path("balanceMinor").asLong()).isEqualTo(7);
    }

    @Test
    void sameTopUpSentManyTimesAtOnceCountsOnce() {
        var keyed = buyer.idempotencyKey("storm");
        var answers = Crowd.atOnce(
                Collections.nCopies(20, keyed), client -> client.post(TOP_UPS, Map.of("amountMinor", 500)));

        assertThat(answers)
                .allMatch(answer -> answer.status() == 201 || answer.code().equals("request-in-progress"));
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .map(ApiClient.Answer::text)
                        .distinct())
                .hasSize(1);
        assertThat(balance()).isEqualTo(500);
    }

    @Test
    void differentTopUpsAtOnceAllCount() {
        Crowd.atOnce(
                IntStream.range(0, 50).boxed().toList(),
                i -> topUp("{\"amountMinor\": 100}").expect(201));
        assertThat(balance()).isEqualTo(5_000);
    }

    @Test
    void ledgerListsEntriesNewestFirstPageByPage() {
        for (int i = 1; i <= 5; i++) {
            topUp("{\"amountMinor\": " + i + "}").expect(201);
        }
        var first = buyer.get("/api/v1/buyers/me/ledger?limit=3").expect(200).body();
        var second = buyer.get("/api/v1/buyers/me/ledger?limit=3&before="
                        + first.path("nextBefore").asLong())
                .expect(200)
                .body();

        assertThat(first.path("entries"))
                .extracting(entry -> entry.path("amountMinor").asLong())
                .containsExactly(5L, 4L, 3L);
        assertThat(second.path("entries"))
                .extracting(entry -> entry.path("balanceMinor").asLong())
                .containsExactly(3L, 1L);
        assertThat(second.has("nextBefore")).isFalse();
    }

    @Test
    void somebodyElsesWalletDoesNotExist() {
        String other = api().asNewBuyer()
                .get("/api/v1/buyers/me/balance")
                .body()
                .path("buyerId")
                .asString();
        for (String id : List.of(other, UUID.randomUUID().toString(), "-1", "nobody")) {
            buyer.get("/api/v1/buyers/" + id + "/balance").expectProblem(404, "buyer-unknown");
            buyer.get("/api/v1/buyers/" + id + "/ledger").expectProblem(404, "buyer-unknown");
            buyer.idempotencyKey("k")
                    .post("/api/v1/buyers/" + id + "/top-ups", Map.of("amountMinor", 1))
                    .expectProblem(404, "buyer-unknown");
        }
        String own =
                buyer.get("/api/v1/buyers/me/balance").body().path("buyerId").asString();
        buyer.get("/api/v1/buyers/" + own + "/balance").expect(200);
    }

    @Test
    void balancesOfOtherCurrenciesAreTheirOwn() {
        buyer.idempotencyKey("usd")
                .post(TOP_UPS, Map.of("amountMinor", 500, "currency", "USD"))
                .expect(201);
        assertThat(balance()).isZero();
        assertThat(buyer.get("/api/v1/buyers/me/balance?currency=USD")
                        .body()
                        .path("balanceMinor")
                        .asLong())
                .isEqualTo(500);
        buyer.get("/api/v1/buyers/me/balance?currency=XXL").expectProblem(400, "request-invalid");
    }

    @Test
    void balanceListsAllCurrenciesThatThereAre() {
        topUp("{\"amountMinor\": 5000}").expect(201);
        topUp("{\"amountMinor\": 1250, \"currency\": \"EUR\"}").expect(201);

        var balance = buyer.get("/api/v1/buyers/me/balance").expect(200).body();

        assertThat(balance.path("balanceMinor").asLong()).isEqualTo(5000);
        assertThat(balance.path("currency").asString()).isEqualTo("KRW");
        assertThat(balance.path("balances").toString())
                .isEqualTo(
                        "[{\"currency\":\"EUR\",\"balanceMinor\":1250},{\"currency\":\"KRW\",\"balanceMinor\":5000}]");
    }

    @Test
    void ledgerNamesTheCurrencyOfEachRowAndListsOneAloneWhereAsked() {
        topUp("{\"amountMinor\": 5000}").expect(201);
        topUp("{\"amountMinor\": 1250, \"currency\": \"EUR\"}").expect(201);

        assertThat(buyer.get("/api/v1/buyers/me/ledger").body().path("entries"))
                .extracting(entry -> entry.path("currency").asString())
                .containsExactly("EUR", "KRW");
        assertThat(buyer.get("/api/v1/buyers/me/ledger?currency=EUR").body().path("entries"))
                .extracting(entry -> entry.path("balanceMinor").asLong())
                .containsExactly(1250L);
        buyer.get("/api/v1/buyers/me/ledger?currency=XAU").expectProblem(400, "request-invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "XXX", "XTS", "XAU", "XDR", "CHE", "CLF", "UYI", "USN", "BOV", "COU", "MXV", "DEM", "HRK", "krw", ""
            })
    void rejectsCurrenciesThatNobodyPaysWith(String currency) {
        var refusal = topUp("{\"amountMinor\": 1, \"currency\": \"" + currency + "\"}")
                .expectProblem(400, "request-invalid");
        assertThat(refusal.fault("currency")).contains("that people pay with");
        assertThat(buyer.get("/api/v1/buyers/me/balance").body().path("balances"))
                .isEmpty();
    }

    /// The limit in won as a plain number would be too low for rupiah, and worth millions of dollars in dinars.
    @ParameterizedTest
    @CsvSource({
        "KRW, 10000000",
        "EUR, 1000000",
        "USD, 1000000",
        "JPY, 1000000",
        "KWD, 10000000",
        "IDR, 10000000000",
        "VND, 100000000",
        "CLP, 10000000"
    })
    void limitsAreOfOneSizeInEveryCurrency(String currency, long most) {
        var refusal = topUp("{\"amountMinor\": " + (most + 1) + ", \"currency\": \"" + currency + "\"}")
                .expectProblem(422, "amount-invalid");
        assertThat(refusal.text()).contains(new Money(most, Currency.getInstance(currency)).text(Locale.ENGLISH));
        for (int i = 0; i < 10; i++) {
            topUp("{\"amountMinor\": " + most + ", \"currency\": \"" + currency + "\"}")
                    .expect(201);
        }
        assertThat(topUp("{\"amountMinor\": 1, \"currency\": \"" + currency + "\"}")
                        .expectProblem(422, "balance-limit-exceeded")
                        .text())
                .contains(new Money(10 * most, Currency.getInstance(currency)).text(Locale.ENGLISH));
    }

    private ApiClient.Answer topUp(String body) {
        return buyer.idempotencyKey(UUID.randomUUID().toString()).raw("POST", TOP_UPS, body);
    }

    private long balance() {
        return buyer.get("/api/v1/buyers/me/balance")
                .expect(200)
                .body()
                .path("balanceMinor")
                .asLong();
    }
}
