package dev.frontrow.database;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// A proxy in front of PostgreSQL that cuts connections during a COMMIT, or during a write that is its own
/// transaction. It parses just enough of the protocol to detect these.
public final class CommitCuts implements AutoCloseable {

    /// When the connection is cut.
    public enum Cut {
        NONE,
        /// The database never receives the COMMIT.
        BEFORE,
        /// The database receives the COMMIT after the client has lost the connection.
        LATE,
        /// The database has committed, but the client does not get the answer.
        AFTER
    }

    private static final int STARTUP_CANCEL = 80877102;
    private static final String STRAIGHT_URL = "straight.url";

    private final String host;
    private final int target;
    private final ServerSocket entrance;
    private final Map<Cut, AtomicInteger> made = new EnumMap<>(Cut.class);
    private volatile Supplier<Cut> plan = () -> Cut.NONE;

    private CommitCuts(String host, int target) throws IOException {
        this.host = host;
        this.target = target;
        entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        for (Cut cut : Cut.values()) {
            made.put(cut, new AtomicInteger());
        }
        Thread.ofVirtual().start(this::accept);
    }

    /// A proxy in front of the server in this JDBC URL.
    public static CommitCuts inFrontOf(String url) throws IOException {
        URI straight = URI.create(url.substring("jdbc:".length()));
        return new CommitCuts(straight.getHost(), straight.getPort());
    }

    /// The same URL by way of the proxy, without encryption, so that the proxy can read the protocol.
    public String around(String url) {
        return url.replaceFirst(":\\d+/", ":" + entrance.getLocalPort() + "/") + (url.contains("?") ? "&" : "?")
                + "sslmode=disable&gssEncMode=disable";
    }

    /// Each COMMIT asks the plan whether and when to cut.
    public void follow(Supplier<Cut> newPlan) {
        plan = newPlan;
    }

    public void heal() {
        plan = () -> Cut.NONE;
    }

    public int made(Cut cut) {
        return Objects.requireNonNull(made.get(cut)).get();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                Socket server = new Socket(host, target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                new Line(client, server).start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    /// Direct connections to the database of a Spring context that has such a proxy.
    public static DataSource straight(Environment settings) {
        return new DriverManagerDataSource(
                settings.getRequiredProperty(STRAIGHT_URL),
                settings.getRequiredProperty("spring.datasource.username"),
                settings.getRequiredProperty("spring.datasource.password"));
    }

    /// Gives a Spring context its own database behind such a proxy.
    public static final class InTheWay implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        private static final String URL = "spring.datasource.url";

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            new SharedDatabase.Fresh().initialize(context);
            String url = context.getEnvironment().getRequiredProperty(URL);
            try {
                var cuts = inFrontOf(url);
                context.getBeanFactory().registerSingleton("commitCuts", cuts);
                TestPropertyValues.of(URL + "=" + cuts.around(url), STRAIGHT_URL + "=" + url)
                        .applyTo(context);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// One proxied connection.
    private final class Line {

        private final Socket client;
        private final Socket server;
        /// The texts of prepared statements, by name.
        private final Map<String, String> statements = new HashMap<>();
        /// The transaction status that [#fromServer] read last; `I` means no transaction.
        private volatile int transaction = 'I';
        private volatile boolean answersAreLost;

        Line(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void start() {
            Thread.ofVirtual().start(() -> {
                quietly(this::fromClient);
                if (!answersAreLost) {
                    close();
                }
            });
            Thread.ofVirtual().start(() -> {
                quietly(this::fromServer);
                close();
            });
        }

        private static void quietly(Way way) {
            try {
                way.go();
            } catch (IOException lost) {
                // The other direction ends together with this one.
            }
        }

        private void fromClient() throws IOException {
            var in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            var out = new DataOutputStream(new BufferedOutputStream(server.getOutputStream()));
            if (!passStartup(in, out)) {
                return;
            }
            var group = new ByteArrayOutputStream();
            List<String> texts = new ArrayList<>();
            for (int type = in.read(); type >= 0; type = in.read()) {
                byte[] body = in.readNBytes(in.readInt() - Integer.BYTES);
                group.write(type);
                group.write(ByteBuffer.allocate(Integer.BYTES)
                        .putInt(body.length + Integer.BYTES)
                        .array());
                group.write(body);
                note(type, body, texts);
                if ("PBDEC".indexOf(type) < 0) {
                    Cut cut = isCommit(texts) ? plan.get() : Cut.NONE;
                    send(group.toByteArray(), out, cut);
                    if (cut != Cut.NONE) {
                        return;
                    }
                    group.reset();
                    texts.clear();
                }
            }
        }

        /// Returns whether messages follow.
        private static boolean passStartup(DataInputStream in, DataOutputStream out) throws IOException {
            byte[] startup = in.readNBytes(in.readInt() - Integer.BYTES);
            out.writeInt(startup.length + Integer.BYTES);
            out.write(startup);
            out.flush();
            return ByteBuffer.wrap(startup).getInt() != STARTUP_CANCEL;
        }

        private void note(int type, byte[] body, List<String> texts) {
            switch (type) {
                case 'P' ->
                    statements.put(text(body, 0), text(body, text(body, 0).length() + 1));
                case 'B' ->
                    texts.add(statements.getOrDefault(text(body, text(body, 0).length() + 1), ""));
                case 'Q' -> texts.add(text(body, 0));
                default -> {}
            }
        }

        private boolean isCommit(List<String> texts) {
            if (texts.contains("COMMIT")) {
                return true;
            }
            return transaction == 'I'
                    && texts.stream().noneMatch(text -> text.startsWith("BEGIN"))
                    && texts.stream().anyMatch(Line::changesSomething);
        }

        private static boolean changesSomething(String text) {
            String words = text.toLowerCase(Locale.ROOT);
            return words.contains("insert into ") || words.contains("update ") || words.contains("delete from ");
        }

        private void send(byte[] group, DataOutputStream out, Cut cut) throws IOException {
            Objects.requireNonNull(made.get(cut)).incrementAndGet();
            switch (cut) {
                case NONE -> {}
                case BEFORE -> {
                    return;
                }
                case LATE -> {
                    answersAreLost = true;
                    client.close();
                }
                case AFTER -> answersAreLost = true;
            }
            out.write(group);
            out.flush();
        }

        private void fromServer() throws IOException {
            var in = new DataInputStream(new BufferedInputStream(server.getInputStream()));
            var out = new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
            for (int type = in.read(); type >= 0; type = in.read()) {
                byte[] body = in.readNBytes(in.readInt() - Integer.BYTES);
                if (!answersAreLost) {
                    out.write(type);
                    out.writeInt(body.length + Integer.BYTES);
                    out.write(body);
                }
                if (type == 'Z') {
                    if (answersAreLost) {
                        return;
                    }
                    transaction = body[0];
                }
                if (in.available() == 0) {
                    out.flush();
                }
            }
        }

        private void close() {
            try (client;
                    server) {
                answersAreLost = true;
            } catch (IOException alreadyClosed) {
                // Closed on purpose.
            }
        }

        private static String text(byte[] body, int from) {
            int to = from;
            while (body[to] != 0) {
                to++;
            }
            return new String(body, from, to - from, StandardCharsets.ISO_8859_1);
        }
    }

    private interface Way {

        void go() throws IOException;
    }
}
