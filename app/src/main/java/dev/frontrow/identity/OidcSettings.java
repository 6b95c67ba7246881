package dev.frontrow.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param issuerUri the outside issuer whose tokens are accepted beside our own; none by default
/// @param audience what the tokens must be made out to; without it any token of the issuer's other clients would do
/// @param rolesClaim where the roles stand, with dots into nested objects, e.g. `realm_access.roles`
/// @param operatorRole the role that makes a caller an operator
@ConfigurationProperties("frontrow.oidc")
record OidcSettings(
        @Nullable String issuerUri,
        @Nullable String audience,
        @DefaultValue("roles") String rolesClaim,
        @DefaultValue("frontrow-operator") String operatorRole) {

    OidcSettings {
        issuerUri = issuerUri == null || issuerUri.isBlank() ? null : issuerUri.strip();
        if (issuerUri != null && (audience == null || audience.isBlank())) {
            throw new IllegalArgumentException("frontrow.oidc.audience is required with frontrow.oidc.issuer-uri");
        }
    }
}
