package dev.frontrow.web.fast;

import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// The address of a fast path or command in its one plain spelling. Other spellings are left to Spring.
///
/// @param before the part before the number
/// @param after  the part after the number; null if there is no number
record FastRoute<T>(
        T target, String address, String before, @Nullable String after) {

    private static final int DIGITS_MAX = 18;

    static <T> FastRoute<T> to(T target, String address) {
        int variable = address.indexOf('{');
        return variable < 0
                ? new FastRoute<>(target, address, address, null)
                : new FastRoute<>(
                        target, address, address.substring(0, variable), address.substring(address.indexOf('}') + 1));
    }

    /// The raw path; null if the address has a query, a fragment or path parameters.
    static @Nullable String plainPath(Request request) {
        HttpURI uri = request.getHttpURI();
        return uri.getQuery() == null && uri.getFragment() == null && uri.getParam() == null ? uri.getPath() : null;
    }

    /// The number in the address, 0 if the route has none, or -1 for any other address or spelling.
    long id(String sent) {
        if (after == null) {
            return sent.equals(before) ? 0 : -1;
        }
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
