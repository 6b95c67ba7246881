package dev.frontrow;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.springframework.beans.factory.annotation.Autowired;

/// A test against the whole server, with the audit of all that is stored after each class. After each method it took a
/// quarter of the time of all tests.
public abstract class AuditedTest extends ServerTest {

    private static @Nullable DataSource source;
    private static @Nullable InstantSource time;

    @Autowired
    void remember(DataSource tested, TestClock clock) {
        source = tested;
        time = clock;
    }

    @AfterAll
    static void audit() {
        new Audit(requireNonNull(source))
                .findsNoContradiction(requireNonNull(time).instant());
    }
}
