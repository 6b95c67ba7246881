package dev.frontrow;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystemProperty;

/// What the server says besides its log. Where the console carries the log as JSON, this is an event of the log too:
/// whatever collects it reads no other lines.
final class ConsoleLines {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleLines.class);

    private ConsoleLines() {}

    static void say(String line) {
        if (isStructured()) {
            LOG.info("{}", line);
        } else {
            System.out.println(line);
        }
    }

    static void complain(String line) {
        if (isStructured()) {
            LOG.error("{}", line);
        } else {
            System.err.println(line);
        }
    }

    /// Spring Boot notes this when it sets up the log, long before there is a context to ask.
    private static boolean isStructured() {
        return System.getProperty(LoggingSystemProperty.CONSOLE_STRUCTURED_FORMAT.getEnvironmentVariableName()) != null;
    }
}
