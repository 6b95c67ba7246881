package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.frontrow.database.DatabaseLogin;
import dev.frontrow.database.SharedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Two nodes whose machines' clocks are two minutes slow and two minutes fast. Only the database's clock counts.
class WrongClocksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /// Real seconds, in which both nodes must be asked.
    private static final Duration HOLD = Duration.ofSeconds(6);

    private static final Duration ADMISSION = Duration.ofSeconds(30);

    /// A busy machine looks that much later. Far less than the clocks are off.
    private static final Duration LATE_MAX = Duration.ofSeconds(30);

    /// Where Debian's package puts the library that tells a process another time.
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

    private final DatabaseLogin login = SharedDatabase.fresh();
    private final JdbcClient database =
            JdbcClient.create(new DriverManagerDataSource(login.url(), login.username(), login.password()));

    @TempDir
    Path folder;

    @Test
    void noHoldOrAdmissionEndsEarlyOrLateAndNoSeatIsSoldTwice() throws IOException {
        try (var slow = start("slow", "-120s");
                var fast = start("fast", "+120s")) {
            Stage stage = Stage.with(slow.api(), new TestClock(now()), Map.of());
            holdEndsOnTime(
                    enters(stage.fan().at(fast.port())), enters(stage.fan().at(slow.port())), "1");
            holdEndsOnTime(
                    enters(stage.fan().at(slow.port())), enters(stage.fan().at(fast.port())), "2");
            admissionEndsOnTime(List.of(
                    enters(stage.fan().at(fast.port())).at(slow.port()),
                    enters(stage.fan().at(slow.port())).at(fast.port())));
        }
        new Audit(new DriverManagerDataSource(login.url(), login.username(), login.password()))
                .findsNoContradiction(now());
    }

    /// One node admits once it has the room's lease.
    private static Fan enters(Fan fan) {
        fan.joins().expect(201);
        await().atMost(PATIENCE).until(() -> state(fan).equals("ADMITTED"));
        return fan;
    }

    private static String state(Fan fan) {
        return fan.polls().expect(200).body().path("state").asString();
    }

    private void holdEndsOnTime(Fan holder, Fan other, String seat) {
        Instant before = now();
        Instant end = Instant.parse(
                holder.holds(seat).expect(201).body().path("expiresAt").asString());
        assertThat(end).isBetween(before.plus(HOLD), now().plus(HOLD));

        await().atMost(PATIENCE)
                .pollInterval(LOOK_EVERY)
                .until(() -> other.holds(seat).status() == 201);

        assertThat(now()).isBetween(end, end.plus(LATE_MAX));
        holder.topsUp(1_000_000).expect(201);
        assertThat(holder.pays(UUID.randomUUID().toString()).status()).isGreaterThanOrEqualTo(400);
        other.topsUp(1_000_000).expect(201);
        other.pays(UUID.randomUUID().toString()).expect(201);
    }

    private void admissionEndsOnTime(List<Fan> elsewhere) {
        Map<Fan, Instant> ends = new HashMap<>();
        for (Fan fan : elsewhere) {
            Instant end = Instant.parse(
                    fan.polls().expect(200).body().path("admittedUntil").asString());
            assertThat(end).isBetween(now(), now().plus(ADMISSION));
            ends.put(fan, end);
        }

        for (Fan fan : elsewhere) {
            Instant end = Objects.requireNonNull(ends.get(fan));
            await().atMost(PATIENCE)
                    .pollInterval(LOOK_EVERY)
                    .until(() -> !state(fan).equals("ADMITTED"));
            assertThat(now()).isBetween(end, end.plus(LATE_MAX));
            assertThat(state(fan)).isEqualTo("EXPIRED");
        }
    }

    private Instant now() {
        return database.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private ServerProcess start(String name, String off) throws IOException {
        Map<String, String> own = new HashMap<>(SharedDatabase.environment(login));
        own.put("FRONTROW_CLUSTER_ENABLED", "true");
        own.put("FRONTROW_CLUSTER_NODE", name);
        own.put("FRONTROW_IDENTITY_TOKEN_KEY", "bm90IGEgc2VjcmV0LCBidXQgbG9uZyBlbm91Z2ggZm9yIGEgdGVzdA==");
        own.put("FRONTROW_HOLD_TTL", HOLD.toString());
        own.put("FRONTROW_ADMISSION_TTL", ADMISSION.toString());
        own.put("LD_PRELOAD", library().toString());
        own.put("FAKETIME", off);
        own.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        // Otherwise timed waits of the JVM return at once.
        own.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
        return ServerProcess.start(ServerProgram.command(ServerProgram.SERVER), folder.resolve(name), own);
    }

    private static Path library() {
        Optional<Path> library = LIBRARIES.stream().filter(Files::exists).findFirst();
        if (library.isEmpty()) {
            String missing = "no library for wrong clocks found; install it with: apt-get install faketime";
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            abort(missing);
        }
        return library.orElseThrow();
    }
}
