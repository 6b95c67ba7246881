package dev.frontrow.identity.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRuleTest {

    private static final String FAMILY = "👨‍👩‍👧‍👦";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery",
                "we meet at the old bridge",
                "바다가 보이는 작은 방",
                "8Xk#q2!vLm",
                "😀🎻🌧️🦊🍜🚲🎟️🗝️",
                "ünïcödé wörks",
            })
    void takesPasswordsThatAreHardToGuess(String password) {
        assertThat(PasswordRule.fault(password, "jane")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678",
                "password",
                "password1",
                "P@ssw0rd!",
                "qwertyui",
                "aaaaaaaa",
                "iloveyou1",
                "letmein!",
                "abcd1234",
                "19901225",
                "frontrow2026",
                "비밀번호비밀번호",
                "qlalfqjsgh",
                "안녕하세요안녕하",
                "dkssudgktpdy",
                "sunshine99",
                "가나다라마바사아",
                "가가가가가가가가",
                "😀😀😀😀😀😀😀😀",
                "passwordpasswordpasswordpassword"
            })
    void refusesPasswordsThatAreTriedFirst(String password) {
        assertThat(PasswordRule.fault(password, "jane")).contains(PasswordFault.COMMON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jane.doe+tickets@example.com", "jane.doe1", "Jane.Doe!", "jane.doejane.doe"})
    void refusesTheOwnersName(String password) {
        assertThat(PasswordRule.fault(password, "jane.doe+tickets@example.com")).contains(PasswordFault.COMMON);
    }

    @Test
    void countsCharactersAsAPersonSeesThem() {
        String seven = "가나 🎻é!x";
        assertThat(PasswordRule.fault(Normalizer.normalize(seven, Normalizer.Form.NFD), ""))
                .contains(PasswordFault.TOO_SHORT);
        assertThat(PasswordRule.fault(FAMILY.repeat(7), "")).contains(PasswordFault.TOO_SHORT);
        assertThat(PasswordRule.fault(FAMILY + "🎻é!x서울k", "")).isEmpty();
    }

    @Test
    void takes128AndNot129() {
        String start = "we meet at the old bridge ";
        for (String one : List.of("x", "가", FAMILY, "e\u0301")) {
            String most = start + one.repeat(128 - start.length());
            assertThat(PasswordRule.fault(most, "")).as(one).isEmpty();
            assertThat(PasswordRule.fault(most + one, "")).as(one).contains(PasswordFault.TOO_LONG);
        }
        assertThat(PasswordRule.fault("x".repeat(1_000_000), "")).contains(PasswordFault.TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"        ", "\u3000\u3000\u3000\u3000\u3000\u3000\u3000\u3000", "ㅤㅤㅤㅤㅤㅤㅤㅤ", "⠀⠀⠀⠀⠀⠀⠀⠀"})
    void refusesBlanksAlone(String password) {
        assertThat(PasswordRule.fault(password, "")).contains(PasswordFault.BLANK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct\thorse battery", "correct horse\u0000battery", "correct horse \ud800 battery"})
    void refusesControlCharacters(String password) {
        assertThat(PasswordRule.fault(password, "")).contains(PasswordFault.CONTROL);
    }

    @Test
    void cutsAndTrimsNothing() {
        assertThat(PasswordRule.normalized(" a  b ")).isEqualTo(" a  b ");
        assertThat(PasswordRule.normalized("\u1112\u1161\u11ab")).isEqualTo("한");
    }

    @Test
    void judgesManyAtOnceAlike() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<Optional<PasswordFault>>> judged = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String password = i % 2 == 0 ? "P@ssw0rd!" : "we meet at bridge " + i;
                judged.add(threads.submit(() -> PasswordRule.fault(password, "fan")));
            }
            for (int i = 0; i < judged.size(); i++) {
                assertThat(judged.get(i).get().isPresent()).as("%d", i).isEqualTo(i % 2 == 0);
            }
        }
    }
}
