package dev.frontrow.waitingroom.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageEncryptionTest {

    private static final String READER =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final String SECRET = "BTBZMqHH6r4Tts7J_aSIgg";

    private final Subscription reader = new Subscription(URI.create("https://push.example/a"), READER, SECRET);

    /// The example in appendix A of RFC 8291.
    @Test
    void writesTheExampleOfTheStandard() throws Exception {
        ECKey point = Points.key(decoded(
                        "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBr" + "u3jl7A8"))
                .orElseThrow();
        ECKey once = new ECKey.Builder(Curve.P_256, point.getX(), point.getY())
                .d(new Base64URL("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
                .build();

        byte[] written = MessageEncryption.encrypt(
                "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.US_ASCII),
                reader,
                decoded("DGv6ra1nlYgDCS1FRnbzlw"),
                once.toKeyPair());

        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(written))
                .isEqualTo(
                        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
                                + "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4"
                                + "a-fN");
    }

    @Test
    void sameMessageIsNeverWrittenAlike() {
        byte[] message = "It is your turn".getBytes(StandardCharsets.UTF_8);

        assertThat(MessageEncryption.encrypt(message, reader)).isNotEqualTo(MessageEncryption.encrypt(message, reader));
    }

    @Test
    void messageMustFitIntoOneRecord() {
        assertThat(MessageEncryption.encrypt(new byte[4_079], reader)).hasSize(4_096 + 86);
        assertThatIllegalArgumentException().isThrownBy(() -> MessageEncryption.encrypt(new byte[4_080], reader));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "BCVxsr7N",
                // In base64, with an ending, compressed, beside the curve, of zeros.
                "BCVxsr7N/eNgVRqvHtD0zTZsEc6+VV+JvLexhqUzORcxaOzi6+AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                READER + "=",
                "AyVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw8",
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAAAA",
                "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void publicKeyMustBeAPointOfTheCurve(String text) {
        assertThat(Subscription.isPublicKey(text)).isFalse();
        assertThat(Subscription.isPublicKey(READER)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "BTBZMqHH6r4Tts7J_aSIg", "BTBZMqHH6r4Tts7J_aSIggA", "BTBZMqHH6r4Tts7J/aSIgg", SECRET + "=="})
    void secretMustHaveSixteenBytes(String text) {
        assertThat(Subscription.isSecret(text)).isFalse();
        assertThat(Subscription.isSecret(SECRET)).isTrue();
    }

    private static byte[] decoded(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
