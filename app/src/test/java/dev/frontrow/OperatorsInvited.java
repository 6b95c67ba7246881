package dev.frontrow;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The valid calls about operators, and those whom they are about.
final class OperatorsInvited {

    /// The id of the operator who is let go.
    static final String LEAVER = "leaverId";

    private static final String INVITATION = """
            {"role": "SUPPORT", "note": "Mina, second window"}
            """;

    private OperatorsInvited() {}

    static Map<String, String> ids(ApiClient owner) {
        return Map.of(
                "invitationId",
                invite(owner).path("invitationId").asString(),
                "operatorId",
                joined(owner),
                LEAVER,
                joined(owner));
    }

    static boolean isOfLeaver(ValidCall call) {
        return call.operation().equals("DELETE /api/v1/operator/people/{operatorId}");
    }

    static Stream<ValidCall> calls(ApiClient owner) {
        String token = invite(owner).path("token").asString();
        return Stream.concat(
                Stream.of(ValidCall.of("POST /api/v1/invitations/redemptions").saying(join(token))),
                Stream.of(
                                ValidCall.of("GET /api/v1/operator/people"),
                                ValidCall.of("POST /api/v1/operator/invitations")
                                        .saying(INVITATION),
                                ValidCall.of("DELETE /api/v1/operator/invitations/{invitationId}"),
                                ValidCall.of("PATCH /api/v1/operator/people/{operatorId}")
                                        .saying("{\"role\": \"AUDITOR\"}"),
                                ValidCall.of("DELETE /api/v1/operator/people/{operatorId}"))
                        .map(call -> call.by(owner.accessToken())));
    }

    private static JsonNode invite(ApiClient owner) {
        return owner.raw("POST", "/api/v1/operator/invitations", INVITATION)
                .expect(201)
                .body();
    }

    private static String joined(ApiClient owner) {
        return owner.raw(
                        "POST",
                        "/api/v1/invitations/redemptions",
                        join(invite(owner).path("token").asString()))
                .expect(201)
                .body()
                .path("operatorId")
                .asString();
    }

    private static String join(String token) {
        return """
                {"token": "%s", "username": "op-%s", "password": "we meet at the old bridge"}
                """.formatted(token, UUID.randomUUID().toString().substring(0, 13));
    }
}
