package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages, styles and scripts are compressed for clients that accept it, and nothing else is.
class CompressionTest extends ServerTest {

    private static final Pattern STYLE = Pattern.compile("href=\"(/assets/[^\"]+\\.css)\"");
    private static final Pattern SCRIPT = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"");
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private Answer get(String path, String header, String value) {
        return send(new Request("GET", path, List.of(), null, false).with(header, value));
    }

    private Answer send(Request request) {
        return new Wire(port()).send(request);
    }

    private String inPage(Pattern address) {
        var found = address.matcher(get("/sign-in", "Accept", "text/html").text());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void compressesStylesAndScriptsWithoutChangingThem() throws IOException {
        for (String path : List.of(inPage(STYLE), inPage(SCRIPT))) {
            Answer plain = get(path, "Accept-Encoding", "identity").expect(200);
            Answer gzipped = get(path, "Accept-Encoding", "gzip, deflate, br").expect(200);

            assertThat(gzipped.header("Content-Encoding")).as(path).isEqualTo("gzip");
            assertThat(expanded(gzipped)).isEqualTo(plain.bytes());
            assertThat(gzipped.bytes()).hasSizeLessThan(plain.bytes().length);
            for (Answer answer : List.of(plain, gzipped)) {
                assertThat(answer.header("Vary")).contains("Accept-Encoding");
                assertThat(answer.header("Cache-Control")).contains("immutable");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gzip                     | true
            deflate, gzip;q=0.5      | true
            *                        | true
            identity                 | false
            gzip;q=0                 | false
            br                       | false
            gzipped                  | false
            """)
    void compressesPagesForThoseWhoTakeGzip(String accepted, boolean compressed) throws IOException {
        Answer page = get("/sign-in", "Accept-Encoding", accepted).expect(200);

        assertThat(page.header("Content-Encoding")).isEqualTo(compressed ? "gzip" : "");
        assertThat(compressed ? new String(expanded(page), StandardCharsets.UTF_8) : page.text())
                .endsWith("</html>\n");
        assertThat(page.header("Vary")).contains("Accept-Encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/concerts", "/api/v1/nothing", "/time", "/actuator/health/liveness"})
    void leavesTheRestAsItIs(String path) {
        assertThat(get(path, "Accept-Encoding", "gzip").header("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void sendsPartsOfAFileAsTheyAre() {
        String style = inPage(STYLE);
        byte[] whole = get(style, "Accept-Encoding", "identity").bytes();

        Answer part = send(new Request("GET", style, List.of(), null, false)
                .with("Accept-Encoding", "gzip")
                .with("Range", "bytes=0-1499"));

        assertThat(part.status()).isEqualTo(206);
        assertThat(part.header("Content-Encoding")).isEmpty();
        assertThat(part.bytes()).isEqualTo(Arrays.copyOf(whole, 1_500));
    }

    /// Else a small request could become a large one behind the limit on bodies.
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x, gzip"})
    void neverExpandsARequest(String encoding) throws IOException {
        byte[] body = gzip("username=nobody&password=nothing");
        Request form = new Request("POST", "/sign-in", List.of(), body, false)
                .with("Content-Type", "application/x-www-form-urlencoded");

        Answer answer = send(form.with("Content-Encoding", encoding));

        assertThat(answer.status()).isEqualTo(send(form).status());
        assertThat(answer.text()).doesNotContain("nobody");
    }

    /// A secret that stood in every compressed page could be guessed from the pages' lengths (BREACH).
    @Test
    void masksTheCsrfTokenAnewInEachPage() {
        var answer = get("/sign-in", "Accept", "text/html");
        String cookie = answer.header("Set-Cookie").replaceFirst(";.*", "");

        assertThat(csrf(get("/sign-in", "Cookie", cookie))).isNotEqualTo(csrf(get("/sign-in", "Cookie", cookie)));
    }

    private static String csrf(Answer page) {
        var token = CSRF.matcher(page.text());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] expanded(Answer gzipped) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(gzipped.bytes())).readAllBytes();
    }
}
