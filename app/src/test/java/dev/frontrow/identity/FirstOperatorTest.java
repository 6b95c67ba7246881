package dev.frontrow.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.identity.passwords.PasswordEncoding;
import dev.frontrow.identity.passwords.PasswordHashing;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.DefaultApplicationArguments;

class FirstOperatorTest {

    private final Buyers buyers = new IdentitySchema().buyers;

    @AutoClose
    private final PasswordHashing passwords =
            new PasswordHashing(new PasswordEncoding(4), 1, Duration.ofSeconds(30), 8);

    @Test
    void showsAGeneratedPasswordOnce() {
        String shown = start(null);

        var password =
                Pattern.compile("^Operator sign-in: operator / (\\S{20})\n").matcher(shown);
        assertThat(password.find()).as(shown).isTrue();
        assertThat(shown).contains("only once");
        assertThat(signsIn(password.group(1))).isTrue();
        assertThat(buyers.findByUsername("operator").orElseThrow().role()).isEqualTo(Role.OPERATOR);
        assertThat(start(null)).isEmpty();
        assertThat(signsIn(password.group(1))).isTrue();
    }

    @Test
    void takesTheConfiguredPasswordAndKeepsQuietAboutIt() {
        assertThat(start("configured-password")).isEmpty();

        assertThat(signsIn("configured-password")).isTrue();
    }

    @Test
    void changesThePasswordToTheConfiguredOne() {
        start(null);

        start("first-password");
        assertThat(signsIn("first-password")).isTrue();
        start("second-password");
        assertThat(signsIn("second-password")).isTrue();
        assertThat(signsIn("first-password")).isFalse();
    }

    @Test
    void leavesAnUnchangedPasswordAlone() {
        start("same-password");
        String hash = buyers.findByUsername("operator").orElseThrow().passwordHash();

        start("same-password");

        assertThat(buyers.findByUsername("operator").orElseThrow().passwordHash())
                .isEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "\ud800"})
    void refusesAPasswordThatNobodyCanType(String password) {
        assertThatThrownBy(() -> start(password)).hasMessageContaining("FRONTROW_OPERATOR_PASSWORD");
        assertThatThrownBy(() -> start("x".repeat(129))).hasMessageContaining("FRONTROW_OPERATOR_PASSWORD");
    }

    @Test
    void takesAnyLengthThatAFanMayHaveAndEvenAWeakOne() {
        start("secret");
        assertThat(signsIn("secret")).isTrue();
        start("x".repeat(128));
        assertThat(signsIn("x".repeat(128))).isTrue();
    }

    @Test
    void carriesTheChosenName() {
        String shown = start("Box.Office@example.com", null);

        assertThat(shown).startsWith("Operator sign-in: Box.Office@example.com / ");
        assertThat(buyers.findByUsername("box.office@example.com").orElseThrow().role())
                .isEqualTo(Role.OPERATOR);
        assertThat(buyers.findByUsername("operator")).isEmpty();
    }

    @Test
    void makesNoOperatorOfABuyer() {
        buyers.ensureDemoBuyer("mina");

        assertThatThrownBy(() -> start("Mina", "a password")).hasMessageContaining("FRONTROW_OPERATOR_NAME");
        assertThatThrownBy(() -> start("mina", null)).hasMessageContaining("FRONTROW_OPERATOR_NAME");
        assertThat(buyers.findByUsername("mina").orElseThrow().role()).isEqualTo(Role.BUYER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "box office", "김미나"})
    void refusesANameThatIsNoUsername(String name) {
        assertThatThrownBy(() -> new FirstOperator.Name(name)).hasMessageContaining("FRONTROW_OPERATOR_NAME");
    }

    @Test
    void anotherPasswordEndsTheOldOnesSessions() {
        start("first-password");
        int before = buyers.findByUsername("operator").orElseThrow().generation();

        start("first-password");
        assertThat(buyers.findByUsername("operator").orElseThrow().generation()).isEqualTo(before);
        start("second-password");

        assertThat(buyers.findByUsername("operator").orElseThrow().generation()).isGreaterThan(before);
    }

    private boolean signsIn(String password) {
        String hash = buyers.findByUsername("operator").orElseThrow().passwordHash();
        return passwords.matches(password, hash).orElseThrow();
    }

    private String start(@Nullable String configured) {
        return start("operator", configured);
    }

    private String start(String name, @Nullable String configured) {
        var shown = new ByteArrayOutputStream();
        new FirstOperator(buyers, passwords, new FirstOperator.Name(name), configured, new PrintStream(shown))
                .run(new DefaultApplicationArguments());
        return shown.toString(StandardCharsets.UTF_8);
    }
}
