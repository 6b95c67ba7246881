package dev.frontrow.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/// The files in `deploy` name settings that exist.
class DeployTest {

    private static final Path DEPLOY = Path.of("..", "deploy");

    /// Those of the Compose specification that are used.
    private static final String[] SERVICE_KEYS = {
        "build",
        "cap_drop",
        "command",
        "configs",
        "depends_on",
        "deploy",
        "environment",
        "healthcheck",
        "image",
        "ports",
        "read_only",
        "restart",
        "security_opt",
        "shm_size",
        "stop_grace_period",
        "tmpfs",
        "user",
        "volumes"
    };

    private final KnownSettings known = KnownSettings.read();

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "cluster/compose.yaml"})
    void composeNamesSettingsThatExist(String file) throws IOException {
        Object environment = at(documents(file).getFirst(), "services", "frontrow", "environment");

        assertAreSettings(texts(environment));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "cluster/compose.yaml"})
    void composeHasOnlyKeysOfItsSpecification(String file) throws IOException {
        Map<String, Object> compose = map(documents(file).getFirst());

        assertThat(compose.keySet()).isSubsetOf("name", "services", "configs", "volumes");
        map(compose.get("services")).forEach((name, service) -> {
            assertThat(map(service).keySet()).as(name).isSubsetOf(SERVICE_KEYS);
            assertThat(text(service, "image")).as(name).matches("[a-z/]+(:v?[0-9][\\w.-]*)?");
            assertThat(map(map(service).getOrDefault("depends_on", Map.of())).keySet())
                    .isSubsetOf(map(compose.get("services")).keySet());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "cluster/compose.yaml"})
    void everythingThatComposeMountsIsThere(String file) throws IOException {
        Map<String, Object> compose = map(documents(file).getFirst());
        Set<String> volumes = map(compose.get("volumes")).keySet();
        Path folder = Objects.requireNonNull(DEPLOY.resolve(file).getParent());

        map(compose.get("services")).values().stream()
                .flatMap(service -> list(service, "volumes").stream())
                .map(mount -> mount.split(":")[0])
                .forEach(source -> {
                    if (source.startsWith(".")) {
                        assertThat(folder.resolve(source)).exists();
                    } else {
                        assertThat(volumes).contains(source);
                    }
                });
    }

    @Test
    void prometheusAsksWhereTheServerAnswersAndGrafanaAsksPrometheus() throws IOException {
        Map<String, Object> services = map(at(documents("compose.yaml").getFirst(), "services"));
        Map<String, String> server = texts(map(services.get("frontrow")).get("environment"));
        Object jobs = at(documents("prometheus/prometheus.yaml").getFirst(), "scrape_configs");
        Object sources =
                at(documents("grafana/provisioning/datasources/prometheus.yaml").getFirst(), "datasources");

        assertThat(server).containsEntry("FRONTROW_METRICS_ADDRESS", "0.0.0.0");
        assertThat(jobs.toString()).contains("targets=[frontrow:" + server.get("FRONTROW_METRICS_PORT") + "]");
        assertThat(list(services.get("frontrow"), "ports")).noneMatch(port -> port.contains("9404"));
        assertThat(sources.toString()).contains("url=http://prometheus:9090");
        assertThat(list(services.get("prometheus"), "ports")).allMatch(port -> port.endsWith(":9090"));
        assertThat(server).containsEntry("FRONTROW_CLUSTER_REDIS", "redis://valkey:6379");
        assertThat(services).containsKey("valkey");
    }

    /// What is mounted stands where the configuration of each says.
    @Test
    void mountsAreWhereTheyAreLookedFor() throws IOException {
        Map<String, Object> services = map(at(documents("compose.yaml").getFirst(), "services"));
        Object providers =
                at(documents("grafana/provisioning/dashboards/frontrow.yaml").getFirst(), "providers");

        assertThat(list(services.get("prometheus"), "command"))
                .contains("--config.file=/etc/prometheus/prometheus.yaml");
        assertThat(list(services.get("prometheus"), "volumes"))
                .contains(
                        "./prometheus/prometheus.yaml:/etc/prometheus/prometheus.yaml:ro",
                        "./prometheus/alerts.yaml:/etc/prometheus/alerts.yaml:ro");
        assertThat(list(services.get("grafana"), "volumes"))
                .contains(
                        "./grafana/provisioning:/etc/grafana/provisioning:ro",
                        "./grafana/frontrow.json:/etc/grafana/dashboards/frontrow.json:ro");
        assertThat(providers.toString()).contains("path=/etc/grafana/dashboards");
    }

    /// Whose hosts an engine or its operator chooses.
    @Test
    void imagesComeFromNoNamedRegistry() throws IOException {
        assertThat(Files.readAllLines(DEPLOY.resolve("Dockerfile")))
                .filteredOn(line -> line.startsWith("FROM "))
                .hasSize(4)
                .allMatch(line -> line.matches("FROM [a-z]+(:[a-z0-9-]+)? AS [a-z]+"));
    }

    @Test
    void everyVariableOfTheImageIsASettingOrTheLaunchers() throws IOException {
        assertThat(Files.readAllLines(DEPLOY.resolve("Dockerfile")).stream()
                        .filter(line -> line.startsWith("ENV "))
                        .map(line -> line.substring("ENV ".length()).split("=", 2)))
                .hasSize(4)
                .allMatch(variable -> List.of("LANG", "FRONTROW_JAVA_OPTS").contains(variable[0])
                        || known.isVariable(variable[0], variable[1]));
    }

    /// The chart and compose run the variant that needs a database, as the image's user in the image's folder.
    @Test
    void userFolderAndPortAreThoseOfTheImage() throws IOException {
        List<String> image = Files.readAllLines(DEPLOY.resolve("Dockerfile"));
        String chart = Files.readString(DEPLOY.resolve("helm/frontrow/templates/deployment.yaml"));
        Map<String, Object> compose = map(at(documents("compose.yaml").getFirst(), "services", "frontrow"));

        assertThat(image)
                .contains("USER 10001:10001", "VOLUME /var/lib/frontrow", "EXPOSE 8080", "FROM base AS external");
        assertThat(chart)
                .contains("runAsUser: 10001", "runAsGroup: 10001", "fsGroup: 10001")
                .contains("mountPath: /var/lib/frontrow", "containerPort: 8080", "path: /actuator/health/readiness");
        assertThat(map(compose.get("build"))).containsEntry("target", "external");
        assertThat(list(compose, "volumes")).containsExactly("frontrow-data:/var/lib/frontrow");
        assertThat(list(compose, "ports")).allMatch(port -> port.endsWith(":8080"));
    }

    /// At most 2.0 of 10, by systemd's own count.
    @Test
    void serviceMayDoLittle() throws IOException, InterruptedException {
        Process analysis = new ProcessBuilder(
                        "systemd-analyze",
                        "security",
                        "--offline=true",
                        "--threshold=20",
                        "--no-pager",
                        "frontrow.service")
                .directory(DEPLOY.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(analysis.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(analysis.waitFor()).as(said).isZero();
    }

    private void assertAreSettings(Map<String, String> variables) {
        assertThat(variables)
                .hasSizeGreaterThan(4)
                .allSatisfy((name, value) ->
                        assertThat(known.isVariable(name, value)).as(name).isTrue());
    }

    private static List<Object> documents(String file) throws IOException {
        return StreamSupport.stream(
                        new Yaml()
                                .loadAll(Files.readString(DEPLOY.resolve(file)))
                                .spliterator(),
                        false)
                .toList();
    }

    private static Object at(Object document, String... path) {
        Object found = document;
        for (String name : path) {
            found = ((Map<?, ?>) found).get(name);
            assertThat(found).as("%s in %s", name, List.of(path)).isNotNull();
        }
        return found;
    }

    private static Map<String, Object> map(@Nullable Object document) {
        Map<String, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(document))
                .forEach((name, value) -> map.put(name.toString(), value == null ? "" : value));
        return map;
    }

    private static String text(Object document, String name) {
        return String.valueOf(map(document).get(name));
    }

    private static List<String> list(@Nullable Object document, String name) {
        return ((List<?>) map(document).getOrDefault(name, List.of()))
                .stream().map(String::valueOf).toList();
    }

    private static Map<String, String> texts(@Nullable Object map) {
        Map<String, String> texts = new LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(map))
                .forEach((name, value) -> texts.put(name.toString(), String.valueOf(value)));
        return texts;
    }
}
