package dev.frontrow.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.SharedDatabase;
import dev.frontrow.identity.keys.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCommandTest {

    private static final IdentitySchema SCHEMA = new IdentitySchema();

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void makesTheServersKey() {
        SigningKey.madeIn(folder);
    }

    @Test
    void makesNoKeyWhereThereIsNone() throws IOException {
        Files.delete(folder.resolve("token.key"));

        assertThat(run(SCHEMA.login, "--buyers", "1")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("There is no signing key in");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void printsOneGoodTokenALineAndNothingElse() {
        assertThat(run(SCHEMA.login, "--buyers", "25")).isZero();

        var accessTokens = new AccessTokens(
                SigningKey.keptIn(folder).orElseThrow(), Duration.ofHours(1), InstantSource.fixed(Instant.now()));
        var callers = lines(out).stream().map(accessTokens::verify).toList();
        assertThat(callers).hasSize(25).doesNotHaveDuplicates();
        assertThat(callers).allSatisfy(caller -> {
            assertThat(caller.role()).isEqualTo(Role.BUYER);
            assertThat(SCHEMA.buyers.exists(caller.buyerId())).isTrue();
        });
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void lastsADay() {
        run(SCHEMA.login, "--buyers", "1");

        var nearlyADayLater = InstantSource.fixed(Instant.now().plus(Duration.ofHours(23)));
        var accessTokens =
                new AccessTokens(SigningKey.keptIn(folder).orElseThrow(), Duration.ofHours(1), nearlyADayLater);
        accessTokens.verify(lines(out).getFirst());
    }

    @Test
    void mintsManyInBatches() {
        assertThat(run(SCHEMA.login, "--buyers", "10001")).isZero();

        assertThat(lines(out)).hasSize(10_001).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1000001", "99999999999", "many", "1.5", ""})
    void refusesANumberOutOfRange(String buyers) {
        assertThat(run(SCHEMA.login, "--buyers", buyers)).isEqualTo(2);

        assertThat(lines(err)).hasSize(1);
        assertThat(out.size()).isZero();
    }

    @Test
    void refusesUnknownAndMissingOptions() {
        assertThat(run(SCHEMA.login, "--buyers", "1", "--fast")).isEqualTo(2);
        assertThat(run(SCHEMA.login)).isEqualTo(2);

        assertThat(lines(err)).hasSize(2);
        assertThat(out.size()).isZero();
    }

    @Test
    void refusesADataFolderWithoutAName() {
        assertThat(run(environment(SCHEMA.login), "--buyers", "1", "--data", ""))
                .isEqualTo(2);

        assertThat(lines(err)).containsExactly("Invalid value for option '--data': it must name a folder");
    }

    @Test
    void looksInTheFolderOfTheEnvironmentAndElseInTheHomesOne() {
        String home = folder.resolve("home").toString();
        Map<String, String> environment = new HashMap<>(environment(SCHEMA.login));

        assertThat(run(environment, "--buyers", "1", "--home", home)).isEqualTo(1);
        assertThat(lines(err)).singleElement().asString().contains(home + "/data");

        environment.put("FRONTROW_DATA_DIR", folder.toString());
        assertThat(run(environment, "--buyers", "1", "--home", home)).isZero();
        assertThat(lines(out)).hasSize(1);
    }

    @Test
    void readsSecretsFromFiles() throws IOException {
        Path key = Files.move(folder.resolve("token.key"), folder.resolve("elsewhere"));
        Path password = Files.writeString(folder.resolve("password"), SCHEMA.login.password() + "\n");
        Map<String, String> environment = new HashMap<>(environment(SCHEMA.login));
        environment.put("FRONTROW_IDENTITY_TOKEN_KEY_FILE", key.toString());
        environment.put("SPRING_DATASOURCE_PASSWORD_FILE", password.toString());

        assertThat(run(environment, "--buyers", "1")).isEqualTo(1);
        environment.remove("SPRING_DATASOURCE_PASSWORD");
        assertThat(run(environment, "--buyers", "1")).isZero();
        Files.writeString(key, "");
        assertThat(run(environment, "--buyers", "1")).isEqualTo(1);
        environment.put("FRONTROW_IDENTITY_TOKEN_KEY_FILE", "/nowhere/key");
        assertThat(run(environment, "--buyers", "1")).isEqualTo(1);

        assertThat(lines(out)).hasSize(1);
        assertThat(lines(err))
                .containsExactly(
                        "SPRING_DATASOURCE_PASSWORD and SPRING_DATASOURCE_PASSWORD_FILE are both set: take one of them"
                                + " away.",
                        "FRONTROW_IDENTITY_TOKEN_KEY_FILE: the file '%s' is empty.".formatted(key),
                        "FRONTROW_IDENTITY_TOKEN_KEY_FILE: the file '/nowhere/key' does not exist.");
    }

    @Test
    void saysWhatToDoWhenFrontrowWasNeverStarted() {
        assertThat(run(SharedDatabase.fresh(), "--buyers", "1")).isEqualTo(1);
        assertThat(run(
                        Map.of(),
                        "--buyers",
                        "1",
                        "--data",
                        folder.resolve("none").toString()))
                .isEqualTo(1);

        assertThat(lines(err)).hasSize(2).allMatch(line -> line.contains("Start Frontrow once first: ./frontrow up"));
        assertThat(out.size()).isZero();
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void saysInOneLineThatTheDatabaseIsAway() {
        var nobody = new DatabaseLogin("jdbc:postgresql://127.0.0.1:1/none", "none", "none");

        assertThat(run(nobody, "--buyers", "1")).isEqualTo(1);

        assertThat(lines(err)).singleElement().asString().startsWith("The database cannot be used: ");
    }

    private int run(DatabaseLogin login, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", folder.toString()));
        return run(environment(login), all.toArray(String[]::new));
    }

    private int run(Map<String, String> environment, String... arguments) {
        return TokenCommand.run(arguments, environment, new PrintStream(out), new PrintStream(err));
    }

    private static Map<String, String> environment(DatabaseLogin login) {
        return Map.of(
                "SPRING_DATASOURCE_URL", login.url(),
                "SPRING_DATASOURCE_USERNAME", login.username(),
                "SPRING_DATASOURCE_PASSWORD", login.password());
    }

    private static List<String> lines(ByteArrayOutputStream printed) {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
