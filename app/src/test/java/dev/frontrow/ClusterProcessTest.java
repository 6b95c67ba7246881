package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.database.SharedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two real servers as nodes of one cluster.
class ClusterProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NODES = "/api/v1/operator/nodes";

    private final Map<String, String> environment = new HashMap<>(SharedDatabase.environment(SharedDatabase.fresh()));

    @TempDir
    Path folder;

    @Test
    void nodesShareTokensAndGoOnWithoutOneThatIsKilledOrEnds() throws Exception {
        try (var one = start("one");
                var two = start("two")) {
            ApiClient operator = one.api().asOperator();
            await().atMost(PATIENCE).until(() -> holders(operator).size() == 1);
            String token = operator.accessToken();
            assertThat(names(two.api().bearer(token))).containsExactly("one", "two");

            boolean onOne = holders(operator).contains("one");
            (onOne ? one : two).kill();
            ApiClient survivor = (onOne ? two : one).api().bearer(token);
            await().atMost(PATIENCE).until(() -> holders(survivor).equals(List.of(onOne ? "two" : "one")));
            await().atMost(PATIENCE).until(() -> names(survivor).size() == 1);

            // The killed one comes back by the same name, and the other ends.
            (onOne ? one : two).startAgain();
            ApiClient back = (onOne ? one : two).api().bearer(token);
            assertThat(names(back)).containsExactly("one", "two");
            assertThat((onOne ? two : one).stop()).isZero();
            await().atMost(PATIENCE).until(() -> holders(back).equals(List.of(onOne ? "one" : "two")));
            assertThat(names(back)).containsExactly(onOne ? "one" : "two");
        }
    }

    private ServerProcess start(String name) throws IOException {
        Map<String, String> own = new HashMap<>(environment);
        own.put("FRONTROW_CLUSTER_ENABLED", "true");
        own.put("FRONTROW_CLUSTER_NODE", name);
        own.put("FRONTROW_CLUSTER_DRAIN", "PT0S");
        own.put("FRONTROW_IDENTITY_TOKEN_KEY", "bm90IGEgc2VjcmV0LCBidXQgbG9uZyBlbm91Z2ggZm9yIGEgdGVzdA==");
        return ServerProcess.start(ServerProgram.command(ServerProgram.SERVER), folder.resolve(name), own);
    }

    /// The nodes that run the single jobs.
    private static List<String> holders(ApiClient operator) {
        return StreamSupport.stream(
                        operator.get(NODES).expect(200).body().path("nodes").spliterator(), false)
                .filter(node -> node.path("leases").toString().contains("jobs"))
                .map(node -> node.path("name").asString())
                .toList();
    }

    private static List<String> names(ApiClient operator) {
        return StreamSupport.stream(
                        operator.get(NODES).expect(200).body().path("nodes").spliterator(), false)
                .map(node -> node.path("name").asString())
                .toList();
    }
}
