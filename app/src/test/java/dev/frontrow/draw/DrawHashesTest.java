package dev.frontrow.draw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.line.Lane;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// docs/draw.md and the verifier's tests have the same literal values. They were computed by neither
/// implementation.
class DrawHashesTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] SECRET =
            HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static final String ROOT = "a87a77e774a7c66e3113d626cfb6b63bb9a1af9a48076bed2ef39212aac9736a";
    private static final UUID ANN = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final UUID BEN = UUID.fromString("00000000-0000-0000-0000-000000000001");

    @ParameterizedTest
    @CsvSource({
        "GENERAL, 1, ANN, fb359b87d5084bd44e61a0a7ef151c27, 906a067c0903902c3fff7a7655c2df86838edb569f48d4f9a176adb309d2d145",
        "GENERAL, 2, BEN, a9402db7091df8a2be5175d11718ec54, 736af633567518b702e88c2650ec250962d2331809f28823e7b125e6b8b70dde",
        "PRIORITY, 1, ANN, e781736d3dc3b2240f0aa47a2298dc98, ab85935991ea8af43d6f150a12b4bc657cb7c8f350cd5cb0e47052b2c0a05109",
        "PRIORITY, 2, BEN, f740cf5e22a8c23fea883ede6e9f8d83, 4c6250e09c6e7b18e5ce8ab3f6424a89a9b0894861184c4ff87b1543799dab14"
    })
    void hashesRegistrationsAsPublished(Lane lane, long number, String who, String nonce, String leaf) {
        UUID buyerId = who.equals("ANN") ? ANN : BEN;
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 0x0b);

        byte[] blinding = DrawHashes.nonce(new Sha256.Keyed(key), 42, lane, number, buyerId);

        assertThat(HEX.formatHex(blinding)).isEqualTo(nonce);
        assertThat(HEX.formatHex(DrawHashes.leaf(42, lane, number, buyerId, blinding)))
                .isEqualTo(leaf);
    }

    @Test
    void hashesVoidNumbersAsPublished() {
        assertThat(HEX.formatHex(DrawHashes.voidLeaf(42, Lane.GENERAL, 3)))
                .isEqualTo("0241a25abfa05fc20a250f14dae579e5d0da315c38ea6597baca216499438bce");
    }

    @Test
    void commitsToTheSecretAsPublished() {
        assertThat(HEX.formatHex(DrawHashes.commitment(SECRET)))
                .isEqualTo("630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 2a26fbb3e6f52772eb830eb681b752065f16b6b7682cbbd9b57ecf8b3115b98e",
        "drand quicknet 9123456: 5f3c, 01bad456ac12a889a836024b5e73dce8c4c7dd52aae68ff2e9eedc08d5b93219"
    })
    void derivesTheSeedAsPublished(String beacon, String seed) {
        assertThat(HEX.formatHex(DrawHashes.seed(SECRET, HEX.parseHex(ROOT), 5, 2, beacon)))
                .isEqualTo(seed);
    }

    @Test
    void everyPartOfRegistrationChangesItsLeaf() {
        byte[] nonce = new byte[DrawHashes.NONCE_BYTES];
        byte[] other = new byte[DrawHashes.NONCE_BYTES];
        other[15] = 1;

        assertThat(DrawHashes.leaf(42, Lane.GENERAL, 1, ANN, nonce))
                .isNotEqualTo(DrawHashes.leaf(43, Lane.GENERAL, 1, ANN, nonce))
                .isNotEqualTo(DrawHashes.leaf(42, Lane.PRIORITY, 1, ANN, nonce))
                .isNotEqualTo(DrawHashes.leaf(42, Lane.GENERAL, 2, ANN, nonce))
                .isNotEqualTo(DrawHashes.leaf(42, Lane.GENERAL, 1, BEN, nonce))
                .isNotEqualTo(DrawHashes.leaf(42, Lane.GENERAL, 1, ANN, other));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 63, 64})
    void authenticatesAsTheJdkDoes(int keyBytes) throws GeneralSecurityException {
        byte[] key = Arrays.copyOf(SECRET, keyBytes);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(keyBytes == 0 ? new byte[1] : key, "HmacSHA256"));
        var keyed = new Sha256.Keyed(key);

        for (int length = 0; length < 130; length++) {
            byte[] message = new byte[length];
            Arrays.fill(message, (byte) length);
            assertThat(keyed.of(message)).isEqualTo(mac.doFinal(message));
        }
    }
}
