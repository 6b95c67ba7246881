package dev.frontrow.web.security;

import java.util.List;
import org.springframework.security.web.header.Header;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/// The security headers that are the same for every answer, for Spring Security and for the fast paths. The address
/// decides on the [ContentPolicy].
public final class SecurityHeaders {

    public static final List<Header> ALWAYS = List.of(
            new Header("X-Content-Type-Options", "nosniff"),
            new Header("X-XSS-Protection", "0"),
            new Header("X-Frame-Options", "DENY"),
            new Header("Referrer-Policy", ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN.getPolicy()));

    private SecurityHeaders() {}
}
