package dev.frontrow.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.web.fast.FastPathSwitch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/// A server that speaks TLS itself.
@Import(FastPathSwitch.class)
class TlsTest extends ServerTest {

    private static final String PASSWORD = "of-the-key-store";

    @TempDir
    static Path folder;

    private static Path keyStore;

    @Autowired
    private FastPathSwitch fastPaths;

    @BeforeAll
    static void certificate() throws IOException, InterruptedException {
        keyStore = folder.resolve("tls.p12");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(
                "-genkeypair -alias tls -keyalg EC -groupname secp256r1 -validity 2 -storetype PKCS12".split(" ")));
        command.addAll(List.of("-dname", "CN=localhost", "-ext", "SAN=dns:localhost"));
        command.addAll(List.of("-keystore", keyStore.toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @DynamicPropertySource
    static void tls(DynamicPropertyRegistry settings) {
        settings.add("server.ssl.key-store", () -> keyStore.toUri().toString());
        settings.add("server.ssl.key-store-password", () -> PASSWORD);
        settings.add("frontrow.web.cors.origins", () -> "https://shop.example");
    }

    private HttpResponse<String> answer(HttpRequest.Builder request) throws Exception {
        KeyStore trusted = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var tls = SSLContext.getInstance("TLS");
        tls.init(null, managers.getTrustManagers(), null);
        try (var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .build()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    private String operatorToken() throws Exception {
        var signedIn = answer(at("/api/v1/sessions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"username\":\"operator\",\"password\":\"" + OPERATOR_PASSWORD + "\"}")));
        return JsonMapper.builder()
                .build()
                .readTree(signedIn.body())
                .path("accessToken")
                .asString();
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port() + path));
    }

    @Test
    void answersPagesAndTheApiOverTls() throws Exception {
        var page = answer(at("/sign-in").header("Accept", "text/html"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().allValues("Set-Cookie")).isNotEmpty().allMatch(cookie -> cookie.contains("Secure"));
        assertThat(page.headers().firstValue("Strict-Transport-Security")).isPresent();
        assertThat(operatorToken()).isNotEmpty();
        assertThat(answer(at("/tickets").header("Accept", "text/html"))
                        .headers()
                        .map())
                .extractingByKey("location")
                .asString()
                .contains("/sign-in?next=%2Ftickets")
                .doesNotContain("http");
    }

    @Test
    void usesFastPathsAndSpeaksToNamedOriginsOverTls() throws Exception {
        var created = answer(at("/api/v1/operator/concerts")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + operatorToken())
                .POST(BodyPublishers.ofString(
                        JsonMapper.builder().build().writeValueAsString(Stage.request(clock().instant())))));
        String concert = JsonMapper.builder()
                .build()
                .readTree(created.body())
                .path("concertId")
                .asString();
        var room = at("/api/v1/concerts/" + concert + "/waiting-room").header("Origin", "https://shop.example");
        // The first request may have to load the room, so the fast path may skip it.
        answer(room);
        long before = fastPaths.answered();

        var status = answer(room);

        assertThat(status.headers().firstValue("Access-Control-Allow-Origin")).contains("https://shop.example");
        assertThat(status.statusCode()).isEqualTo(200);
        assertThat(fastPaths.answered()).isGreaterThan(before);
    }
}
