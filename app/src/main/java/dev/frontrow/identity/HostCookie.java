package dev.frontrow.identity;

/// The names of cookies that decide something. Over HTTPS they begin with `__Host-`: a browser then takes them
/// only from this very host, encrypted and for all paths. So neither a neighbour under the same domain nor an
/// attacker who can change plain HTTP can plant one. Browsers refuse that name over plain HTTP, where a
/// development server is reached; there the plain name is used, and only there is it read.
public final class HostCookie {

    private static final String PREFIX = "__Host-";

    private HostCookie() {}

    /// @param secure whether the request came by HTTPS
    public static String name(String plain, boolean secure) {
        return secure ? PREFIX + plain : plain;
    }
}
