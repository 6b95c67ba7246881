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
            Map.entry("PATCH /api/v1/operator/concerts/{concertId}", "CONCERT_EDITED"),
            Map.entry("POST /api/v1/operator/concerts/{concertId}/publication", "CONCERT_PUBLISHED"),
            Map.entry("POST /api/v1/operator/concerts/{concertId}/cancellation", "CONCERT_CANCELLED"),
            Map.entry("POST /api/v1/operator/concerts/{concertId}/copy", "CONCERT_CREATED"),
            Map.entry("PUT /api/v1/operator/concerts/{concertId}/poster", "POSTER_CHANGED"),
            Map.entry("DELETE /api/v1/operator/concerts/{concertId}/poster", "POSTER_CHANGED"),
            Map.entry("POST /api/v1/operator/concerts/{concertId}/performances", "PERFORMANCE_ADDED"),
            Map.entry("PATCH /api/v1/operator/concerts/{concertId}/performances/{performanceId}", "PERFORMANCE_MOVED"),
            Map.entry(
                    "POST /api/v1/operator/concerts/{concertId}/performances/{performanceId}/cancellation",
                    "PERFORMANCE_CANCELLED"),
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
            Map.entry("POST /api/v1/operator/second-factor", "SECOND_FACTOR_BEGUN"),
            Map.entry("POST /api/v1/operator/second-factor/confirmation", "SECOND_FACTOR_CONFIRMED"),
            Map.entry("DELETE /api/v1/operator/people/{operatorId}/second-factor", "SECOND_FACTOR_REMOVED"),
            Map.entry("DELETE /api/v1/operator/sessions", "SESSIONS_ENDED"),
            Map.entry("DELETE /api/v1/operator/sessions/{sessionId}", "SESSIONS_ENDED"),
            Map.entry("DELETE /api/v1/operator/people/{operatorId}/sessions", "SESSIONS_ENDED"),
            Map.entry("DELETE /api/v1/operator/people/{operatorId}/sessions/{sessionId}", "SESSIONS_ENDED"),
            Map.entry("POST /api/v1/operator/orders/{paymentId}/refunds", "REFUND_ENTERED"),
            Map.entry("POST /api/v1/operator/orders/{paymentId}/refunds/{refundId}/approval", "REFUND_APPROVED"),
            Map.entry("POST /api/v1/operator/orders/{paymentId}/refunds/{refundId}/withdrawal", "REFUND_WITHDRAWN"),
            Map.entry("POST /api/v1/operator/orders/{paymentId}/refunds/{refundId}/refusal", "REFUND_DECLINED"),
            Map.entry("POST /api/v1/operator/performances/{performanceId}/refund-job", "REFUND_JOB_STARTED"),
            Map.entry("POST /api/v1/operator/performances/{performanceId}/refund-job/approval", "REFUND_JOB_APPROVED"),
            Map.entry("POST /api/v1/operator/performances/{performanceId}/refund-job/refusal", "REFUND_JOB_DECLINED"),
            Map.entry("PATCH /api/v1/operator/performances/{performanceId}/refund-job", "REFUND_JOB_STEERED"),
            Map.entry("POST /api/v1/operator/performances/{performanceId}/sales", "SEATS_SOLD"),
            Map.entry("POST /api/v1/operator/performances/{performanceId}/withheld-seats", "SEATS_WITHHELD"),
            Map.entry("POST /api/v1/operator/performances/{performanceId}/withheld-places", "SEATS_WITHHELD"),
            Map.entry("POST /api/v1/operator/performances/{performanceId}/released-seats", "SEATS_RELEASED"),
            Map.entry("POST /api/v1/operator/tickets/{ticketId}/reseat", "TICKET_RESEATED"),
            Map.entry("POST /api/v1/operator/password-resets", "RESET_LINK_GIVEN"));

    /// These end what other commands change, and get a stage of their own.
    private static final Set<String> DISTURBING = Set.of(
            "DELETE /api/v1/operator/venues/{venueId}/draft",
            "POST /api/v1/operator/performances/{performanceId}/refund-job/refusal",
            "POST /api/v1/operator/performances/{performanceId}/refund-job/approval");

    private static final String REASON = "사유: 100 %, safe";
    private static final String ENCODED = "%EC%82%AC%EC%9C%A0%3A%20100%20%25%2C%20safe";

    @Test
    void everyCommandIsListed() {
        Set<String> commands = commands().map(Operation::name).collect(Collectors.toSet());

        assertThat(commands).isEqualTo(ACTIONS.keySet());
    }

    @TestFactory
    Stream<DynamicTest> leavesExactlyOneEntry() {
        ValidCalls shared = newCalls();
        return commands()
                .map(command -> DynamicTest.dynamicTest(command.name(), () -> {
                    Request call = undisturbed(command.name(), shared).request();
                    long before = newest();

                    ApiClient.Answer answer = new Wire(port()).send(call.with("Audit-Reason", ENCODED));

                    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
                    List<JsonNode> entries = entriesAfter(before);
                    assertThat(entries).hasSize(1);
                    JsonNode entry = entries.getFirst();
                    assertThat(entry.path("action").asString()).isEqualTo(ACTIONS.get(command.name()));
                    assertThat(entry.path("actor").asString()).startsWith("op");
                    assertThat(entry.path("role").asString()).isNotEmpty();
                    assertThat(entry.path("address").asString()).isEqualTo("127.0.0.1");
                    assertThat(entry.path("reason").asString()).isEqualTo(REASON);
                    assertThat(entry.path("subject").asString()).isNotEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> leavesNoEntryWhereItIsRefused() {
        ValidCalls calls = newCalls();
        return commands()
                .map(command -> DynamicTest.dynamicTest(command.name(), () -> {
                    ValidCall valid = calls.of(command.name());
                    Request call = valid.request();
                    String buyers = "Bearer " + calls.buyerAccessToken();
                    Wire wire = new Wire(port());
                    long before = newest();

                    assertThat(wire.send(call.with("Authorization", buyers)).status())
                            .isEqualTo(403);
                    ApiClient.Answer unreadable = wire.send(call.with("Audit-Reason", "%FF"));
                    assertThat(unreadable.status()).isEqualTo(400);
                    assertThat(unreadable.text()).contains("Audit-Reason");
                    if (command.path().contains("{")) {
                        Request ofUnknown = valid.ofUnknown().request();
                        assertThat(wire.send(ofUnknown).status()).isEqualTo(404);
                    }

                    assertThat(newest()).isEqualTo(before);
                }));
    }

    private ValidCalls newCalls() {
        return ValidCalls.onNewStage(api(), clock(), this::newAccessToken, newOperator());
    }

    /// The shared call, unless another command takes away what it needs or needs what it takes away.
    private ValidCall undisturbed(String command, ValidCalls shared) {
        if (EditCalls.isEdit(command)) {
            return EditCalls.ofDraft(shared.of(command), EditCalls.newDraft(api(), clock()));
        }
        return (DISTURBING.contains(command) ? newCalls() : shared).of(command);
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
