package dev.frontrow.identity.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.Operators;
import dev.frontrow.ServerTest;
import dev.frontrow.identity.roles.OperatorRole;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;

class PeopleTest extends ServerTest {

    private static final String PASSWORD = "we meet at the old bridge";
    private static final String JOIN = "/api/v1/invitations/redemptions";

    @Autowired
    private Operators operators;

    private JsonNode invited(String role) {
        return api().asOperator()
                .post("/api/v1/operator/invitations", Map.of("role", role, "note", "미나, \"=1\""))
                .expect(201)
                .body();
    }

    private Answer joins(String token, String username) {
        return api().post(JOIN, Map.of("token", token, "username", username, "password", PASSWORD));
    }

    private static String newName() {
        return "op-" + UUID.randomUUID().toString().substring(0, 13);
    }

    private String joined(String role, String name) {
        return joins(invited(role).path("token").asString(), name)
                .expect(201)
                .body()
                .path("operatorId")
                .asString();
    }

    @Test
    void invitedPersonChoosesNameAndPasswordAndHasTheRole() {
        String name = newName();
        JsonNode invitation = invited("BOX_OFFICE");

        joins(invitation.path("token").asString(), name).expect(201);

        ApiClient mina = api().asSignedIn(name, PASSWORD);
        mina.get("/api/v1/operator/nodes").expect(200);
        mina.get("/api/v1/operator/audit").expectProblem(403, "forbidden");
        assertThat(invitation.path("link").asString())
                .endsWith("/office/invitation?token=" + invitation.path("token").asString());
    }

    @Test
    void linkIsGoodOnce() {
        String token = invited("SUPPORT").path("token").asString();
        joins(token, newName()).expect(201);

        joins(token, newName()).expectProblem(422, "invitation-invalid");
    }

