package dev.frontrow;

import dev.frontrow.cluster.ClusterCheck;
import dev.frontrow.cluster.Drain;
import dev.frontrow.database.EarlyDatabaseStart;
import dev.frontrow.settings.SettingsCheck;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.micrometer.metrics.autoconfigure.logging.logback.LogbackMetricsAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import sun.misc.Signal;

/// Starts the server and keeps it until SIGTERM or Ctrl-C, which end it with exit code 0 once running requests are
/// answered; in a cluster after its [Drain].
///
/// The count of log lines is switched off: its filter would run at each line that is not logged, also those that Jetty
/// guards by `isDebugEnabled`, which is some 3 % of a hold.
@SpringBootApplication(exclude = LogbackMetricsAutoConfiguration.class)
@ConfigurationPropertiesScan
class FrontrowApplication {

    static void main(String[] args) {
        var application = new SpringApplication(FrontrowApplication.class);
        Drain drain = Drain.of(application);
        endCleanlyOn("TERM", drain);
        endCleanlyOn("INT", drain);
        SettingsCheck.in(application);
        ClusterCheck.in(application);
        EarlyDatabaseStart.in(application);
        try {
            application.run(args);
        } catch (RuntimeException reported) {
            // Spring Boot has already told why, through StartFailureReporter or in full.
            System.exit(1);
        }
    }

    /// The JVM's own handler would stop as gracefully, but report the signal in its exit code. The exit runs on
    /// another thread, since it waits for the shutdown hooks and must not keep further signals waiting.
    private static void endCleanlyOn(String signal, Drain drain) {
        Runnable end = () -> {
            drain.run();
            System.exit(0);
        };
        Signal.handle(
                new Signal(signal),
                received -> Thread.ofPlatform().name("end-by-SIG" + signal).start(end));
    }

    /// Start scripts wait for this very line; whatever they ask then is answered.
    @EventListener
    void tellReady(AvailabilityChangeEvent<ReadinessState> change) {
        if (change.getState() == ReadinessState.ACCEPTING_TRAFFIC
                && change.getSource() instanceof WebServerApplicationContext served
                && served.getWebServer() != null) {
            ConsoleLines.say("Frontrow is ready at http://localhost:"
                    + served.getWebServer().getPort());
        }
    }
}
