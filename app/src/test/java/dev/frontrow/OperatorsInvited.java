package dev.frontrow;

import dev.frontrow.identity.factor.Totp;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The valid calls about operators, and those whom they are about.
public final class OperatorsInvited {

    private static final String LEAVER = "leaverId";
    private static final String PROVEN = "provenId";
    private static final String PASSWORD = "we meet at the old bridge";
    private static final String FACTOR = "/api/v1/operator/second-factor";
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS_PER_LETTER = 5;

    private static final String INVITATION = """
            {"role": "SUPPORT", "note": "Mina, second window"}
            """;

    private OperatorsInvited() {}

    static Map<String, String> ids(ApiClient owner, ApiClient anybody, Instant now) {
        String proven = newName();
        String provenId = joined(owner, proven);
        ApiClient self = anybody.asSignedIn(proven, PASSWORD);
        self.raw("POST", FACTOR + "/confirmation", codeForm(self, now)).expect(200);
        return Map.of(
                "invitationId",
                invite(owner).path("invitationId").asString(),
                "operatorId",
                joined(owner, newName()),
                LEAVER,
                joined(owner, newName()),
                PROVEN,
                provenId);
    }

    /// The call about whom it is about, among all of its ids.
    static ValidCall about(ValidCall call, Map<String, String> ids) {
        return switch (call.operation()) {
            case "DELETE /api/v1/operator/people/{operatorId}" -> call.at("operatorId", ids.getOrDefault(LEAVER, ""));
            case "DELETE /api/v1/operator/people/{operatorId}/second-factor" ->
                call.at("operatorId", ids.getOrDefault(PROVEN, ""));
            default -> call;
        };
    }

    static Stream<ValidCall> calls(ApiClient owner, ApiClient anybody, Instant now) {
        String token = invite(owner).path("token").asString();
        String proving = newName();
        joined(owner, proving);
        ApiClient self = anybody.asSignedIn(proving, PASSWORD);
        return Stream.of(
                ValidCall.of("POST /api/v1/invitations/redemptions").saying(join(token, newName())),
                ValidCall.of("GET /api/v1/operator/people").by(owner.accessToken()),
                ValidCall.of("POST /api/v1/operator/invitations")
                        .by(owner.accessToken())
                        .saying(INVITATION),
                ValidCall.of("DELETE /api/v1/operator/invitations/{invitationId}")
                        .by(owner.accessToken()),
                ValidCall.of("PATCH /api/v1/operator/people/{operatorId}")
                        .by(owner.accessToken())
                        .saying("{\"role\": \"AUDITOR\"}"),
                ValidCall.of("DELETE /api/v1/operator/people/{operatorId}").by(owner.accessToken()),
                ValidCall.of("DELETE /api/v1/operator/people/{operatorId}/second-factor")
                        .by(owner.accessToken()),
                ValidCall.of("GET " + FACTOR).by(owner.accessToken()),
                ValidCall.of("POST " + FACTOR).by(owner.accessToken()),
                ValidCall.of("POST " + FACTOR + "/confirmation")
                        .by(self.accessToken())
                        .saying(codeForm(self, now)));
    }

    /// Begins a second factor, and answers the form with its code.
    private static String codeForm(ApiClient self, Instant now) {
        String secret = self.post(FACTOR).expect(201).body().path("secret").asString();
        return "{\"code\": \"" + Totp.code(bytes(secret), now) + "\"}";
    }

    /// What a secret in Base32 stands for.
    public static byte[] bytes(String base32) {
        var bytes = new ByteArrayOutputStream();
        int bits = 0;
        int buffer = 0;
        for (char letter : base32.toCharArray()) {
            buffer = buffer << BITS_PER_LETTER | BASE32.indexOf(letter);
            bits += BITS_PER_LETTER;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                bytes.write(buffer >> bits);
                buffer &= (1 << bits) - 1;
            }
        }
        return bytes.toByteArray();
    }

    private static JsonNode invite(ApiClient owner) {
        return owner.raw("POST", "/api/v1/operator/invitations", INVITATION)
                .expect(201)
                .body();
    }

    private static String joined(ApiClient owner, String name) {
        String token = invite(owner).path("token").asString();
        return owner.raw("POST", "/api/v1/invitations/redemptions", join(token, name))
                .expect(201)
                .body()
                .path("operatorId")
                .asString();
    }

    private static String newName() {
        return "op-" + UUID.randomUUID().toString().substring(0, 13);
    }

    private static String join(String token, String name) {
        return """
                {"token": "%s", "username": "%s", "password": "%s"}
                """.formatted(token, name, PASSWORD);
    }
}
