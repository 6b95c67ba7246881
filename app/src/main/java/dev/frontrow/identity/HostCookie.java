package dev.frontrow.identity;

/// How cookies that decide something are called. Over HTTPS they begin with `__Host-`: then a browser takes them from
/// this very host only, encrypted and for all paths, so that neither a neighbour under the same domain nor whoever can
/// change plain HTTP can plant one. Browsers refuse that name over plain HTTP, where a development server is reached;
/// there the plain name is used, and only there is it read.
public final class HostCookie {

    private static final String PREFIX = "__Host-";

    private HostCookie() {}

    /// @param secure whether the request came by HTTPS
    public static String name(String plain, boolean secure) {
        return secure ? PREFIX + plain : plain;
    }
}
