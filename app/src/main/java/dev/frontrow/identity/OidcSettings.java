package dev.frontrow.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param issuerUri an outside issuer whose tokens are accepted beside our own
/// @param audience what its tokens must be made out to; required with an issuer, because tokens of the issuer's other
///     clients would do without it
/// @param rolesClaim where its roles stand, with dots into nested objects, e.g. `realm_access.roles`
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
