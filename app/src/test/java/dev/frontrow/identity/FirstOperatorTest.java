package dev.frontrow.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.DefaultApplicationArguments;

class FirstOperatorTest {

    private final Buyers buyers = new IdentitySchema().buyers;

    @AutoClose
    private final PasswordHashing passwords = new PasswordHashing(1, Duration.ofSeconds(30));

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

    @Test
    void refusesAPasswordThatWouldBeCut() {
        assertThatThrownBy(() -> start("x".repeat(73))).hasMessageContaining("FRONTROW_OPERATOR_PASSWORD");
    }

    private boolean signsIn(String password) {
        String hash = buyers.findByUsername("operator").orElseThrow().passwordHash();
        return passwords.matches(password, hash).orElseThrow();
    }

    private String start(@Nullable String configured) {
        var shown = new ByteArrayOutputStream();
        new FirstOperator(buyers, passwords, configured, new PrintStream(shown)).run(new DefaultApplicationArguments());
        return shown.toString(StandardCharsets.UTF_8);
    }
}
