package dev.frontrow.database;

import dev.frontrow.TestFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.FileSystemUtils;

/// One PostgreSQL for all tests of a JVM. Each caller gets a new, empty database in it. Spring tests use
/// `@ContextConfiguration(initializers = SharedDatabase.Fresh.class)`; a new context gets a new database.
public final class SharedDatabase {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Path FOLDER = TestFolders.create();
    private static final EmbeddedDatabase SERVER;

    static {
        // The driver passes the JVM's time zone to every session. An offset with odd minutes reveals time zone
        // bugs.
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
        SERVER = EmbeddedDatabase.start(FOLDER.resolve("data"), binaries());
        Runtime.getRuntime().addShutdownHook(new Thread(SharedDatabase::stop));
    }

    private SharedDatabase() {}

    /// Creates an empty database. Returns its owner's login.
    public static DatabaseLogin fresh() {
        DatabaseLogin owner = SERVER.owner();
        String name = "test_" + NUMBER.incrementAndGet();
        execute("create database " + name + " owner " + owner.username());
        execute("revoke all on database " + name + " from public");
        execute("grant connect on database " + name + " to " + SERVER.login().username());
        return new DatabaseLogin(owner.url().replaceFirst("/[^/]*$", "/" + name), owner.username(), owner.password());
    }

    /// The server's login to the same database.
    public static DatabaseLogin asServer(DatabaseLogin owner) {
        DatabaseLogin server = SERVER.login();
        return new DatabaseLogin(owner.url(), server.username(), server.password());
    }

    /// The environment variables for a server process that uses this database, with both roles.
    public static Map<String, String> environment(DatabaseLogin owner) {
        DatabaseLogin server = asServer(owner);
        return Map.of(
                "SPRING_DATASOURCE_URL", server.url(),
                "SPRING_DATASOURCE_USERNAME", server.username(),
                "SPRING_DATASOURCE_PASSWORD", server.password(),
                "SPRING_FLYWAY_USER", owner.username(),
                "SPRING_FLYWAY_PASSWORD", owner.password());
    }

    /// Runs a statement as superuser, not in one of the databases of [#fresh()].
    static void execute(String sql) {
        try (var connection = asSuperuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String setting(String name) {
        try (var connection = asSuperuser();
                var result = connection.createStatement().executeQuery("show " + name)) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection asSuperuser() throws SQLException {
        try {
            return DriverManager.getConnection(
                    SERVER.login().url().replaceFirst("/[^/]*$", "/postgres"),
                    RoleNames.SUPERUSER,
                    Passwords.keptIn(FOLDER.resolve("data")).orElseThrow().superuser());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The folder where all tests of a JVM share the unpacked binaries.
    static Path binaries() {
        return TestFolders.ofBuild("postgres-binaries");
    }

    /// Lets a server in this new data folder find PostgreSQL's binaries, so that it need not unpack them.
    public static void copyBinariesTo(Path dataFolder) throws IOException {
        Files.createDirectories(dataFolder);
        copy(binaries(), dataFolder.resolve("postgres-binaries"));
    }

    /// Copies a folder with the times, rights and links of its files.
    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static void stop() {
        SERVER.close();
        try {
            FileSystemUtils.deleteRecursively(FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Gives a Spring context its own database.
    public static final class Fresh implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            DatabaseLogin owner = fresh();
            DatabaseLogin server = asServer(owner);
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "shared database",
                            Map.of(
                                    "spring.datasource.url", server.url(),
                                    "spring.datasource.username", server.username(),
                                    "spring.datasource.password", server.password(),
                                    "spring.flyway.user", owner.username(),
                                    "spring.flyway.password", owner.password())));
        }
    }
}
