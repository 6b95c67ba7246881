package dev.frontrow.waitingroom.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.frontrow.TestClock;
import dev.frontrow.identity.keys.TestKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.altcha.altcha.Altcha;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ChallengesTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final UUID BUYER = UUID.fromString("01a20481-fc64-7862-b9a2-2033d850ad2b");
    private static final UUID OTHER_BUYER = UUID.fromString("01a20481-fc64-7862-b9a2-2033d850ad2c");
    private static final long CONCERT = 7;

    /// Long ago, so that any use of the system clock would show.
    private final TestClock clock = new TestClock(Instant.parse("2020-02-02T11:00:00.75Z"));

    private final ChallengeProperties properties = new ChallengeProperties(200, Duration.ofMinutes(10));
    private final Challenges challenges = new Challenges(TestKeys.of(1), properties, clock);

    @Test
    void takesASolution() {
        assertThat(check(solved(issue()))).isEqualTo(ChallengeOutcome.SOLVED);
    }

    @Test
    void isReadableByTheWidget() {
        Challenge challenge = issue();

        assertThat(JSON.valueToTree(challenge).propertyNames())
                .containsExactlyInAnyOrder("algorithm", "challenge", "maxnumber", "salt", "signature");
        assertThat(challenge.algorithm()).isEqualTo("SHA-256");
        assertThat(challenge.maxnumber()).isEqualTo(200);
        assertThat(challenge.challenge()).matches("[0-9a-f]{64}");
        assertThat(challenge.signature()).matches("[0-9a-f]{64}");
        assertThat(challenge.salt())
                .contains("expires=" + Instant.parse("2020-02-02T11:10:00Z").getEpochSecond());
    }

    @Test
    void isNeverTheSameTwice() {
        assertThat(issue().challenge()).isNotEqualTo(issue().challenge());
        assertThat(issue().salt()).isNotEqualTo(issue().salt());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\n\t"})
    void missesWhatIsNotThere(@Nullable String payload) {
        assertThat(check(payload)).isEqualTo(ChallengeOutcome.MISSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "%%%",
                "한국어",
                "bnVsbA==", // null
                "W10=", // []
                "e30=", // {}
                "MQ==", // 1
                "eyJudW1iZXIiOg==", // {"number":
                "eyJudW1iZXIiOjF9", // {"number":1}
                "/////w==",
                "gA=="
            })
    void refusesGarbage(String payload) {
        assertThat(check(payload)).isEqualTo(ChallengeOutcome.WRONG);
    }

    @Test
    void refusesWhatWasCut() {
        String payload = encoded(solved(issue()));
        for (int length = 1; length < payload.length(); length++) {
            // Without its padding the payload is still complete.
            if (!payload.startsWith("=", length)) {
                assertThat(check(payload.substring(0, length))).as("%d", length).isEqualTo(ChallengeOutcome.WRONG);
            }
        }
        assertThat(check(payload)).isEqualTo(ChallengeOutcome.SOLVED);
    }

    @Test
    void refusesWhatIsTooLongWithoutReadingIt() {
        Map<String, Object> solved = solved(issue());
        solved.put("took", "x".repeat(1_000));
        assertThat(check(solved)).isEqualTo(ChallengeOutcome.SOLVED);

        Map<String, Object> tooLong = solved(issue());
        tooLong.put("took", "x".repeat(2_000));
        assertThat(check(tooLong)).isEqualTo(ChallengeOutcome.WRONG);
    }

    @Test
    void refusesAnotherBuyersSolution() {
        String payload = encoded(solved(issue()));

        assertThat(challenges.check(payload, OTHER_BUYER, CONCERT)).isEqualTo(ChallengeOutcome.WRONG);
        assertThat(challenges.check(payload, BUYER, CONCERT)).isEqualTo(ChallengeOutcome.SOLVED);
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 77, 0, -7})
    void refusesTheSolutionForAnotherConcert(long concertId) {
        String payload = encoded(solved(issue()));

        assertThat(challenges.check(payload, BUYER, concertId)).isEqualTo(ChallengeOutcome.WRONG);
        assertThat(challenges.check(payload, BUYER, CONCERT)).isEqualTo(ChallengeOutcome.SOLVED);
    }

    @Test
    void lastsUntilTheVeryEndOfItsTime() {
        Map<String, Object> solved = solved(issue());
        Map<String, Object> tooLate = solved(issue());
        Instant end = Instant.parse("2020-02-02T11:10:00Z");

        clock.advance(Duration.between(clock.instant(), end.minusNanos(1_000)));
        assertThat(check(solved)).isEqualTo(ChallengeOutcome.SOLVED);
        clock.advance(Duration.ofNanos(1_000));

        assertThat(check(tooLate)).isEqualTo(ChallengeOutcome.EXPIRED);
        assertThat(check(solved)).isEqualTo(ChallengeOutcome.EXPIRED);
    }

    @Test
    void countsASolutionOnce() {
        Map<String, Object> solved = solved(issue());
        assertThat(check(solved)).isEqualTo(ChallengeOutcome.SOLVED);

        assertThat(check(solved)).isEqualTo(ChallengeOutcome.REUSED);
        clock.advance(Duration.ofMinutes(9));
        assertThat(check(solved)).isEqualTo(ChallengeOutcome.REUSED);
        assertThat(check(solved(issue()))).isEqualTo(ChallengeOutcome.SOLVED);
    }

    @Test
    void countsASolutionOnceHoweverItIsSpelled() {
        Map<String, Object> solved = solved(issue());
        assertThat(check(solved)).isEqualTo(ChallengeOutcome.SOLVED);

        solved.put("took", 12);
        assertThat(check(solved)).isEqualTo(ChallengeOutcome.REUSED);
        solved.compute("salt", (_, salt) -> String.valueOf(salt).replaceFirst("&$", ""));
        assertThat(check(solved)).isNotEqualTo(ChallengeOutcome.SOLVED);
        solved.compute("challenge", (_, hash) -> String.valueOf(hash).toUpperCase(Locale.ROOT));
        assertThat(check(solved)).isEqualTo(ChallengeOutcome.WRONG);
    }

    @Test
    void countsASolutionOnceHoweverManySendItAtTheSameTime() {
        String payload = encoded(solved(issue()));
        var solved = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                threads.execute(() -> {
                    if (check(payload) == ChallengeOutcome.SOLVED) {
                        solved.incrementAndGet();
                    }
                });
            }
        }
        assertThat(solved).hasValue(1);
    }

    @Test
    void refusesEveryOtherNumber() {
        Map<String, Object> solved = solved(issue());
        long right = number(solved);
        for (long number = -1; number <= 201; number++) {
            if (number != right) {
                solved.put("number", number);
                assertThat(check(solved)).as("%d", number).isEqualTo(ChallengeOutcome.WRONG);
            }
        }
    }

    @Test
    void refusesANumberThatIsNone() {
        Map<String, Object> solved = solved(issue());
        long right = number(solved);
        for (Object number :
                new Object[] {Long.toString(right), right + 0.5, (double) right, true, Map.of(), Double.MAX_VALUE, "NaN"
                }) {
            solved.put("number", number);
            assertThat(check(solved)).as("%s", number).isEqualTo(ChallengeOutcome.WRONG);
        }
        solved.remove("number");
        assertThat(check(solved)).isEqualTo(ChallengeOutcome.WRONG);
    }

    /// The hash covers salt and number concatenated. Moving a part of the salt into the number must not hide its
    /// expiry.
    @Test
    void refusesASaltWhoseEndWasMovedIntoTheNumber() {
        Map<String, Object> solved = solved(issue());
        String salt = String.valueOf(solved.get("salt"));
        for (int cut = salt.indexOf('?'); cut < salt.length(); cut++) {
            Map<String, Object> moved = new LinkedHashMap<>(solved);
            moved.put("salt", salt.substring(0, cut));
            // The library restores a missing trailing `&`, so that salt is equal.
            if (cut < salt.length() - 1) {
                assertThat(check(moved)).as("%d", cut).isEqualTo(ChallengeOutcome.WRONG);
            }
            moved.put("number", salt.substring(cut) + solved.get("number"));
            assertThat(check(moved)).as("%d", cut).isEqualTo(ChallengeOutcome.WRONG);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "expires=, expires=9",
        "buyer=01a2, buyer=01a3",
        "concert=7, concert=8",
        "?, ?expires=9999999999&",
        "&, &&",
    })
    void refusesATamperedSalt(String from, String to) {
        Map<String, Object> solved = solved(issue());
        String salt = String.valueOf(solved.get("salt"));
        assertThat(salt).contains(from);

        solved.put("salt", salt.replace(from, to));

        assertThat(check(solved)).isEqualTo(ChallengeOutcome.WRONG);
    }

    @Test
    void refusesAChallengeOfOnesOwnMaking() {
        String salt = issue().salt();
        assertRefused(solved -> solved.put("salt", "x"));
        assertRefused(solved -> solved.put("salt", salt));
        assertRefused(solved -> solved.put("challenge", "0".repeat(64)));
        assertRefused(solved -> solved.put("signature", "0".repeat(64)));
        assertRefused(solved -> solved.put("signature", ""));
        assertRefused(solved -> solved.put("algorithm", "SHA-1"));
        assertRefused(solved -> solved.put("algorithm", "SHA-512"));
        assertRefused(solved -> solved.put("algorithm", "sha-256"));
        for (String field : new String[] {"algorithm", "challenge", "salt", "signature"}) {
            assertRefused(solved -> solved.remove(field));
            assertRefused(solved -> solved.put(field, Map.of()));
        }
    }

    private void assertRefused(Consumer<Map<String, Object>> tampering) {
        Map<String, Object> solved = solved(issue());
        tampering.accept(solved);
        assertThat(check(solved)).as("%s", solved).isEqualTo(ChallengeOutcome.WRONG);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000_000})
    void aTamperedRangeMakesNoOtherNumberRight(int maxNumber) {
        Map<String, Object> solved = solved(issue());
        long right = number(solved);
        solved.put("maxnumber", maxNumber);

        solved.put("number", right + 1);
        assertThat(check(solved)).isEqualTo(ChallengeOutcome.WRONG);
        solved.put("number", right);
        assertThat(check(solved)).isEqualTo(ChallengeOutcome.SOLVED);
    }

    @Test
    void refusesWhatAnotherKeyHasSigned() {
        var others = new Challenges(TestKeys.of(2), properties, clock);

        assertThat(check(solved(others.issue(BUYER, CONCERT)))).isEqualTo(ChallengeOutcome.WRONG);
    }

    @Test
    void takesWhatItsKeyHasSignedBeforeARestart() {
        var before = new Challenges(TestKeys.of(1), properties, clock);

        assertThat(check(solved(before.issue(BUYER, CONCERT)))).isEqualTo(ChallengeOutcome.SOLVED);
    }

    @Test
    void takesWhatEitherOfItsKeysHasSigned() {
        var before = new Challenges(TestKeys.of(1), properties, clock);
        var rotated = new Challenges(TestKeys.of(2, 1), properties, clock);
        var next = new Challenges(TestKeys.of(1, 2), properties, clock);

        assertThat(rotated.check(encoded(solved(before.issue(BUYER, CONCERT))), BUYER, CONCERT))
                .isEqualTo(ChallengeOutcome.SOLVED);
        assertThat(next.check(encoded(solved(rotated.issue(BUYER, CONCERT))), BUYER, CONCERT))
                .isEqualTo(ChallengeOutcome.SOLVED);
        assertThat(before.check(encoded(solved(rotated.issue(BUYER, CONCERT))), BUYER, CONCERT))
                .isEqualTo(ChallengeOutcome.WRONG);
    }

    @ParameterizedTest
    @CsvSource({"0, PT10M", "-1, PT10M", "10000001, PT10M", "50000, PT0S", "50000, -PT1M", "50000, PT24H0.001S"})
    void refusesSettingsThatMakeNoSense(int maxNumber, Duration ttl) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChallengeProperties(maxNumber, ttl))
                .withMessageContaining("frontrow.waiting-room.challenge.");
    }

    private Challenge issue() {
        return challenges.issue(BUYER, CONCERT);
    }

    private ChallengeOutcome check(Map<String, Object> payload) {
        return check(encoded(payload));
    }

    private ChallengeOutcome check(@Nullable String payload) {
        return challenges.check(payload, BUYER, CONCERT);
    }

    /// The payload that the widget sends, computed by the library's solver.
    private static Map<String, Object> solved(Challenge challenge) {
        Altcha.Solution solution;
        try {
            solution = Altcha.solveChallenge(
                    challenge.challenge(), challenge.salt(), Altcha.Algorithm.SHA256, challenge.maxnumber(), 0);
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("algorithm", challenge.algorithm());
        payload.put("challenge", challenge.challenge());
        payload.put("number", solution.number);
        payload.put("salt", challenge.salt());
        payload.put("signature", challenge.signature());
        return payload;
    }

    private static long number(Map<String, Object> solved) {
        return (int) Objects.requireNonNull(solved.get("number"));
    }

    private static String encoded(Map<String, Object> payload) {
        return Base64.getEncoder()
                .encodeToString(JSON.writeValueAsString(payload).getBytes(StandardCharsets.UTF_8));
    }
}