    @Test
    void ofManyWhoUseALinkAtOnceOneGetsIn() {
        String token = invited("SUPPORT").path("token").asString();
        var start = new CountDownLatch(1);
        var joining = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return joins(token, newName()).status();
                }))
                .limit(4)
                .toList();
        start.countDown();

        assertThat(joining.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(201, 422, 422, 422);
    }

    @Test
    void linkIsGoodForThreeDays() {
        String token = invited("SUPPORT").path("token").asString();
        String late = invited("SUPPORT").path("token").asString();

        clock().advance(Duration.ofHours(72).minusSeconds(1));
        joins(token, newName()).expect(201);
        clock().advance(Duration.ofSeconds(1));
        joins(late, newName()).expectProblem(422, "invitation-invalid");
    }

    @Test
    void takenNameLeavesTheLinkGood() {
        String token = invited("SUPPORT").path("token").asString();

        joins(token, "operator").expectProblem(409, "username-taken");
        joins(token, newName()).expect(201);
    }

    @ParameterizedTest
    @CsvSource({"ab, we meet at the old bridge, username", "mina-mina, short, password", "mina-mina, password, password"
    })
    void rejectsUnfitNamesAndPasswords(String name, String password, String field) {
        String token = invited("SUPPORT").path("token").asString();

        Answer answer = api().post(JOIN, Map.of("token", token, "username", name, "password", password));

        answer.expectProblem(400, "request-invalid");
        assertThat(answer.fault(field)).isNotEmpty();
    }

    @Test
    void withdrawnInvitationLetsNobodyIn() {
        JsonNode invitation = invited("SUPPORT");
        ApiClient owner = api().asOperator();
        String path = "/api/v1/operator/invitations/"
                + invitation.path("invitationId").asString();

        owner.delete(path).expect(204);

        joins(invitation.path("token").asString(), newName()).expectProblem(422, "invitation-invalid");
        owner.delete(path).expectProblem(404, "invitation-unknown");
        owner.delete("/api/v1/operator/invitations/1").expectProblem(404, "invitation-unknown");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void invitationEndsWithTheRightOfItsMaker(boolean goes) {
        var leaver = operators.make(OperatorRole.OWNER);
        String token = api().bearer(leaver.accessToken())
                .post("/api/v1/operator/invitations", Map.of("role", "OWNER", "note", "for later"))
                .expect(201)
                .body()
                .path("token")
                .asString();
        String path = "/api/v1/operator/people/" + leaver.id();

        if (goes) {
            api().asOperator().delete(path).expect(200);
        } else {
            api().asOperator().patch(path, Map.of("role", "MANAGER")).expect(200);
        }

        joins(token, newName()).expectProblem(422, "invitation-invalid");
    }

    @Test
    void tokenIsNeitherStoredNorInTheAuditLog() {
        String token = invited("SUPPORT").path("token").asString();

        assertThat(owner().sql("select invitation::text from identity.invitation")
                        .query(String.class)
                        .list())
                .noneMatch(row -> row.contains(token));
        assertThat(api().asOperator()
                        .get("/api/v1/operator/audit?action=OPERATOR_INVITED")
                        .text())
                .contains("미나")
                .doesNotContain(token);
    }

    @Test
    void listsPeopleAndInvitations() {
        String name = newName();
        String id = joined("AUDITOR", name);
        String invitationId = invited("MANAGER").path("invitationId").asString();

        JsonNode listed =
                api().asOperator().get("/api/v1/operator/people").expect(200).body();

        assertThat(listed.path("people")).anySatisfy(person -> {
            assertThat(person.path("operatorId").asString()).isEqualTo(id);
            assertThat(person.path("username").asString()).isEqualTo(name);
            assertThat(person.path("role").asString()).isEqualTo("AUDITOR");
        });
        assertThat(listed.path("invitations")).anySatisfy(invitation -> {
            assertThat(invitation.path("invitationId").asString()).isEqualTo(invitationId);
            assertThat(invitation.path("note").asString()).isEqualTo("미나, \"=1\"");
            assertThat(invitation.path("invitedBy").asString()).isEqualTo("operator");
            assertThat(invitation.has("token")).isFalse();
        });
    }

    @Test
    void changeOfRoleCountsInASessionThatRuns() {
        String name = newName();
        String id = joined("SUPPORT", name);
        ApiClient mina = api().asSignedIn(name, PASSWORD);
        mina.get("/api/v1/operator/audit").expectProblem(403, "forbidden");

        api().asOperator()
                .patch("/api/v1/operator/people/" + id, Map.of("role", "AUDITOR"))
                .expect(200);

        mina.get("/api/v1/operator/audit").expect(200);
    }

    @Test
    void whoIsLetGoIsOutAtOnceAndStaysOut() {
        String name = newName();
        String id = joined("OWNER", name);
        ApiClient mina = api().asSignedIn(name, PASSWORD);
        ApiClient owner = api().asOperator();

        owner.delete("/api/v1/operator/people/" + id).expect(200);

        mina.get("/api/v1/operator/nodes").expectProblem(401, "unauthenticated");
        api().post("/api/v1/sessions", Map.of("username", name, "password", PASSWORD))
                .expectProblem(401, "credentials-wrong");
        owner.delete("/api/v1/operator/people/" + id).expectProblem(404, "operator-unknown");
        owner.patch("/api/v1/operator/people/" + id, Map.of("role", "OWNER")).expectProblem(404, "operator-unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "00000000-0000-0000-0000-000000000001"})
    void unknownOperatorsAreUnknown(String id) {
        api().asOperator()
                .patch("/api/v1/operator/people/" + id, Map.of("role", "OWNER"))
                .expectProblem(404, "operator-unknown");
    }

    @Test
    void lastOwnerCanNeitherGoNorChangeNorBeRemovedBySql() {
        ApiClient owner = api().asOperator();
        String last = lastOwner(owner);
        UUID lastId = UUID.fromString(last);

        owner.delete("/api/v1/operator/people/" + last).expectProblem(409, "last-owner");
        owner.patch("/api/v1/operator/people/" + last, Map.of("role", "MANAGER"))
                .expectProblem(409, "last-owner");
        owner.patch("/api/v1/operator/people/" + last, Map.of("role", "OWNER")).expect(200);
        assertThatThrownBy(() -> owner().sql("update identity.operator set active = false where buyer_id = :id")
                        .param("id", lastId)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("the last owner stays");
        assertThatThrownBy(() -> owner().sql("update identity.operator set role = 'AUDITOR' where role = 'OWNER'")
                        .update())
                .hasStackTraceContaining("the last owner stays");
    }

    /// All owners but the first one go, so that the last one is known.
    private static String lastOwner(ApiClient owner) {
        JsonNode people =
                owner.get("/api/v1/operator/people").expect(200).body().path("people");
        String last = "";
        for (JsonNode person : people) {
            boolean isOwner = person.path("role").asString().equals("OWNER")
                    && person.path("active").asBoolean();
            String id = person.path("operatorId").asString();
            if (isOwner && person.path("username").asString().equals("operator")) {
                last = id;
            } else if (isOwner) {
                owner.delete("/api/v1/operator/people/" + id).expect(200);
            }
        }
        return last;
    }

    /// Each sees the other as an owner who stays; the database lets one of them go.
    @Test
    void ofTwoLastOwnersWhoGoAtOnceOneStays() throws Exception {
        var one = operators.make(OperatorRole.OWNER);
        try (var session = lockedBy("update identity.operator set active = false where role = 'OWNER' and buyer_id <> '"
                + one.id() + "'")) {
            var going = CompletableFuture.runAsync(
                    () -> owner().sql("update identity.operator set active = false where buyer_id = :id")
                            .param("id", one.id())
                            .update());
            session.commit();

            assertThatThrownBy(going::join).hasStackTraceContaining("the last owner stays");
        } finally {
            owner().sql("""
                            update identity.operator
                            set active = true
                            where buyer_id in (select buyer_id from identity.buyer where username = 'operator')
                            """).update();
        }
    }

    @Test
    void onlyOwnersInvite() {
        for (OperatorRole role : OperatorRole.values()) {
            var operator = operators.make(role);
            Answer answer = api().bearer(operator.accessToken())
                    .post("/api/v1/operator/invitations", Map.of("role", "OWNER", "note", "me"));
            assertThat(answer.status()).isEqualTo(role == OperatorRole.OWNER ? 201 : 403);
        }
    }
}
