package dev.frontrow.waitingroom.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.frontrow.ServerTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class VapidKeysTest extends ServerTest {

    private static final VapidKey OWN = VapidKey.made();
    private static final VapidKey OTHER = VapidKey.made();

    @Autowired
    private VapidKey key;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void keyThatTheFirstStartMadeSurvivesRestarts() {
        PushSettings none = PushEndpointsTest.settings(List.of(), null, null, null);

        assertThat(new VapidKeys(jdbc).goOn(none).publicKey()).isEqualTo(key.publicKey());
        assertThat(new VapidKeys(jdbc).goOn(none).privateKey()).isEqualTo(key.privateKey());
    }

    @Test
    void configuredKeyCountsInsteadAndIsNotStored() {
        PushSettings own = PushEndpointsTest.settings(List.of(), null, OWN.publicKey(), OWN.privateKey());

        assertThat(new VapidKeys(jdbc).goOn(own).publicKey()).isEqualTo(OWN.publicKey());
        assertThat(jdbc.sql("select public_key from waitingroom.push_key")
                        .query(String.class)
                        .list())
                .containsExactly(key.publicKey());
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true", "false, false"})
    void keyWhosePartsDoNotBelongTogetherIsRefused(boolean ownPublic, boolean ownPrivate) {
        PushSettings unfit = PushEndpointsTest.settings(
                List.of(),
                null,
                ownPublic ? OWN.publicKey() : "no key",
                ownPrivate ? OWN.privateKey() : OTHER.privateKey());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VapidKeys(jdbc).goOn(unfit))
                .withMessageContaining("frontrow.push.public-key");
    }

    @ParameterizedTest
    @CsvSource({
        "insert into waitingroom.push_key (one) values (false)",
        "update waitingroom.push_key set public_key = public_key",
        "delete from waitingroom.push_key"
    })
    void serverCanNeitherReplaceNorRemoveTheStoredKey(String statement) {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql(statement).update());
    }
}
