package dev.frontrow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ServerTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// A whole server as a node of a cluster.
@TestPropertySource(
        properties = {
            "frontrow.cluster.enabled=true",
            "frontrow.cluster.node=node-1",
            "frontrow.identity.token-key=bm90IGEgc2VjcmV0LCBidXQgbG9uZyBlbm91Z2ggZm9yIGEgdGVzdA=="
        })
class ClusterServerTest extends ServerTest {

    @Autowired
    private ClusterBeat beat;

    @Autowired
    private Nodes nodes;

    @Autowired
    private Leases leases;

    @Autowired
    private SingleJobs jobs;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void joinsTakesLeasesAndListsTheNodes() {
        assertThat(nodes.isCluster()).isTrue();
        leases.request("room/1");
        beat.beat();
        beat.beat();
        assertThat(leases.held("room/1")).contains(new Epoch(1));
        assertThat(jobs.areHere()).isTrue();

        jdbc.sql("insert into cluster.node values ('node-2', gen_random_uuid(), 'test', now(), now())")
                .update();
        beat.beat();

        JsonNode listed = api().asOperator()
                .get("/api/v1/operator/nodes")
                .expect(200)
                .body()
                .path("nodes");
        assertThat(listed).extracting(node -> node.path("name").asString()).containsExactly("node-1", "node-2");
        assertThat(listed.path(0).path("leases")).extracting(JsonNode::asString).containsExactly("jobs", "room/1");
        assertThat(listed.path(1).path("leases")).isEmpty();
        assertThat(Duration.between(nodes.self().startedAt(), nodes.self().seenAt()))
                .isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void anotherServerThatServesAloneIsKeptOff() {
        assertThat(jdbc.sql("""
                        select count(*)
                        from pg_locks
                        where locktype = 'advisory' and mode = 'ShareLock' and objid in (1, 2)
                            and database = (select oid from pg_database where datname = current_database())
                        """).query(Integer.class).single()).isEqualTo(2);
    }
}
