package dev.frontrow.identity;

import ch.qos.logback.classic.Level;
import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.DatabaseStartFailure;
import dev.frontrow.database.EmbeddedDatabase;
import dev.frontrow.database.primary.Primary;
import dev.frontrow.identity.keys.SigningKey;
import dev.frontrow.identity.keys.UnfitSigningKey;
import dev.frontrow.settings.CommandSettings;
import dev.frontrow.settings.SettingRefused;
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
import picocli.CommandLine.Mixin;
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

    @Mixin
    private final CommandSettings settings;

    private final PrintStream out;
    private final PrintStream err;

    TokenCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        settings = new CommandSettings(environment);
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
        try {
            mintAll(settings.data());
            return CommandLine.ExitCode.OK;
        } catch (CannotMint | DatabaseStartFailure | SettingRefused | UnfitSigningKey refused) {
            err.println(refused.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        } catch (DataAccessException broken) {
            String reason = String.valueOf(broken.getMostSpecificCause().getMessage());
            err.println(
                    "The database cannot be used: " + reason.lines().findFirst().orElse(""));
            return CommandLine.ExitCode.SOFTWARE;
        }
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
        String url = settings.text("SPRING_DATASOURCE_URL");
        return url.isEmpty()
                ? null
                : new DatabaseLogin(
                        new Primary(url).url(),
                        settings.text("SPRING_DATASOURCE_USERNAME"),
                        settings.text("SPRING_DATASOURCE_PASSWORD"));
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
        String configured = settings.text("FRONTROW_IDENTITY_TOKEN_KEY");
        if (!configured.isEmpty()) {
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
