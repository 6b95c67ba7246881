package dev.frontrow.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8OnlyTest {

    private static final long SEED = 7;

    /// The JDK's decoder is as strict, but keeps no state between two pieces and accepts NUL.
    @Test
    void takesWhatTheStrictDecoderTakesButNul() {
        var random = new Random(SEED);
        int[] kinds = {0x00, 0x41, 0x7f, 0x80, 0xa0, 0x9f, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5};
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(6)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) (kinds[random.nextInt(kinds.length)] | random.nextInt(2));
            }
            assertThat(Utf8Only.isAllOf(bytes))
                    .as(new String(bytes, StandardCharsets.ISO_8859_1))
                    .isEqualTo(strictly(bytes));
        }
    }

    @Test
    void takesEveryCharacterInPiecesToo() {
        byte[] text = "a가🎤\uFEFF\u0080\uFFFF\uDBFF\uDFFF".getBytes(StandardCharsets.UTF_8);
        var pieces = new Utf8Only();

        for (int i = 0; i < text.length; i++) {
            assertThat(pieces.accepts(text, i, 1)).isTrue();
        }

        assertThat(pieces.isWhole()).isTrue();
    }

    private static boolean strictly(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString()
                            .indexOf('\0')
                    < 0;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
