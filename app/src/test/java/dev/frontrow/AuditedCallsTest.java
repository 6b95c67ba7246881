package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiDocument.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Every command of an operator leaves one entry in the audit log; a new one fails here until it is listed.
class AuditedCallsTest extends ServerTest {

    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("POST /api/v1/operator/concerts", "CONCERT_CREATED"),
            Map.entry("PATCH /api/v1/operator/concerts/{concertId}/waiting-room", "ROOM_STEERED"),
            Map.entry("POST /api/v1/operator/concerts/{concertId}/access-codes", "ACCESS_CODES_CREATED"),
            Map.entry("DELETE /api/v1/operator/concerts/{concertId}/access-codes/{code}", "ACCESS_CODE_REVOKED"),
            Map.entry("POST /api/v1/operator/venues", "VENUE_CREATED"),
            Map.entry("POST /api/v1/operator/venues/{venueId}/versions", "VENUE_VERSION_CREATED"),
            Map.entry("POST /api/v1/operator/venue-drafts", "VENUE_DRAFT_SAVED"),
            Map.entry("PUT /api/v1/operator/venues/{venueId}/draft", "VENUE_DRAFT_SAVED"),
            Map.entry("DELETE /api/v1/operator/venues/{venueId}/draft", "VENUE_DRAFT_DROPPED"),
            Map.entry("POST /api/v1/operator/venues/{venueId}/draft/publication", "VENUE_VERSION_CREATED"),
            Map.entry("DELETE /api/v1/operator/holds/{holdId}", "HOLD_RELEASED"),
            Map.entry("POST /api/v1/operator/invitations", "OPERATOR_INVITED"),
            Map.entry("DELETE /api/v1/operator/invitations/{invitationId}", "INVITATION_WITHDRAWN"),
            Map.entry("PATCH /api/v1/operator/people/{operatorId}", "OPERATOR_ROLE_CHANGED"),
            Map.entry("DELETE /api/v1/operator/people/{operatorId}", "OPERATOR_REMOVED"),
            Map.entry("POST /api/v1/operator/password-resets", "RESET_LINK_GIVEN"));

    private static final String REASON = "사유: 100 %, safe";
    private static final String ENCODED = "%EC%82%AC%EC%9C%A0%3A%20100%20%25%2C%20safe";

    @Test
    void everyCommandIsListed() {
        Set<String> commands = commands().map(Operation::name).collect(Collectors.toSet());

        assertThat(commands).isEqualTo(ACTIONS.keySet());
    }

    @TestFactory
    Stream<DynamicTest> leavesExactlyOneEntry() {
        return commands()
                .map(command -> DynamicTest.dynamicTest(command.name(), () -> {
                    // One command may take away what another one needs.
                    ValidCalls calls = ValidCalls.onNewStage(api(), clock(), this::newAccessToken);
                    long before = newest();
                    Request call = calls.of(command.name()).request();

                    ApiClient.Answer answer = new Wire(port()).send(call.with("Audit-Reason", ENCODED));

                    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
                    List<JsonNode> entries = entriesAfter(before);
                    assertThat(entries).hasSize(1);
                    JsonNode entry = entries.getFirst();
                    assertThat(entry.path("action").asString()).isEqualTo(ACTIONS.get(command.name()));
                    assertThat(entry.path("actor").asString()).isEqualTo("operator");
                    assertThat(entry.path("role").asString()).isNotEmpty();
                    assertThat(entry.path("address").asString()).isEqualTo("127.0.0.1");
                    assertThat(entry.path("reason").asString()).isEqualTo(REASON);
                    assertThat(entry.path("subject").asString()).isNotEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> leavesNoEntryWhereItIsRefused() {
        return commands()
                .map(command -> DynamicTest.dynamicTest(command.name(), () -> {
                    // One command may take away what another one needs.
                    ValidCalls calls = ValidCalls.onNewStage(api(), clock(), this::newAccessToken);
                    long before = newest();
                    Request call = calls.of(command.name()).request();

                    new Wire(port()).send(call.with("Authorization", "Bearer " + calls.buyerAccessToken()));
                    ApiClient.Answer unreadable = new Wire(port()).send(call.with("Audit-Reason", "%FF"));
                    new Wire(port())
                            .send(call.to(call.target().replaceFirst("/[0-9]+", "/999999999"))
                                    .with("Queue-Token", "x"));

                    assertThat(unreadable.status()).isEqualTo(400);
                    assertThat(unreadable.text()).contains("Audit-Reason");
                    if (call.target().matches(".*/[0-9]+.*")) {
                        assertThat(newest()).isEqualTo(before);
                    }
                }));
    }

    private Stream<Operation> commands() {
        return ApiDocument.of(api()).operations().stream()
                .filter(operation -> operation.path().startsWith("/api/v1/operator"))
                .filter(operation -> !operation.method().equals("GET"));
    }

    private long newest() {
        return api().asOperator()
                .get("/api/v1/operator/audit?limit=1")
                .expect(200)
                .body()
                .path("entries")
                .path(0)
                .path("sequence")
                .asLong(0);
    }

    private List<JsonNode> entriesAfter(long sequence) {
        JsonNode page = api().asOperator()
                .get("/api/v1/operator/audit?after=" + sequence)
                .expect(200)
                .body();
        return page.path("entries").valueStream().toList();
    }
}
