package dev.frontrow.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrontTest {

    private static final String READINESS = "/actuator/health/readiness";

    private final List<AutoCloseable> open = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() throws Exception {
        http.shutdownNow();
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    /// Answers with its own name and what it was sent.
    private static final class FakeNode implements AutoCloseable {

        private final HttpServer server;
        private final Queue<HttpExchange> requests = new ConcurrentLinkedQueue<>();
        private volatile int readiness = 200;
        private volatile CountDownLatch start = new CountDownLatch(0);
        private volatile CountDownLatch rest = new CountDownLatch(0);

        FakeNode() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::answer);
            server.start();
        }

        URI address() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        }

        private void answer(HttpExchange exchange) throws IOException {
            try (exchange) {
                if (exchange.getRequestURI().getPath().equals(READINESS)) {
                    exchange.sendResponseHeaders(readiness, -1);
                    return;
                }
                requests.add(exchange);
                byte[] sent = exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("Node", address().toString());
                start.await();
                exchange.sendResponseHeaders(201, 0);
                exchange.getResponseBody().write("first\n".getBytes(StandardCharsets.US_ASCII));
                exchange.getResponseBody().flush();
                rest.await();
                exchange.getResponseBody().write(sent);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    /// Takes connections, reads a request and closes.
    private static final class DyingNode implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final Queue<String> requests = new ConcurrentLinkedQueue<>();

        DyingNode() throws IOException {
            Thread.ofVirtual().start(this::die);
        }

        URI address() {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        private void die() {
            while (!socket.isClosed()) {
                try (var connection = socket.accept();
                        var in = connection.getInputStream()) {
                    String head = new String(in.readNBytes(16), StandardCharsets.US_ASCII);
                    if (head.contains(READINESS.substring(0, 9))) {
                        connection
                                .getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                    } else {
                        requests.add(head);
                    }
                } catch (IOException _) {
                    // The next one.
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private FakeNode node() throws IOException {
        var node = new FakeNode();
        open.add(node);
        return node;
    }

    private record Site(Front front, ReadyNodes nodes) {

        void isAsked() {
            nodes.ask().join();
        }

        URI at(String path) {
            return URI.create("http://127.0.0.1:" + front.port() + path);
        }
    }

    private Site front(URI... addresses) throws IOException {
        var nodes = new ReadyNodes();
        List.of(addresses).forEach(nodes::add);
        Front front = Front.before(nodes, 0);
        open.add(front);
        nodes.ask().join();
        return new Site(front, nodes);
    }

    private HttpResponse<String> post(Site site, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(site.at("/holds?a=b%20c"))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(Site site) throws Exception {
        return http.send(HttpRequest.newBuilder(site.at("/seats")).build(), BodyHandlers.ofString());
    }

    @Test
    void sendsToReadyNodesInTurn() throws Exception {
        FakeNode one = node();
        FakeNode two = node();
        FakeNode starting = node();
        starting.readiness = 503;
        Site site = front(one.address(), two.address(), starting.address());

        for (int i = 0; i < 10; i++) {
            HttpResponse<String> answer = post(site, "body " + i);
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo("first\nbody " + i);
        }

        assertThat(one.requests).hasSize(5);
        assertThat(two.requests)
                .hasSize(5)
                .first()
                .satisfies(request ->
                        assertThat(request.getRequestURI().toString()).isEqualTo("/holds?a=b%20c"));
        assertThat(starting.requests).isEmpty();
        assertThat(site.front().readyNodes()).isEqualTo(2);
    }

    @Test
    void sendsToNodesThatAnswerWhileAnotherIsSlow() throws Exception {
        FakeNode slow = node();
        FakeNode other = node();
        slow.start = new CountDownLatch(1);
        Site site = front(slow.address(), other.address());
        var unanswered =
                http.sendAsync(HttpRequest.newBuilder(site.at("/seats")).build(), BodyHandlers.ofString());
        await().until(() -> slow.requests.size() == 1);

        for (int i = 0; i < 4; i++) {
            get(site);
        }

        assertThat(other.requests).hasSize(4);
        slow.start.countDown();
        assertThat(unanswered.join().statusCode()).isEqualTo(201);
        get(site);
        get(site);
        assertThat(slow.requests).hasSize(2);
    }

    @Test
    void streamsThatHaveBegunDoNotKeepRequestsFromTheirNode() throws Exception {
        FakeNode streaming = node();
        FakeNode other = node();
        streaming.rest = new CountDownLatch(1);
        Site site = front(streaming.address(), other.address());
        var stream = http.send(HttpRequest.newBuilder(site.at("/stream")).build(), BodyHandlers.ofLines());
        assertThat(streaming.requests).hasSize(1);
        streaming.rest = new CountDownLatch(0);

        for (int i = 0; i < 4; i++) {
            get(site);
        }

        assertThat(streaming.requests).hasSize(3);
        assertThat(stream.statusCode()).isEqualTo(201);
    }

    @Test
    void sendsNothingMoreToNodesThatAreNoLongerReady() throws Exception {
        FakeNode one = node();
        FakeNode two = node();
        Site site = front(one.address(), two.address());
        one.readiness = 503;
        site.isAsked();

        for (int i = 0; i < 4; i++) {
            get(site);
        }

        assertThat(one.requests).isEmpty();
        assertThat(two.requests).hasSize(4);
    }

    @Test
    void saysBusyWhileNoNodeIsReady() throws Exception {
        FakeNode node = node();
        node.readiness = 503;
        Site site = front(node.address());

        HttpResponse<String> answer = post(site, "body");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body()).contains("\"code\":\"busy\"");
    }

    @Test
    void whatWasNotSentToALostNodeIsSentToAnother() throws Exception {
        FakeNode lost = node();
        FakeNode other = node();
        Site site = front(lost.address(), other.address());
        lost.close();

        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = post(site, "body " + i);
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo("first\nbody " + i);
        }
        assertThat(other.requests).hasSize(3);
        assertThat(site.front().readyNodes()).isEqualTo(1);
    }

    @Test
    void whatCouldBeSentToNoNodeIsRefusedAsBusy() throws Exception {
        FakeNode lost = node();
        Site site = front(lost.address());
        lost.close();

        assertThat(post(site, "body").statusCode()).isEqualTo(503);
    }

    @Test
    void onlyWhatChangesNothingIsSentTwice() throws Exception {
        var dying = new DyingNode();
        open.add(dying);
        FakeNode other = node();
        Site site = front(dying.address(), other.address());

        HttpResponse<String> lost = post(site, "body");
        assertThat(lost.statusCode()).isEqualTo(502);
        assertThat(lost.body()).contains("Idempotency-Key");
        assertThat(other.requests).isEmpty();

        assertThat(get(site).statusCode()).isEqualTo(201);
        assertThat(get(site).statusCode()).isEqualTo(201);
        assertThat(other.requests).hasSize(2);
        assertThat(dying.requests).hasSize(2);
    }

    @Test
    void passesStreamsOnAsTheyCome() throws Exception {
        FakeNode node = node();
        node.rest = new CountDownLatch(1);
        Site site = front(node.address());

        HttpResponse<Stream<String>> stream =
                http.send(HttpRequest.newBuilder(site.at("/stream")).build(), BodyHandlers.ofLines());
        var lines = stream.body().iterator();

        assertThat(lines.next()).isEqualTo("first");
        node.rest.countDown();
        assertThat(lines.hasNext()).isFalse();
    }

    @Test
    void streamsOfALostNodeBreakOff() throws Exception {
        FakeNode node = node();
        node.rest = new CountDownLatch(1);
        Site site = front(node.address());

        var stream = http.send(HttpRequest.newBuilder(site.at("/stream")).build(), BodyHandlers.ofInputStream());
        assertThat(stream.body().readNBytes(6)).asString().isEqualTo("first\n");
        node.close();

        assertThatThrownBy(() -> stream.body().read()).isInstanceOf(IOException.class);
        node.rest.countDown();
    }

    @Test
    void nodesAreToldWhoAsksWhateverTheClientSays() throws Exception {
        FakeNode node = node();
        Site site = front(node.address());

        http.send(
                HttpRequest.newBuilder(site.at("/"))
                        .header("X-Forwarded-For", "192.0.2.1")
                        .header("X-Forwarded-Host", "evil.example")
                        .header("Forwarded", "for=192.0.2.1")
                        .header("Last-Event-ID", "7")
                        .build(),
                BodyHandlers.discarding());

        var headers = node.requests.element().getRequestHeaders();
        assertThat(headers.get("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(headers.get("X-Forwarded-Proto")).containsExactly("http");
        assertThat(headers.get("Last-Event-ID")).containsExactly("7");
        assertThat(headers.get("Host"))
                .containsExactly("127.0.0.1:" + site.front().port());
        assertThat(headers).doesNotContainKeys("X-Forwarded-Host", "Forwarded", "Via");
    }

    @Test
    void saysThatItsPortIsInUse() throws Exception {
        try (var taken = new ServerSocket(0)) {
            assertThatThrownBy(() -> Front.start(taken.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Port %d is in use: stop what uses it, or choose another with --port."
                            .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void asksByItself() throws Exception {
        FakeNode node = node();
        Front front = Front.start(0);
        open.add(front);
        front.add(node.address());

        await().until(() -> front.readyNodes() == 1);
    }
}
