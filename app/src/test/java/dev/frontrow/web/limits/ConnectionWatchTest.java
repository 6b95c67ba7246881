package dev.frontrow.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.ScarceServerTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ConnectionWatchTest extends ScarceServerTest {

    private static final String GREEDY = "127.0.0.2";
    private static final String OTHER = "127.0.0.3";
    private static final String POLL = "GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void aNetworkNeverHasMoreConnectionsThanAreFree() throws IOException {
        int served = serve(GREEDY, 40);

        assertThat(served).isBetween(15, 20);
        assertThat(serve(OTHER, 1)).isOne();
    }

    @Test
    void idleOnesOfTheGreedyAreClosedOnceOthersCome() throws IOException {
        serve(GREEDY, 40);
        int others = serve(OTHER, 30);
        assertThat(others).isPositive();

        await().atMost(Duration.ofSeconds(20)).until(() -> serve(OTHER, 1) == 1);
    }

    @Test
    void aHeadThatTakesTooLongEndsItsConnection() throws IOException {
        Socket slow = connect(OTHER);
        slow.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));

        assertThat(slow.getInputStream().read()).isNegative();
    }

    /// Between two requests a client may be silent up to the idle timeout.
    @Test
    void aPauseBetweenRequestsIsNoSlowHead() throws IOException {
        Socket quiet = connect(OTHER);
        assertThat(isServed(quiet)).isTrue();
        Socket slow = connect(OTHER);
        slow.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
        assertThat(slow.getInputStream().read()).isNegative();

        assertThat(isServed(quiet)).isTrue();
    }

    @Test
    void anAnswerThatNobodyReadsEndsItsConnectionAndFillsNoLog(CapturedOutput output) throws IOException {
        Socket deaf = connect(OTHER);
        deaf.getOutputStream()
                .write("GET /swagger-ui/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));

        await().atMost(Duration.ofSeconds(30)).until(() -> isHungUp(deaf));

        assertThat(output.getOut()).doesNotContain("ERROR", "ClosedChannel", "swagger-ui-bundle");
    }

    private static boolean isHungUp(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private int serve(String address, int connections) throws IOException {
        int served = 0;
        for (int i = 0; i < connections; i++) {
            served += isServed(connect(address)) ? 1 : 0;
        }
        return served;
    }

    private Socket connect(String address) throws IOException {
        var socket = new Socket();
        sockets.add(socket);
        socket.setSoTimeout(30_000);
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port()));
        return socket;
    }

    private static boolean isServed(Socket socket) {
        try {
            socket.getOutputStream().write(POLL.getBytes(StandardCharsets.US_ASCII));
            byte[] begin = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            while (begin.length > 0 && socket.getInputStream().available() > 0) {
                socket.getInputStream().skipNBytes(socket.getInputStream().available());
            }
            return new String(begin, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
        } catch (IOException _) {
            return false;
        }
    }
}
