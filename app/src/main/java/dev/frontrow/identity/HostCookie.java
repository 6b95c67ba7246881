package dev.frontrow.identity;

import java.time.Duration;
import org.springframework.http.ResponseCookie;

/// Cookies of this host. Over HTTPS, the names of those that decide something begin with `__Host-`: a browser then
/// takes them only from this very host, encrypted and for all paths. So neither a neighbour under the same domain nor
/// an attacker who can change plain HTTP can plant one. Browsers refuse that name over plain HTTP, where a development
/// server is reached; there the plain name is used, and only there is it read.
public final class HostCookie {

    private static final String PREFIX = "__Host-";

    private HostCookie() {}

    /// @param secure whether the request came by HTTPS
    public static String name(String plain, boolean secure) {
        return secure ? PREFIX + plain : plain;
    }

    /// A cookie that no script can read. Links from elsewhere arrive with it, posts from elsewhere do not.
    ///
    /// @param secure whether the request came by HTTPS
    public static ResponseCookie of(String name, String value, Duration age, boolean secure) {
        return ResponseCookie.from(name, value)
                .path("/")
                .maxAge(age)
                .httpOnly(true)
                .sameSite("Lax")
                .secure(secure)
                .build();
    }
}
