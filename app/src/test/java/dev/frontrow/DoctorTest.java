package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `./frontrow doctor` finds on a machine.
class DoctorTest {

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static Launcher doctor(Map<String, String> environment, String... options) throws Exception {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "doctor";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return Launcher.run(environment, arguments);
    }

    @Test
    void findsNothingOnAMachineThatRunsTheseTests() throws Exception {
        Launcher doctor = doctor(Map.of(), "--port", "0");

        assertThat(doctor.output())
                .contains("  ok    Java in", "Frontrow can work here.")
                .doesNotContain("FAIL");
        assertThat(doctor.exitCode()).isZero();
    }

    @Test
    void namesAPortInUse() throws Exception {
        try (ServerSocket taken = listening()) {
            Launcher doctor = doctor(Map.of(), "--port", Integer.toString(taken.getLocalPort()));

            assertThat(doctor.output()).contains("FAIL  port " + taken.getLocalPort() + " is in use");
            assertThat(doctor.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void namesAFolderThatIsAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("data"), "");
        Launcher doctor = doctor(Map.of(), "--port", "0", "--data", file.toString());

        assertThat(doctor.output()).contains("FAIL  " + file + " cannot be written");
        assertThat(doctor.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "SPRING_DATASOURCE_URL, 'jdbc:postgresql://127.0.0.1:1,other:2/frontrow?password=hidden', the database at 127.0.0.1:1 cannot",
        "SPRING_DATASOURCE_URL, jdbc:postgresql://no-such-host.invalid/frontrow, the database at no-such-host.invalid:5432 cannot",
        "FRONTROW_CLUSTER_REDIS, redis://:hidden@127.0.0.1:1/0, Redis at 127.0.0.1:1 cannot",
        "FRONTROW_CLUSTER_REDIS, 'rediss://[::1]:1', 'Redis at [::1]:1 cannot'",
        "FRONTROW_HOLD_TLL, PT5M, no settings of Frontrow"
    })
    void namesWhatKeepsItFromWorking(String variable, String value, String line) throws Exception {
        Launcher doctor = doctor(Map.of(variable, value), "--port", "0");

        assertThat(doctor.output()).contains("FAIL  " + line).doesNotContain("hidden");
        assertThat(doctor.exitCode()).isEqualTo(1);
    }

    @Test
    void reachesADatabaseThatListens() throws Exception {
        try (ServerSocket database = listening()) {
            String host = "127.0.0.1:" + database.getLocalPort();
            Launcher doctor =
                    doctor(Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://" + host + "/frontrow"), "--port", "0");

            assertThat(doctor.output()).contains("ok    the database at " + host + " can be reached");
            assertThat(doctor.exitCode()).isZero();
        }
    }

    @Test
    void takesSettingsThatExist() throws Exception {
        assertThat(doctor(Map.of("FRONTROW_HOLD_TTL", "PT7M", "FRONTROW_JAVA_OPTS", "-Xmx1g"), "--port", "0")
                        .exitCode())
                .isZero();
    }
}
