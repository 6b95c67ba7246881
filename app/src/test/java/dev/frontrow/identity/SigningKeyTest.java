package dev.frontrow.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {

    private static final String THIRTY_TWO_BYTES = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    private Path folder;

    @Test
    void makesAKeyThatOnlyItsOwnerCanRead() throws IOException {
        SigningKey.load(null, folder.resolve("new"));

        Path file = folder.resolve("new/token.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Base64.getDecoder().decode(Files.readString(file))).hasSize(32);
    }

    @Test
    void findsTheSameKeyAgain() {
        byte[] first = SigningKey.load(null, folder).derive("access-token");
        byte[] second = SigningKey.load(" ", folder).derive("access-token");

        assertThat(second).isEqualTo(first);
    }

    @Test
    void makesAnotherKeyInAnotherFolder() {
        assertThat(SigningKey.load(null, folder.resolve("a")).derive("x"))
                .isNotEqualTo(SigningKey.load(null, folder.resolve("b")).derive("x"));
    }

    @Test
    void derivesAnotherKeyForEveryPurpose() {
        SigningKey key = SigningKey.load(THIRTY_TWO_BYTES, folder);

        assertThat(key.derive("access-token")).hasSize(32).isNotEqualTo(key.derive("queue-token"));
    }

    @Test
    void prefersTheConfiguredKeyAndWritesNone() {
        SigningKey.load(THIRTY_TWO_BYTES, folder);

        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c2hvcnQ=", "not base64!", "AAAA\nAAAA"})
    void refusesAnUnfitConfiguredKey(String configured) {
        assertThatThrownBy(() -> SigningKey.load(configured, folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("frontrow.identity.token-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c2hvcnQ=", "broken"})
    void refusesABrokenKeyFileRatherThanReplaceIt(String content) throws IOException {
        Files.writeString(folder.resolve("token.key"), content);

        assertThatThrownBy(() -> SigningKey.load(null, folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("token.key");
        assertThat(folder.resolve("token.key")).hasContent(content);
    }
}
