package dev.frontrow.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.mock.env.MockEnvironment;

class ClusterCheckTest {

    private final MockEnvironment environment = new MockEnvironment()
            .withProperty("frontrow.cluster.enabled", "true")
            .withProperty("spring.datasource.url", "jdbc:postgresql://database/frontrow")
            .withProperty("frontrow.identity.token-key", "a".repeat(44));

    @Test
    void clusterHasADatabaseAndAKeyOfItsOwn() {
        assertThatCode(() -> ClusterCheck.check(environment)).doesNotThrowAnyException();
    }

    @Test
    void serverWithoutClusterNeedsNeither() {
        assertThatCode(() -> ClusterCheck.check(new MockEnvironment())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.datasource.url", "frontrow.identity.token-key"})
    void clusterWithoutOneOfThemIsRefusedInOneLine(String missing) {
        environment.setProperty(missing, " ");

        assertThatThrownBy(() -> ClusterCheck.check(environment))
                .isInstanceOf(ClusterStartFailure.class)
                .hasMessageStartingWith("frontrow.cluster.enabled needs " + missing + ", the same for all nodes: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a_b", "a/b", "a:8080", "ä", "한국", "'", "a\nb"})
    void nameWithOtherCharactersIsRefused(String name) {
        environment.setProperty("frontrow.cluster.node", name);

        assertThatThrownBy(() -> ClusterCheck.check(environment))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessage("node must have 1 to 100 letters, digits, dots and dashes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Node-1.example", "0", "", " "})
    void nameHasLettersDigitsDotsAndDashesOrIsMadeUp(String name) {
        environment.setProperty("frontrow.cluster.node", name);

        assertThatCode(() -> ClusterCheck.check(environment)).doesNotThrowAnyException();
    }

    @Test
    void nameThatIsTooLongIsRefused() {
        environment.setProperty("frontrow.cluster.node", "a".repeat(101));

        assertThatThrownBy(() -> ClusterCheck.check(environment)).isInstanceOf(BindException.class);
    }

    @Test
    void valueThatIsNoSwitchIsRefused() {
        environment.setProperty("frontrow.cluster.enabled", "perhaps");

        assertThatThrownBy(() -> ClusterCheck.check(environment)).isInstanceOf(BindException.class);
    }
}
