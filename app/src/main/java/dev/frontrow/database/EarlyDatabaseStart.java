package dev.frontrow.database;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/// The embedded database while it starts. The start begins as soon as the settings are known and runs while
/// Spring creates its beans, which halves the time to the first request.
public final class EarlyDatabaseStart {

    private final CompletableFuture<EmbeddedDatabase> starting;

    private EarlyDatabaseStart(CompletableFuture<EmbeddedDatabase> starting) {
        this.starting = starting;
    }

    /// Makes this application start its database early, if it needs an embedded one.
    public static void in(SpringApplication application) {
        application.addListeners((ApplicationListener<ApplicationEnvironmentPreparedEvent>) prepared -> {
            if (isWanted(prepared.getEnvironment())) {
                EarlyDatabaseStart start = in(prepared.getEnvironment());
                application.addInitializers(
                        context -> context.getBeanFactory().registerSingleton("earlyDatabaseStart", start));
                application.addListeners((ApplicationListener<ApplicationFailedEvent>) failed -> start.abandon());
            }
        });
    }

    static EarlyDatabaseStart in(Environment environment) {
        Path folder = Path.of(environment.getProperty("frontrow.data-dir", "data"));
        boolean fresh = environment.getProperty("frontrow.fresh", boolean.class, false);
        return new EarlyDatabaseStart(CompletableFuture.supplyAsync(
                () -> fresh ? EmbeddedDatabase.startFresh(folder) : EmbeddedDatabase.start(folder),
                task -> Thread.ofPlatform().name("postgres-start").start(task)));
    }

    /// Whether no database URL is set, so an embedded database is needed.
    public static boolean isWanted(Environment environment) {
        return !StringUtils.hasText(environment.getProperty("spring.datasource.url"));
    }

    /// Waits until the database is up.
    EmbeddedDatabase database() {
        try {
            return starting.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DatabaseStartFailure failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void abandon() {
        starting.thenAccept(EmbeddedDatabase::close);
    }
}
