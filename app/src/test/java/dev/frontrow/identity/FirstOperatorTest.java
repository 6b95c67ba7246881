package dev.frontrow.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
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
import org.slf4j.MDC;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

    /// Whatever the level of the log.
    @ParameterizedTest
    @ValueSource(strings = {"ecs", "logstash", "gelf"})
    void showsItAsOneEventWhereTheConsoleCarriesJson(String format) {
        var context = new LoggerContext();
        context.setMDCAdapter(MDC.getMDCAdapter());
        context.putObject(Environment.class.getName(), new MockEnvironment());
        var encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat(format);
        encoder.start();
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setName(FirstOperator.Console.APPENDER);
        console.setEncoder(encoder);
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.OFF);
        root.addAppender(console);
        var shown = new ByteArrayOutputStream();

        start("operator", null, new FirstOperator.Console(new PrintStream(shown), root));

        String line = shown.toString(StandardCharsets.UTF_8);
        assertThat(line).hasLineCount(1);
        JsonNode event = JsonMapper.shared().readTree(line);
        var password = Pattern.compile("^Operator sign-in: operator / (\\S{20})\\. This password is shown only once\\.")
                .matcher(event.path(format.equals("gelf") ? "short_message" : "message")
                        .asString());
        assertThat(password.find()).as(line).isTrue();
        assertThat(signsIn(password.group(1))).isTrue();
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
        start(name, configured, new FirstOperator.Console(new PrintStream(shown)));
        return shown.toString(StandardCharsets.UTF_8);
    }

    private void start(String name, @Nullable String configured, FirstOperator.Console console) {
        new FirstOperator(buyers, passwords, new FirstOperator.Name(name), configured, console)
                .run(new DefaultApplicationArguments());
    }
}
