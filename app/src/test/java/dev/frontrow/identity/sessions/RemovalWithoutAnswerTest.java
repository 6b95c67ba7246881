package dev.frontrow.identity.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ServerTest;
import dev.frontrow.database.CommitCuts;
import dev.frontrow.database.CommitCuts.Cut;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ContextConfiguration;

/// The connection is lost at the COMMIT that lets an operator go.
@ContextConfiguration(initializers = CommitCuts.InTheWay.class, inheritInitializers = false)
class RemovalWithoutAnswerTest extends ServerTest {

    @Autowired
    CommitCuts cuts;

    @Autowired
    EndedSessions ended;

    /// Who was not removed after all signs in again and works on; who was removed does not.
    @ParameterizedTest
    @EnumSource(
            value = Cut.class,
            names = {"BEFORE", "AFTER"})
    void memoryFollowsWhatBecameOfTheCommit(Cut cut) {
        ApiClient owner = api().asOperator();
        String name = "op-" + UUID.randomUUID().toString().substring(0, 13);
        String path = "/api/v1/operator/people/" + joined(owner, name);
        ApiClient before = api().asSignedIn(name, ApiClient.PASSWORD);
        before.get("/api/v1/operator/sessions").expect(200);
        var first = new AtomicBoolean(true);
        cuts.follow(() -> first.getAndSet(false) ? cut : Cut.NONE);

        assertThat(owner.delete(path).status()).isGreaterThanOrEqualTo(500);

        cuts.heal();
        ended.follow();
        if (cut == Cut.AFTER) {
            before.get("/api/v1/operator/sessions").expect(401);
        } else {
            before.get("/api/v1/operator/sessions").expect(200);
            api().asSignedIn(name, ApiClient.PASSWORD)
                    .get("/api/v1/operator/sessions")
                    .expect(200);
        }
    }

    private static String joined(ApiClient owner, String name) {
        String token = owner.post("/api/v1/operator/invitations", Map.of("role", "SUPPORT", "note", "window 2"))
                .expect(201)
                .body()
                .path("token")
                .asString();
        return owner.post(
                        "/api/v1/invitations/redemptions",
                        Map.of("token", token, "username", name, "password", ApiClient.PASSWORD))
                .expect(201)
                .body()
                .path("operatorId")
                .asString();
    }
}
