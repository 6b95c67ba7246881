package dev.frontrow.drill;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;

/// Reads access tokens, which are JWTs.
final class AccessTokens {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AccessTokens() {}

    static String buyerOf(String accessToken) {
        byte[] claims = Base64.getUrlDecoder().decode(accessToken.split("\\.")[1]);
        return JSON.readTree(new String(claims, StandardCharsets.UTF_8))
                .path("sub")
                .asString();
    }
}
