package dev.frontrow.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// Secrets that stand in files.
class SecretFilesTest {

    private static final String VARIABLE = "SPRING_DATASOURCE_PASSWORD_FILE";

    @TempDir
    private Path folder;

    private static StandardEnvironment checked(Map<String, Object> variables) {
        var environment = new StandardEnvironment() {
            @Override
            protected void customizePropertySources(MutablePropertySources sources) {
                sources.addFirst(
                        new SystemEnvironmentPropertySource(SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
            }
        };
        SettingsCheck.check(environment);
        return environment;
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("secret"), content);
    }

    @ParameterizedTest
    @CsvSource({
        "SPRING_DATASOURCE_PASSWORD_FILE, spring.datasource.password",
        "SPRING_FLYWAY_PASSWORD_FILE, spring.flyway.password",
        "FRONTROW_OPERATOR_PASSWORD_FILE, frontrow.operator-password",
        "FRONTROW_IDENTITY_TOKEN_KEY_FILE, frontrow.identity.token-key",
        "FRONTROW_IDENTITY_TOKENKEY_FILE, frontrow.identity.token-key",
        "FRONTROW_CLUSTER_REDIS_FILE, frontrow.cluster.redis",
        "SERVER_SSL_KEY_STORE_PASSWORD_FILE, server.ssl.key-store-password",
        "SPRING_MAIL_PASSWORD_FILE, spring.mail.password",
    })
    void readsASecretFromItsFile(String variable, String property) throws IOException {
        assertThat(checked(Map.of(variable, file("blauer Hut").toString())).getProperty(property))
                .isEqualTo("blauer Hut");
    }

    /// Editors end files with a line break; a secret may end with a space.
    @ParameterizedTest
    @ValueSource(strings = {"a = b, c ", "a = b, c \n", "a = b, c \r\n"})
    void leavesOutTheLineBreakAtTheEndAndNothingElse(String content) throws IOException {
        assertThat(checked(Map.of(VARIABLE, file(content).toString())).getProperty("spring.datasource.password"))
                .isEqualTo("a = b, c ");
    }

    @Test
    void emptyVariableNamesNoFile() {
        assertThat(checked(Map.of(VARIABLE, "")).getProperty("spring.datasource.password"))
                .isNull();
    }

    @Test
    void refusesFilesThatCannotBeRead() throws IOException {
        assertRefused("/nowhere/secret", "does not exist.");
        assertRefused("\0", "does not exist.");
        assertRefused(folder.toString(), "cannot be read: Is a directory.");
        assertRefused(file(" \n").toString(), "is empty.");
        assertRefused(file("x".repeat(64 * 1024 + 1)).toString(), "is too large.");
        assertRefused("/dev/zero", "is too large.");
        assertRefused(
                Files.write(folder.resolve("secret"), new byte[] {(byte) 0xc3, 0x28})
                        .toString(),
                "is not text.");
    }

    private static void assertRefused(String file, String why) {
        assertThatThrownBy(() -> checked(Map.of(VARIABLE, file)))
                .isInstanceOf(SettingRefused.class)
                .hasMessage("%s: the file '%s' %s", VARIABLE, file, why);
    }

    @Test
    void refusesTwoSourcesOfOneSecretAndTellsNeither() throws IOException {
        Map<String, Object> both = new HashMap<>();
        both.put("SPRING_DATASOURCE_PASSWORD", "one secret");
        both.put(VARIABLE, file("another secret").toString());

        assertThatThrownBy(() -> checked(both))
                .hasMessage("SPRING_DATASOURCE_PASSWORD and SPRING_DATASOURCE_PASSWORD_FILE are both set:"
                        + " take one of them away.");
    }

    /// What is no secret stays where it can be seen.
    @ParameterizedTest
    @CsvSource({
        "FRONTROW_HOLD_TTL_FILE, FRONTROW_HOLD_TTL",
        "FRONTROW_OPERATOR_PASSWORD_FIEL, FRONTROW_OPERATOR_PASSWORD_FILE",
        "SPRING_DATASOURCE_PASSWORD_FILES, SPRING_DATASOURCE_PASSWORD_FILE",
    })
    void refusesOtherFiles(String variable, String meant) {
        assertThatThrownBy(() -> checked(Map.of(variable, "/run/secrets/x")))
                .hasMessage("%s is no setting of Frontrow; do you mean %s?", variable, meant);
    }

    @Test
    void pageHasThemAll() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "settings.md"));

        assertThat(KnownSettings.read().secretFiles())
                .filteredOn(variable -> Spelling.variable(
                                KnownSettings.read().secretInFile(variable).orElseThrow())
                        .concat(SecretFiles.SUFFIX)
                        .equals(variable))
                .hasSizeGreaterThan(8)
                .allSatisfy(variable -> assertThat(page).contains("| `" + variable + "` |"));
    }

    /// Whatever sounds like a secret may come from a file.
    @Test
    void noSecretIsLeftOut() {
        KnownSettings known = KnownSettings.read();

        assertThat(known.names())
                .filteredOn(name -> name.matches(".*(password|private-key|token-key)")
                        && !name.contains("certificate")
                        && !name.contains("new-token-key"))
                .allSatisfy(name -> assertThat(known.secretInFile(Spelling.variable(name) + SecretFiles.SUFFIX))
                        .contains(name));
    }
}
