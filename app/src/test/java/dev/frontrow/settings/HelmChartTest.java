package dev.frontrow.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/// What the chart makes of its values, by Helm itself, read as Kubernetes' own types.
class HelmChartTest {

    private static final Path CHART = Path.of("..", "deploy", "helm", "frontrow");

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "Deployment", Deployment.class,
            "Service", Service.class,
            "PodDisruptionBudget", PodDisruptionBudget.class,
            "Ingress", Ingress.class,
            "NetworkPolicy", NetworkPolicy.class);

    /// The types keep fields that they do not know; here such a field is a mistake.
    private static final JsonMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(MapperConfig<?> config, Annotated member) {
                    return false;
                }
            })
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static TemplateCommand chart() {
        return new Helm(CHART)
                .template()
                .withName("spring")
                .withKubeVersion("1.33.0")
                .set("image.repository", "tickets.example/frontrow")
                .set("database.url", "jdbc:postgresql://db.example:5432/frontrow")
                .set("host", "tickets.example");
    }

    private static List<HasMetadata> made(TemplateCommand chart) {
        return StreamSupport.stream(new Yaml().loadAll(chart.call()).spliterator(), false)
                .map(HelmChartTest::typed)
                .toList();
    }

    private static HasMetadata typed(Object document) {
        String kind = String.valueOf(((Map<?, ?>) document).get("kind"));
        assertThat(KINDS).containsKey(kind);
        return STRICT.convertValue(document, KINDS.get(kind));
    }

    private static <T> T only(Class<T> kind, List<HasMetadata> made) {
        return made.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .collect(Collectors.collectingAndThen(Collectors.toList(), found -> {
                    assertThat(found).hasSize(1);
                    return found.getFirst();
                }));
    }

    private static PodSpec pod(TemplateCommand chart) {
        return only(Deployment.class, made(chart)).getSpec().getTemplate().getSpec();
    }

    private static Container server(TemplateCommand chart) {
        return pod(chart).getContainers().getFirst();
    }

    private static Map<String, EnvVar> variables(TemplateCommand chart) {
        return server(chart).getEnv().stream().collect(Collectors.toMap(EnvVar::getName, variable -> variable));
    }

    private static String value(TemplateCommand chart, String variable) {
        return Objects.requireNonNull(variables(chart).get(variable)).getValue();
    }

    @Test
    void passesHelmsOwnStrictChecks() {
        var checked = new Helm(CHART).lint().strict().call();
        assertThat(checked.isFailed())
                .as(String.join("\n", checked.getMessages()))
                .isFalse();
    }

    @Test
    void makesOneOfEachKindWithoutFieldsThatKubernetesDoesNotKnow() {
        assertThat(made(chart())).extracting(HasMetadata::getKind).containsExactlyInAnyOrderElementsOf(KINDS.keySet());
        assertThat(made(chart().set("ingress.enabled", false).set("networkPolicy.enabled", false)))
                .extracting(HasMetadata::getKind)
                .containsExactlyInAnyOrder("Deployment", "Service", "PodDisruptionBudget");
    }

    @Test
    void namesSettingsThatExist() {
        KnownSettings known = KnownSettings.read();
        assertThat(variables(chart().set("redis.url", "redis://cache.example:6379"))
                        .values())
                .hasSizeGreaterThan(10)
                .allMatch(variable -> known.isVariable(variable.getName(), String.valueOf(variable.getValue())));
    }

    /// More people may read manifests than may know the secrets.
    @Test
    void takesSecretsFromTheSecretAlone() {
        assertThat(variables(chart()).values())
                .filteredOn(variable -> variable.getName().matches(".*(PASSWORD|KEY)$"))
                .hasSize(4)
                .allMatch(variable -> variable.getValue() == null
                        && variable.getValueFrom().getSecretKeyRef().getName().equals("frontrow"));
    }

    @Test
    void runsWithoutRights() {
        PodSpec pod = pod(chart());
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        var server = pod.getContainers().getFirst().getSecurityContext();
        assertThat(server.getReadOnlyRootFilesystem()).isTrue();
        assertThat(server.getAllowPrivilegeEscalation()).isFalse();
        assertThat(server.getCapabilities().getDrop()).containsExactly("ALL");
    }

    /// Else the node is killed while it still answers.
    @ParameterizedTest
    @CsvSource({"5, 45", "60, 100"})
    void livesLongerThanItsDrain(int drainSeconds, long graceSeconds) {
        assertThat(pod(chart().set("drainSeconds", drainSeconds)).getTerminationGracePeriodSeconds())
                .isEqualTo(graceSeconds);
        assertThat(value(chart().set("drainSeconds", drainSeconds), "FRONTROW_CLUSTER_DRAIN"))
                .isEqualTo("PT" + drainSeconds + "S");
    }

    /// The address of a fan in a header is believed only where nobody else can reach the nodes.
    @Test
    void believesForwardedAddressesOnlyBehindTheIngress() {
        String forwarded = "SERVER_FORWARD_HEADERS_STRATEGY";
        assertThat(variables(chart())).containsKey(forwarded);
        assertThat(variables(chart().set("networkPolicy.enabled", false))).doesNotContainKey(forwarded);
        assertThat(variables(chart().set("ingress.enabled", false))).doesNotContainKey(forwarded);
    }

    @Test
    void keepsTheFiguresFromTheService() {
        List<HasMetadata> made = made(chart());
        assertThat(only(Service.class, made).getSpec().getPorts())
                .extracting(port -> port.getTargetPort().getStrVal())
                .containsExactly("http");
        assertThat(only(NetworkPolicy.class, made).getSpec().getIngress()).hasSize(2);
        assertThat(variables(chart().set("metrics.enabled", false))).doesNotContainKey("FRONTROW_METRICS_PORT");
    }

    @Test
    void isOfTheVersionOfTheServer() throws IOException {
        String version = Files.readString(Path.of("..", "pom.xml"))
                .replaceFirst("(?s).*?<artifactId>frontrow</artifactId>\\s*<version>(.*?)</version>.*", "$1");
        Map<?, ?> chart = new Yaml().load(Files.readString(CHART.resolve("Chart.yaml")));
        assertThat(chart.get("appVersion")).isEqualTo(version);
    }

    @Test
    void addsOtherSettings() {
        assertThat(value(chart().set("settings.FRONTROW_HOLD_TTL", "PT7M"), "FRONTROW_HOLD_TTL"))
                .isEqualTo("PT7M");
    }

    @ParameterizedTest
    @CsvSource({
        "nods, 3",
        "nodes, 0",
        "nodes, many",
        "database.url, postgres://db.example/frontrow",
        "database.url, ''",
        "database.adress, db.example",
        "redis.url, cache.example:6379",
        "image.repository, ''",
        "host, ''",
        "drainSeconds, 1",
        "metrics.port, 80"
    })
    void refusesValuesThatWillNotDo(String name, String value) {
        assertThatThrownBy(() -> chart().set(name, value).call()).hasMessageContaining(name.replaceAll(".*\\.", ""));
    }
}
