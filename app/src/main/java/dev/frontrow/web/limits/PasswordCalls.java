package dev.frontrow.web.limits;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// The calls that hash a password or request a reset. Paths are matched like Spring MVC's, so an odd spelling
/// that does not match here reaches no handler either.
final class PasswordCalls {

    static final List<String> SIGN_IN = List.of(
            "/api/v1/sessions",
            "/sign-in",
            "/office/sign-in",
            "/api/v1/password-resets",
            "/api/v1/password-resets/redemptions",
            "/api/v1/invitations/redemptions",
            "/forgot-password",
            "/reset-password",
            "/api/v1/buyers/me/password",
            "/api/v1/buyers/me/recovery-address",
            "/api/v1/buyers/me/deletion",
            "/account/password",
            "/account/deletion",
            "/account/recovery-address");
    static final List<String> SIGN_UP = List.of("/api/v1/buyers", "/sign-up");

    private static final Set<String> PATHS =
            Stream.of(SIGN_IN, SIGN_UP).flatMap(List::stream).collect(Collectors.toUnmodifiableSet());
    private static final List<PathPattern> PATTERNS =
            PATHS.stream().map(PathPatternParser.defaultInstance::parse).toList();

    private PasswordCalls() {}

    /// Whether a call of this method has a body.
    static boolean isSent(String method) {
        return HttpMethod.POST.is(method) || HttpMethod.PUT.is(method);
    }

    static boolean isOne(Request request) {
        String path = request.getHttpURI().getPath();
        return path != null && isOne(request.getMethod(), path);
    }

    static boolean isOne(String method, String path) {
        if (!isSent(method)) {
            return false;
        }
        if (isPlain(path)) {
            return PATHS.contains(path);
        }
        PathContainer parsed = PathContainer.parsePath(path);
        return PATTERNS.stream().anyMatch(pattern -> pattern.matches(parsed));
    }

    /// Whether the path has only characters that have no other spelling. Nearly all have, and comparing such a path
    /// needs no parsing.
    private static boolean isPlain(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '/' && c != '-') {
                return false;
            }
        }
        return true;
    }
}
