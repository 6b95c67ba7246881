package dev.frontrow.hotpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    private static final String REQUEST = "POST / HTTP/1.1\r\n\r\n";
    private static final String CREATED = "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}";
    private static final int REQUESTS = 2_000;

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong firstAsked = new AtomicLong();
    private final AtomicLong lastAnswered = new AtomicLong();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void sendsEachRequestOnceAndNoneBeforeItIsDue() throws Exception {
        serve(CREATED);
        double perSecond = 20_000;
        long began = System.nanoTime();

        loop(4, perSecond).run(requests(), Duration.ZERO);

        assertThat(asked).hasValue(REQUESTS);
        assertThat(System.nanoTime() - began).isGreaterThan((long) ((REQUESTS - 1) / perSecond * 1e9));
    }

    /// All requests are due within two milliseconds and share one connection.
    @Test
    void countsTheWaitOfRequestsThatCouldNotBeSentYet() throws Exception {
        serve(CREATED);

        Latencies latencies = loop(1, 1e6).run(requests(), Duration.ZERO);

        double took = (lastAnswered.get() - firstAsked.get()) / 1e6;
        assertThat(latencies.most()).isGreaterThan(took - 2.1);
        assertThat(latencies.p50()).isBetween(took / 100, latencies.most());
    }

    @Test
    void doesNotCountTheRunIn() throws Exception {
        serve(CREATED);

        Latencies latencies = loop(1, 1e6).run(requests(), Duration.ofSeconds(1));

        assertThat(latencies.most()).isZero();
    }

    @Test
    void refusesAnAnswerThatWasNotExpected() throws Exception {
        serve("HTTP/1.1 409 Conflict\r\nContent-Length: 21\r\n\r\n{\"code\":\"seat-taken\"}");

        assertThatThrownBy(() -> loop(1, 1_000).run(requests(), Duration.ZERO))
                .hasMessageContaining("expected 201")
                .hasMessageContaining("seat-taken");
    }

    @Test
    void refusesAnAnswerThatDoesNotTellItsLength() throws Exception {
        serve("HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");

        assertThatThrownBy(() -> loop(1, 1_000).run(requests(), Duration.ZERO)).hasMessageContaining("chunked");
    }

    @Test
    void saysThatTheServerHungUp() throws Exception {
        Thread.ofVirtual().start(() -> ignoringItsEnd(() -> server.accept().close()));

        assertThatThrownBy(() -> loop(1, 1_000).run(requests(), Duration.ZERO)).isInstanceOf(IOException.class);
    }

    private OpenLoop loop(int connections, double perSecond) {
        return new OpenLoop(server.getLocalPort(), connections, perSecond, 201);
    }

    private static List<String> requests() {
        return Collections.nCopies(REQUESTS, REQUEST);
    }

    private void serve(String answer) {
        Thread.ofVirtual()
                .start(() -> ignoringItsEnd(() -> {
                    while (true) {
                        Socket accepted = server.accept();
                        Thread.ofVirtual().start(() -> ignoringItsEnd(() -> serve(accepted, answer)));
                    }
                }));
    }

    private void serve(Socket client, String answer) throws IOException {
        byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);
        while (client.getInputStream().readNBytes(REQUEST.length()).length > 0) {
            firstAsked.compareAndSet(0, System.nanoTime());
            asked.incrementAndGet();
            lastAnswered.accumulateAndGet(System.nanoTime(), Math::max);
            client.getOutputStream().write(bytes);
        }
    }

    private interface Talk {
        void run() throws IOException;
    }

    /// Ignores a closed connection, at the end of the test or earlier.
    private static void ignoringItsEnd(Talk talk) {
        try {
            talk.run();
        } catch (IOException _) {
            // The client side sees the failure.
        }
    }
}
