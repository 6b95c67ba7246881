package dev.frontrow.identity.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.identity.IdentitySchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {

    private static final String THIRTY_TWO_BYTES = Base64.getEncoder().encodeToString(new byte[32]);

    private final IdentitySchema schema = new IdentitySchema();
    private final KeyHistory history = new KeyHistory(schema.jdbc);

    @TempDir
    private Path folder;

    @Test
    void makesAKeyThatOnlyItsOwnerCanRead() throws IOException {
        goOn(null, folder.resolve("new"), false);

        Path file = folder.resolve("new/token.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Base64.getDecoder().decode(Files.readString(file))).hasSize(32);
    }

    @Test
    void findsTheSameKeyAgain() {
        byte[] first = goOn(null, folder, false).derive("access-token");
        byte[] second = goOn(" ", folder, false).derive("access-token");

        assertThat(second).isEqualTo(first);
    }

    @Test
    void closesAFileThatOthersCanRead() throws IOException {
        goOn(null, folder, false);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

        goOn(null, folder, false);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void derivesAnotherKeyForEveryPurpose() {
        SigningKey key = SigningKey.configured(THIRTY_TWO_BYTES);

        assertThat(key.derive("access-token")).hasSize(32).isNotEqualTo(key.derive("queue-token"));
    }

    @Test
    void prefersTheConfiguredKeyAndWritesNone() {
        goOn(THIRTY_TWO_BYTES, folder, false);

        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c2hvcnQ=", "not base64!", "AAAA\nAAAA"})
    void refusesAnUnfitConfiguredKey(String configured) {
        assertThatThrownBy(() -> SigningKey.configured(configured))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("frontrow.identity.token-key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                     | is empty
            '  '                   | is empty
            c2hvcnQ=               | holds 5 bytes, and a key has at least 32
            broken!                | is not base64
            Ã(ÿþ                   | is not base64
            """)
    void neverReplacesABrokenKeyUnasked(String content, String fault) throws IOException {
        goOn(null, folder, false);
        Files.writeString(file(), content, StandardCharsets.ISO_8859_1);

        assertRefused(fault);
        assertThat(Files.readString(file(), StandardCharsets.ISO_8859_1)).isEqualTo(content);
    }

    @Test
    void neverReplacesABrokenKeyOfAFolderThatNoDatabaseKnows() throws IOException {
        Files.writeString(file(), "");

        assertRefused("is empty");
        assertThat(file()).isEmptyFile();
    }

    @Test
    void refusesAFileThatIsTooLongForAKey() throws IOException {
        Files.writeString(file(), "A".repeat(2_000_000));

        assertRefused("is damaged: it has 2000000 bytes");
    }

    @Test
    void refusesAFolderInItsPlace() throws IOException {
        Files.createDirectory(file());

        assertRefused("is not a file");
    }

    @Test
    void refusesALinkToNowhere() throws IOException {
        Files.createSymbolicLink(file(), folder.resolve("gone"));

        assertRefused("is not a file");
        assertThat(folder.resolve("gone")).doesNotExist();
    }

    @Test
    void refusesToReplaceALostKey() throws IOException {
        goOn(null, folder, false);
        Files.delete(file());

        assertRefused("is missing, but this database was used with one");
        assertThat(file()).doesNotExist();
    }

    @Test
    void refusesTheKeyOfAnotherInstallation() throws IOException {
        goOn(null, folder, false);
        Files.writeString(file(), THIRTY_TWO_BYTES);

        assertRefused("is not the one that this database was last used with");
        assertThat(file()).hasContent(THIRTY_TWO_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "broken!", "c2hvcnQ="})
    void makesANewOneWhenAsked(String broken) throws IOException {
        byte[] before = goOn(null, folder, false).derive("x");
        Files.writeString(file(), broken);

        byte[] after = goOn(null, folder, true).derive("x");

        assertThat(after).isNotEqualTo(before);
        assertThat(goOn(null, folder, false).derive("x")).isEqualTo(after);
    }

    @Test
    void replacesNoSoundKeyThoughANewOneWouldDo() throws IOException {
        byte[] before = goOn(null, folder, false).derive("x");

        assertThat(goOn(null, folder, true).derive("x")).isEqualTo(before);

        Files.writeString(file(), THIRTY_TWO_BYTES);
        assertThat(goOn(null, folder, true).derive("x"))
                .isEqualTo(SigningKey.configured(THIRTY_TWO_BYTES).derive("x"));
        assertThat(goOn(null, folder, false)).isNotNull();
    }

    /// A configured key is the operator's explicit choice, so a new one is accepted.
    @Test
    void takesAnotherConfiguredKey() {
        goOn(null, folder, false);

        assertThat(goOn(THIRTY_TWO_BYTES, folder, false)).isNotNull();
    }

    @Test
    void derivesFromBothConfiguredKeysAndSignsWithTheFirst() {
        SigningKey both = TestKeys.of(2, 1);

        assertThat(both.derive("x")).isEqualTo(TestKeys.of(2).derive("x"));
        assertThat(both.deriveAll("x"))
                .containsExactly(TestKeys.of(2).derive("x"), TestKeys.of(1).derive("x"));
    }

    /// A node after the other: both keys count everywhere before the newer one signs.
    @Test
    void nodesMayChangeTheOrderOfTwoKeysOneAfterTheOther() {
        List<String> steps = List.of(
                TestKeys.setting(1),
                TestKeys.setting(1, 2),
                TestKeys.setting(2, 1),
                TestKeys.setting(1, 2),
                TestKeys.setting(2, 1),
                TestKeys.setting(2));

        steps.forEach(setting -> goOn(setting, folder, false));

        assertThat(schema.jdbc
                        .sql("select fingerprint from identity.signing_key order by sequence")
                        .query((row, _) -> row.getBytes(1))
                        .list())
                .containsExactly(
                        TestKeys.of(1).derive("fingerprint"), TestKeys.of(2).derive("fingerprint"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s,", ",%s", "%s,%s,%s", "%s;%s", "%s,c2hvcnQ="})
    void refusesUnfitPairs(String pair) {
        String setting = pair.replace("%s", THIRTY_TWO_BYTES);

        assertThatThrownBy(() -> SigningKey.configured(setting))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("frontrow.identity.token-key")
                .satisfies(refusal ->
                        assertThat(String.valueOf(refusal.getMessage())).doesNotContain(THIRTY_TWO_BYTES));
    }

    /// Killed after the file was written and before the database knew of it.
    @Test
    void goesOnWithAKeyThatAKilledStartHasMade() {
        byte[] made = SigningKey.madeIn(folder).derive("x");

        assertThat(goOn(null, folder, false).derive("x")).isEqualTo(made);
    }

    private void assertRefused(String fault) {
        assertThatThrownBy(() -> goOn(null, folder, false))
                .isInstanceOf(UnfitSigningKey.class)
                .hasMessageContaining("token.key ")
                .hasMessageContaining(fault)
                .hasMessageContaining("FRONTROW_IDENTITY_NEW_TOKEN_KEY=true")
                .satisfies(refusal ->
                        assertThat(String.valueOf(refusal.getMessage()).lines()).hasSize(1));
    }

    private SigningKey goOn(@Nullable String configured, Path dataDir, boolean newIsWanted) {
        return history.goOn(configured, dataDir, newIsWanted);
    }

    private Path file() {
        return folder.resolve("token.key");
    }
}
