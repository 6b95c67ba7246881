package dev.frontrow;

import dev.frontrow.identity.factor.Totp;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The valid calls about operators, and those whom they are about.
public final class OperatorsInvited {

    private static final String LEAVER = "leaverId";
    private static final String PROVEN = "provenId";
    private static final String ROAMER = "roamerId";
    private static final String ROAMERS_TOKEN = "roamersToken";
    private static final String OWN_SESSION = "ownSessionId";
    private static final String PASSWORD = "we meet at the old bridge";
    private static final String FACTOR = "/api/v1/operator/second-factor";
    private static final String SESSIONS = "/api/v1/operator/sessions";
    private static final String SESSIONS_OF = "/api/v1/operator/people/{operatorId}/sessions";
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
        String roamer = newName();
        String roamerId = joined(owner, roamer);
        ApiClient roaming = anybody.asSignedIn(roamer, PASSWORD);
        return Map.of(
                ROAMER,
                roamerId,
                ROAMERS_TOKEN,
                Objects.requireNonNull(roaming.accessToken()),
                OWN_SESSION,
                session(anybody.asSignedIn(roamer, PASSWORD)),
                "sessionId",
                session(anybody.asSignedIn(roamer, PASSWORD)),
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
            case "DELETE " + SESSIONS + "/{sessionId}" ->
                call.at("sessionId", ids.getOrDefault(OWN_SESSION, "")).by(ids.getOrDefault(ROAMERS_TOKEN, ""));
            case "DELETE " + SESSIONS_OF + "/{sessionId}" -> call.at("operatorId", ids.getOrDefault(ROAMER, ""));
            default -> call;
        };
    }

    static Stream<ValidCall> calls(ApiClient owner, ApiClient anybody, Instant now) {
        String token = invite(owner).path("token").asString();
        String proving = newName();
        joined(owner, proving);
        ApiClient self = anybody.asSignedIn(proving, PASSWORD);
        String elsewhere = newName();
        joined(owner, elsewhere);
        ApiClient leavesOthers = anybody.asSignedIn(elsewhere, PASSWORD);
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
                ValidCall.of("GET " + SESSIONS).by(owner.accessToken()),
                ValidCall.of("DELETE " + SESSIONS).by(leavesOthers.accessToken()),
                ValidCall.of("DELETE " + SESSIONS + "/{sessionId}"),
                ValidCall.of("GET " + SESSIONS_OF).by(owner.accessToken()),
                ValidCall.of("DELETE " + SESSIONS_OF).by(owner.accessToken()),
                ValidCall.of("DELETE " + SESSIONS_OF + "/{sessionId}").by(owner.accessToken()),
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

    /// Comes to the box office, so that the session is known.
    private static String session(ApiClient operator) {
        return operator.get(SESSIONS)
                .expect(200)
                .body()
                .path("sessions")
                .valueStream()
                .filter(session -> session.path("current").asBoolean())
                .findFirst()
                .orElseThrow()
                .path("sessionId")
                .asString();
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
