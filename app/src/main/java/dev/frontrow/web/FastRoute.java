package dev.frontrow.web;

import dev.frontrow.fastpath.FastPath;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// The address of a fast path, in its one plain spelling. Every other spelling of it is left to Spring.
///
/// @param before what stands before the number
/// @param after  what stands behind it
record FastRoute(FastPath path, String before, String after) {

    private static final int DIGITS_MAX = 18;

    static FastRoute to(FastPath path) {
        String address = path.address();
        return new FastRoute(
                path, address.substring(0, address.indexOf('{')), address.substring(address.indexOf('}') + 1));
    }

    /// The path as it was sent; null where there is more to the address than a path.
    static @Nullable String plainPath(Request request) {
        HttpURI uri = request.getHttpURI();
        return uri.getQuery() == null && uri.getFragment() == null && uri.getParam() == null ? uri.getPath() : null;
    }

    /// The number in the address, or -1 if this is another address or another spelling.
    long id(String sent) {
        int end = sent.length() - after.length();
        int digits = end - before.length();
        if (digits < 1 || digits > DIGITS_MAX || !sent.endsWith(after) || !sent.startsWith(before)) {
            return -1;
        }
        long id = 0;
        for (int i = before.length(); i < end; i++) {
            int digit = sent.charAt(i) - '0';
            if (digit < 0 || digit > 9 || digit == 0 && id == 0) {
                return -1;
            }
            id = 10 * id + digit;
        }
        return id;
    }
}
