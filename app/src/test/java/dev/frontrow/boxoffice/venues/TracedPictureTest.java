package dev.frontrow.boxoffice.venues;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import dev.frontrow.ServerTest;
import dev.frontrow.storefront.Visitor;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A picture to trace is decoded only if it is one, and small enough; it never leaves the browser.
class TracedPictureTest extends ServerTest {

    private static final String SVG = """
            <svg xmlns="http://www.w3.org/2000/svg" onload="document.title = 'taken over'"><rect width="9" height="9"/></svg>""";

    /// A PNG whose head promises this size, with hardly any data.
    private static byte[] pngOf(int width, int height) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var png = new DataOutputStream(bytes);
        png.writeLong(0x89504e470d0a1a0aL);
        byte[] head = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        var sum = new CRC32();
        sum.update(head);
        png.writeInt(13);
        png.write(head);
        png.writeInt((int) sum.getValue());
        return bytes.toByteArray();
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatIsNoPictureOrTooLarge() throws IOException {
        Map<String, byte[]> refused = new LinkedHashMap<>();
        refused.put("This is no PNG", SVG.getBytes(StandardCharsets.UTF_8));
        refused.put("This is no PNG ", "GIF89a".getBytes(StandardCharsets.US_ASCII));
        refused.put("This is no PNG  ", new byte[0]);
        refused.put("The picture is too large", pngOf(100_000, 100_000));
        refused.put("The picture is too large ", pngOf(8_000, 8_000));
        refused.put("The picture is too large  ", new byte[11 * 1024 * 1024]);
        refused.put("The picture cannot be read", pngOf(100, 100));
        return refused.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    try (Visitor visitor = inEditor()) {
                        assertThat(chooses(visitor, each.getValue()))
                                .containsText(each.getKey().strip());
                        Assertions.assertThat(visitor.page().title()).doesNotContain("taken over");
                    }
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "webp"})
    void takesPicturesAndSendsThemNowhere(String format) {
        try (Visitor visitor = inEditor()) {
            byte[] picture = drawn(visitor, format);
            var sent = visitor.requestsOf("");

            assertThat(chooses(visitor, picture)).containsText("The picture is behind the drawing");
            visitor.presses("#backdrop [data-clear]");

            assertThat(visitor.page().locator("#backdrop [data-told]")).containsText("gone");
            Assertions.assertThat(sent).isEmpty();
        }
    }

    private static byte[] drawn(Visitor visitor, String format) {
        return Base64.getDecoder().decode((String) visitor.page().evaluate("""
                        (format) => {
                            const canvas = document.createElement("canvas");
                            canvas.getContext("2d").fillRect(9, 9, 40, 30);
                            return canvas.toDataURL("image/" + format).split(",")[1];
                        }""", format));
    }

    private Visitor inEditor() {
        var visitor = new Visitor(
                        port(), new NewContextOptions().setLocale("en-US").setViewportSize(1440, 900))
                .comesWith(api().asOperator().accessToken());
        new Draughtsman(visitor).begins("Traced");
        visitor.page().locator("#backdrop").evaluate("form => { form.closest('details').open = true; }");
        return visitor;
    }

    /// Whatever its name says, the content decides.
    private static Locator chooses(Visitor visitor, byte[] content) {
        visitor.page()
                .locator("#backdrop input[type=file]")
                .setInputFiles(new FilePayload("a.png", "image/png", content));
        return visitor.page().locator("#backdrop [data-told]");
    }
}
