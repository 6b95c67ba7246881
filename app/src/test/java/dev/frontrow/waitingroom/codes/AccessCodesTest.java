package dev.frontrow.waitingroom.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Crowd;
import dev.frontrow.Fan;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class AccessCodesTest extends ServerTest {

    @Autowired
    AccessCodes accessCodes;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    private Stage stage;

    @BeforeEach
    void concert() {
        stage = Stage.open(api(), clock());
    }

    @Test
    void redeemsAsOftenAsTheCodeMayBeUsedAndNoOftener() {
        makes(Map.of("codes", List.of("TWICE"), "usesMax", 2)).expect(201);

        assertThat(redeems("TWICE")).isInstanceOf(RedeemOutcome.Redeemed.class);
        assertThat(redeems("TWICE")).isInstanceOf(RedeemOutcome.Redeemed.class);
        assertThat(redeems("TWICE")).isInstanceOf(RedeemOutcome.UsedUp.class);
        assertThat(listed("TWICE").path("uses").asInt()).isEqualTo(2);
    }

    @Test
    void aCodeWithFiveUsesIsRedeemedByFiveOfTwentyInEveryRound() {
        for (int round = 0; round < 20; round++) {
            String code = "ROUND-" + round;
            makes(Map.of("codes", List.of(code), "usesMax", 5)).expect(201);

            List<RedeemOutcome> outcomes =
                    Crowd.atOnce(IntStream.range(0, 20).boxed().toList(), _ -> redeems(code));

            assertThat(outcomes.stream().filter(RedeemOutcome.Redeemed.class::isInstance))
                    .hasSize(5);
            assertThat(outcomes.stream().filter(RedeemOutcome.UsedUp.class::isInstance))
                    .hasSize(15);
            assertThat(listed(code).path("uses").asInt()).isEqualTo(5);
        }
    }

    @Test
    void aRollbackGivesTheUseBack() {
        makes(Map.of("codes", List.of("ONCE"))).expect(201);
        transaction.executeWithoutResult(status -> {
            assertThat(accessCodes.redeem(stage.concertId(), "ONCE")).isInstanceOf(RedeemOutcome.Redeemed.class);
            status.setRollbackOnly();
        });

        assertThat(listed("ONCE").path("uses").asInt()).isZero();
        assertThat(redeems("ONCE")).isInstanceOf(RedeemOutcome.Redeemed.class);
    }

    @Test
    void redeemsOnlyWithinTheCallersTransaction() {
        makes(Map.of("codes", List.of("ALONE"))).expect(201);

        assertThatThrownBy(() -> accessCodes.redeem(stage.concertId(), "ALONE"))
                .isInstanceOf(IllegalTransactionStateException.class);
        assertThat(listed("ALONE").path("uses").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FanClub-2026", "fanclub-2026", "FANCLUB-2026"})
    void doesNotCareAboutCase(String typed) {
        makes(Map.of("codes", List.of("fanClub-2026"))).expect(201);

        assertThat(redeems(typed)).isInstanceOf(RedeemOutcome.Redeemed.class);
    }

    /// Upper-casing turns the dotless i, the long s and the sharp s into letters from A to Z.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOBODY-MADE-ME",
                "FıRST",
                "ſIRST",
                "FIRſT",
                "FIRST ",
                " FIRST",
                "FIRST\n",
                "FI",
                "",
                "%",
                "FIRS_"
            })
    void knowsNoOtherSpelling(String typed) {
        makes(Map.of("codes", List.of("FIRST"))).expect(201);

        assertThat(redeems(typed)).isInstanceOf(RedeemOutcome.Unknown.class);
    }

    @Test
    void doesNotKnowTheCodesOfOtherConcerts() {
        makes(Map.of("codes", List.of("ELSEWHERE"))).expect(201);
        stage = Stage.open(api(), clock());

        assertThat(redeems("ELSEWHERE")).isInstanceOf(RedeemOutcome.Unknown.class);
    }

    @Test
    void refusesRevokedCodesWhetherUsedUpOrNot() {
        makes(Map.of("codes", List.of("FRESH", "SPENT"))).expect(201);
        redeems("SPENT");

        for (String code : List.of("FRESH", "SPENT")) {
            stage.operator().delete(path() + "/" + code).expect(204);
            assertThat(redeems(code)).isInstanceOf(RedeemOutcome.Revoked.class);
        }
        assertThat(listed("SPENT").path("uses").asInt()).isEqualTo(1);
        assertThat(listed("FRESH").path("revoked").asBoolean()).isTrue();
    }

    @Test
    void revokesInAnyCaseAndAsOftenAsAsked() {
        makes(Map.of("codes", List.of("GONE"))).expect(201);

        stage.operator().delete(path() + "/gone").expect(204);
        stage.operator().delete(path() + "/GONE").expect(204);

        stage.operator().delete(path() + "/NEVER-MADE").expectProblem(404, "access-code-unknown");
        stage.operator()
                .delete("/api/v1/operator/concerts/987654321/access-codes/GONE")
                .expectProblem(404, "concert-unknown");
    }

    @Test
    void makesOneCodeForOneUseWhereNothingIsSaid() {
        JsonNode codes = makes(Map.of()).expect(201).body().path("codes");

        assertThat(codes).hasSize(1);
        assertThat(codes.path(0).path("usesMax").asInt()).isEqualTo(1);
        assertThat(codes.path(0).path("uses").asInt()).isZero();
        assertThat(codes.path(0).path("revoked").asBoolean(true)).isFalse();
        assertThat(redeems(codes.path(0).path("code").asString())).isInstanceOf(RedeemOutcome.Redeemed.class);
    }

    @Test
    void generatesTenThousandReadableCodesThatAllDiffer() {
        List<String> codes = codesOf(makes(Map.of("count", 10_000)).expect(201).body());

        assertThat(codes).hasSize(10_000).doesNotHaveDuplicates();
        List<Character> lookAlikes =
                "0O1IL2Z5S8BUV".chars().mapToObj(c -> (char) c).toList();
        assertThat(codes).allMatch(code -> code.matches("([A-HJ-NP-Z2-9]{4}-){2}[A-HJ-NP-Z2-9]{4}"));
        // Each of the twelve characters may be any of the 23 in use.
        for (int at : new int[] {0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13}) {
            assertThat(codes.stream().map(code -> code.charAt(at)).distinct())
                    .hasSize(23)
                    .doesNotContainAnyElementsOf(lookAlikes);
        }
    }

    @Test
    void makesOwnCodesAndGeneratedOnesTogether() {
        List<String> codes = codesOf(makes(Map.of("codes", List.of("vip-1", "VIP-2"), "count", 3, "usesMax", 7))
                .expect(201)
                .body());

        assertThat(codes).hasSize(5).startsWith("VIP-1", "VIP-2");
        assertThat(listed("VIP-1").path("usesMax").asInt()).isEqualTo(7);
    }

    @Test
    void makesNothingWhereOneOfTheCodesExists() {
        makes(Map.of("codes", List.of("TAKEN"), "usesMax", 9)).expect(201);

        Answer refusal = makes(Map.of("codes", List.of("AAAA", "taken", "ZZZZ"), "count", 5))
                .expectProblem(409, "access-code-exists");

        assertThat(refusal.body().path("existingCodes"))
                .extracting(JsonNode::asString)
                .containsExactly("TAKEN");
        assertThat(refusal.body().path("detail").asString()).contains("TAKEN");
        assertThat(allListed(100)).containsExactly("TAKEN");
        assertThat(listed("TAKEN").path("usesMax").asInt()).isEqualTo(9);
    }

    @Test
    void whoeverMakesTheSameCodesAtOnceNeverHalfMakesThem() {
        List<String> codes = IntStream.range(0, 200).mapToObj(i -> "SAME-" + i).toList();
        List<Answer> answers = Crowd.atOnce(IntStream.range(0, 6).boxed().toList(), i -> {
            List<String> shuffled = new ArrayList<>(codes);
            Collections.rotate(shuffled, 31 * i);
            return makes(Map.of("codes", shuffled));
        });

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.code().equals("access-code-exists")))
                .hasSize(5);
        assertThat(allListed(1_000)).hasSize(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"codes": ["ABC"]}                       | codes[0]
            {"codes": ["GOOD", "has space"]}         | codes[1]
            {"codes": ["한정판코드"]}                 | codes[0]
            {"codes": ["GOOD", "good"]}              | codes[1]
            {"codes": []}                            | codes
            {"count": 0}                             | count
            {"count": 10001}                         | count
            {"codes": ["GOOD"], "count": 10000}      | count
            {"usesMax": 0}                           | usesMax
            {"usesMax": 1000001}                     | usesMax
            """)
    void refusesWhatIsOutsideTheLimits(String body, String field) {
        Answer refusal = stage.operator().raw("POST", path(), body).expectProblem(400, "request-invalid");

        assertThat(refusal.body().path("errors"))
                .extracting(error -> error.path("field").asString())
                .containsExactly(field);
        assertThat(allListed(100)).isEmpty();
    }

    @Test
    void takesTheLongestCodesAndTheMostUses() {
        String longest = "X".repeat(64);
        makes(Map.of("codes", List.of(longest, "MIN4"), "usesMax", 1_000_000)).expect(201);
        makes(Map.of("codes", List.of(longest + "X"))).expectProblem(400, "request-invalid");

        assertThat(redeems(longest)).isInstanceOf(RedeemOutcome.Redeemed.class);
    }

    @Test
    void listsEveryCodeOncePageByPage() {
        List<String> made = codesOf(makes(Map.of("count", 25)).expect(201).body());

        assertThat(allListed(10)).containsExactlyElementsOf(new TreeSet<>(made));
        assertThat(allListed(25)).containsExactlyElementsOf(new TreeSet<>(made));
        stage.operator().get(path() + "?limit=1001").expectProblem(400, "request-invalid");
        stage.operator().get(path() + "?limit=0").expectProblem(400, "request-invalid");
        stage.operator().get(path() + "?after=*").expectProblem(400, "request-invalid");
    }

    @Test
    void isTheOperatorsBusinessAlone() {
        makes(Map.of("codes", List.of("SECRET"))).expect(201);
        var fan = stage.fan().api();

        fan.get(path()).expectProblem(403, "forbidden");
        fan.post(path(), Map.of("count", 1)).expectProblem(403, "forbidden");
        fan.delete(path() + "/SECRET").expectProblem(403, "forbidden");
        api().get(path()).expectProblem(401, "unauthenticated");
        assertThat(redeems("SECRET")).isInstanceOf(RedeemOutcome.Redeemed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"uses = 2", "uses = -1", "uses_max = 0", "code = 'small'", "code = 'ABC'", "code = 'A_BCD'"})
    void databaseRefusesWhatNoCodeMayBe(String change) {
        makes(Map.of("codes", List.of("RULE"))).expect(201);

        assertThatThrownBy(() -> owner().sql("update waitingroom.access_code set " + change + " where concert_id = ?")
                        .param(stage.concertId())
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private Answer makes(Map<String, ?> form) {
        return stage.operator().post(path(), form);
    }

    private RedeemOutcome redeems(String code) {
        return Objects.requireNonNull(transaction.execute(_ -> accessCodes.redeem(stage.concertId(), code)));
    }

    private JsonNode listed(String code) {
        for (JsonNode line :
                stage.operator().get(path() + "?limit=1000").expect(200).body().path("codes")) {
            if (line.path("code").asString().equals(code)) {
                return line;
            }
        }
        throw new AssertionError("no code " + code);
    }

    /// All codes of the concert, read in pages of this size.
    private List<String> allListed(int limit) {
        List<String> codes = new ArrayList<>();
        Set<String> cursors = new HashSet<>();
        String next = "";
        while (cursors.add(next)) {
            String after = next.isEmpty() ? "" : "&after=" + next;
            JsonNode page = stage.operator()
                    .get(path() + "?limit=" + limit + after)
                    .expect(200)
                    .body();
            codes.addAll(codesOf(page));
            next = page.path("nextAfter").asString("");
        }
        return codes;
    }

    private static List<String> codesOf(JsonNode document) {
        List<String> codes = new ArrayList<>();
        document.path("codes").forEach(line -> codes.add(line.path("code").asString()));
        return codes;
    }

    private String path() {
        return "/api/v1/operator/concerts/" + stage.concertId() + "/access-codes";
    }

    @Test
    void slowsDownWhoeverGuesses() {
        Stage room = Stage.open(api(), clock());
        room.makesAccessCode("RIGHT-ONE", 5);
        Fan fan = room.fan();
        for (int i = 0; i < 10; i++) {
            fan.joinsWith("WRONG-" + i).expectProblem(422, "access-code-invalid");
        }

        var refused = fan.joinsWith("RIGHT-ONE").expectProblem(429, "too-many-requests");

        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.fault("accessCode")).contains("wrong too often");
        room.fan().joinsWith("RIGHT-ONE").expect(201);
        clock().advance(Duration.ofSeconds(1));
        fan.joinsWith("RIGHT-ONE").expect(201);
    }

    @Test
    void rightCodesAreNoGuesses() {
        Stage room = Stage.open(api(), clock());
        room.makesAccessCode("RIGHT-TWO", 50);
        Fan fan = room.fan();

        for (int i = 0; i < 15; i++) {
            assertThat(fan.joinsWith("RIGHT-TWO").status()).isIn(200, 201);
            fan.leaves().expect(204);
        }
    }
}
