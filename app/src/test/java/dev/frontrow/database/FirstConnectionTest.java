package dev.frontrow.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstConnectionTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration OFTEN = Duration.ofMillis(50);

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final DatabaseLogin login = SharedDatabase.fresh();

    /// Reports the first refusal at once, and slowness only after a long time.
    private FirstConnection patient() {
        return new FirstConnection(LONG, LONG, told::add);
    }

    private Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, login.username(), login.password());
    }

    @Test
    void databaseThatIsThereIsNotSpokenOf() throws SQLException {
        try (Connection connection = patient().open(() -> connect(login.url()))) {
            assertThat(connection.isValid(10)).isTrue();
        }
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "53300", "57P03"})
    void databaseThatCannotYetIsAskedAgainAndTheConsoleSaysWhy(String state) throws SQLException {
        var attempts = new AtomicInteger();
        try (Connection connection = patient().open(() -> {
            if (attempts.incrementAndGet() <= 2) {
                throw new SQLException("comes\nup", state);
            }
            return connect(login.url());
        })) {
            assertThat(connection.isValid(10)).isTrue();
        }
        assertThat(attempts).hasValue(3);
        assertThat(told).isNotEmpty().first().asString().isEqualTo("Waiting for the database, 0 s so far: comes up");
    }

    @Test
    void connectionThatTakesLongIsWaitedForAndNotDialledAgain() throws SQLException {
        var attempts = new AtomicInteger();
        var silent = new CountDownLatch(1);
        var console = new FirstConnection(LONG, OFTEN, line -> {
            told.add(line);
            silent.countDown();
        });
        try (Connection connection = console.open(() -> {
            attempts.incrementAndGet();
            awaitUninterrupted(silent);
            return connect(login.url());
        })) {
            assertThat(connection.isValid(10)).isTrue();
        }
        assertThat(attempts).hasValue(1);
        assertThat(told).first().asString().isEqualTo("Waiting for the database, 0 s so far: it does not answer yet");
    }

    @Test
    void listenerThatNeverAnswersEndsTheStartInOneLine() throws IOException {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "jdbc:postgresql://127.0.0.1:" + listener.getLocalPort() + "/frontrow";

            assertThatExceptionOfType(DatabaseStartFailure.class)
                    .isThrownBy(() -> new FirstConnection(OFTEN, OFTEN, told::add).open(() -> connect(url)))
                    .withMessageMatching("The database did not answer within \\d+ s\\.");
        }
    }

    @Test
    void databaseThatStaysAwayIsToldAsItWasLastSeen() throws IOException {
        int unused;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = taken.getLocalPort();
        }
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> new FirstConnection(Duration.ZERO, LONG, told::add)
                        .open(() -> connect("jdbc:postgresql://127.0.0.1:" + unused + "/frontrow")))
                .withMessageContaining("refused");
    }

    @Test
    void databaseThatComesUpMeanwhileIsFound() throws Exception {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        String behind = login.url().replaceFirst("//[^/]+/", "//127.0.0.1:" + port + "/");
        URI real = URI.create(login.url().substring("jdbc:".length()));
        var passing = new CopyOnWriteArrayList<ServerSocket>();
        var console = new FirstConnection(LONG, LONG, line -> {
            told.add(line);
            if (passing.isEmpty()) {
                passing.add(passOn(port, real.getHost(), real.getPort()));
            }
        });
        try (Connection connection = console.open(() -> connect(behind))) {
            assertThat(connection.isValid(10)).isTrue();
        } finally {
            for (ServerSocket socket : passing) {
                socket.close();
            }
        }
        assertThat(told).first().asString().contains("refused");
    }

    @Test
    void startThatIsEndedMeanwhileWaitsNoLonger() throws Exception {
        var never = new CountDownLatch(1);
        var thrown = new CopyOnWriteArrayList<Throwable>();
        Thread start = Thread.ofPlatform().start(() -> {
            try {
                patient()
                        .open(() -> {
                            awaitUninterrupted(never);
                            return connect(login.url());
                        })
                        .close();
            } catch (SQLException | RuntimeException e) {
                thrown.add(e);
            }
        });
        // Spring interrupts a starting thread only in this state.
        while (start.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        start.interrupt();

        start.join();
        never.countDown();
        assertThat(thrown).singleElement().isInstanceOf(DatabaseStartFailure.class);
    }

    @Test
    void wrongPasswordIsBelievedAtOnce() {
        var attempts = new AtomicInteger();

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> patient().open(() -> {
                    attempts.incrementAndGet();
                    return DriverManager.getConnection(login.url(), login.username(), "wrong");
                }))
                .withMessageContaining("password authentication failed");
        assertThat(attempts).hasValue(1);
        assertThat(told).isEmpty();
    }

    @Test
    void databaseThatDoesNotExistIsBelievedAtOnce() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> patient().open(() -> connect(login.url() + "_absent")))
                .withMessageContaining("does not exist");
        assertThat(told).isEmpty();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ServerSocket passOn(int port, String host, int to) {
        try {
            var listener = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        Socket near = listener.accept();
                        Socket far = new Socket(host, to);
                        pump(near, far);
                        pump(far, near);
                    }
                } catch (IOException closed) {
                    // Closed at the end of the test.
                }
            });
            return listener;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pump(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException closed) {
                // The other side is closed too.
            }
        });
    }
}
