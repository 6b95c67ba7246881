package dev.frontrow.identity;

import ch.qos.logback.classic.Level;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.DatabaseStartFailure;
import dev.frontrow.database.EmbeddedDatabase;
import dev.frontrow.database.primary.Primary;
import dev.frontrow.identity.keys.SigningKey;
import dev.frontrow.identity.keys.UnfitSigningKey;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./frontrow token`: access tokens of demo buyers for load tests, one a line and nothing else on standard
/// output. It runs without Spring's context, because a hundred thousand tokens should not wait for a whole
/// server to start.
@Command(name = "token", description = "Prints access tokens of demo buyers, one a line.")
class TokenCommand implements Callable<Integer> {

    static final int BUYERS_MAX = 1_000_000;
    private static final int BATCH_MAX = 10_000;
    private static final Duration TTL = Duration.ofDays(1);

    /// The command cannot do its work, for a reason that its caller can mend.
    private static final class CannotMint extends Exception {

        private static final long serialVersionUID = 1L;

        CannotMint(String message) {
            super(message);
        }
    }

    @Option(names = "--buyers", required = true, paramLabel = "N", description = "How many buyers: 1 to 1,000,000.")
    private int buyers;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder; without it FRONTROW_DATA_DIR, or else the folder data.")
    private @Nullable String dataFolder;

    /// Given by the launcher.
    @Option(names = "--home", hidden = true)
    private Path home = Path.of("");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Explains the options.")
    private boolean help;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    TokenCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    static void main(String[] arguments) {
        PrintStream tokens = System.out;
        // Libraries write beside the tokens, not among them.
        System.setOut(System.err);
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.WARN);
        }
        System.exit(run(arguments, System.getenv(), tokens, System.err));
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        return new CommandLine(new TokenCommand(environment, out, err))
                .setParameterExceptionHandler((refused, given) -> {
                    err.println(refused.getMessage());
                    return CommandLine.ExitCode.USAGE;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() {
        if (buyers < 1 || buyers > BUYERS_MAX) {
            err.println("--buyers must be a whole number from 1 to " + BUYERS_MAX);
            return CommandLine.ExitCode.USAGE;
        }
        Path data = dataFolder();
        if (data == null) {
            err.println("--data must name a folder");
            return CommandLine.ExitCode.USAGE;
        }
        try {
            mintAll(data);
            return CommandLine.ExitCode.OK;
        } catch (CannotMint | DatabaseStartFailure | UnfitSigningKey refused) {
            err.println(refused.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        } catch (DataAccessException broken) {
            String reason = String.valueOf(broken.getMostSpecificCause().getMessage());
            err.println(
                    "The database cannot be used: " + reason.lines().findFirst().orElse(""));
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /// Null if the option is empty.
    private @Nullable Path dataFolder() {
        String named = dataFolder == null ? environment.get("FRONTROW_DATA_DIR") : dataFolder;
        if (named != null && !named.isEmpty()) {
            return Path.of(named);
        }
        return dataFolder == null ? home.resolve("data") : null;
    }

    private void mintAll(Path data) throws CannotMint {
        DatabaseLogin given = givenLogin();
        var running = given == null ? EmbeddedDatabase.running(data) : Optional.of(given);
        if (running.isPresent()) {
            mintAll(running.get(), data);
            return;
        }
        if (!Files.isDirectory(data)) {
            throw startFirst();
        }
        try (var database = EmbeddedDatabase.start(data)) {
            mintAll(database.login(), data);
        }
    }

    private @Nullable DatabaseLogin givenLogin() {
        String url = environment.get("SPRING_DATASOURCE_URL");
        return url == null || url.isBlank()
                ? null
                : new DatabaseLogin(
                        new Primary(url).url(),
                        environment.getOrDefault("SPRING_DATASOURCE_USERNAME", ""),
                        environment.getOrDefault("SPRING_DATASOURCE_PASSWORD", ""));
    }

    private void mintAll(DatabaseLogin login, Path data) throws CannotMint {
        var connection = new SingleConnectionDataSource(login.url(), login.username(), login.password(), true);
        try {
            var jdbc = JdbcClient.create(connection);
            if (!hasBuyers(jdbc)) {
                throw startFirst();
            }
            SigningKey key = key(data);
            var time = InstantSource.fixed(now(jdbc));
            mintAll(new Buyers(jdbc), new AccessTokens(key, TTL, time));
        } finally {
            connection.destroy();
        }
    }

    /// The server's own key: the server would not accept tokens signed with another one.
    private SigningKey key(Path data) throws CannotMint {
        String configured = environment.get("FRONTROW_IDENTITY_TOKEN_KEY");
        if (configured != null && !configured.isBlank()) {
            return SigningKey.configured(configured);
        }
        return SigningKey.keptIn(data)
                .orElseThrow(() -> new CannotMint("There is no signing key in " + data
                        + ": name the server's data folder with --data, or its key with FRONTROW_IDENTITY_TOKEN_KEY."));
    }

    private void mintAll(Buyers buyersKnown, AccessTokens accessTokens) {
        var lines = new PrintWriter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.US_ASCII)));
        // The reader of the lines may stop early, as `head` does.
        for (int from = 1; from <= buyers && !lines.checkError(); from += BATCH_MAX) {
            int to = Math.min(buyers, from + BATCH_MAX - 1);
            buyersKnown
                    .ensureDemoBuyers(from, to)
                    .forEach(buyer -> lines.println(accessTokens
                            .issue(buyer.buyerId(), Role.BUYER, buyer.generation())
                            .value()));
        }
        lines.flush();
    }

    private static boolean hasBuyers(JdbcClient jdbc) {
        return jdbc.sql("select to_regclass('identity.buyer') is not null")
                .query(Boolean.class)
                .single();
    }

    private static Instant now(JdbcClient jdbc) {
        return jdbc.sql("select now()").query(OffsetDateTime.class).single().toInstant();
    }

    private static CannotMint startFirst() {
        return new CannotMint("There is no Frontrow database here yet. Start Frontrow once first: ./frontrow up");
    }
}
