package dev.frontrow.web.limits;

import java.util.List;
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
            "/api/v1/password-resets",
            "/api/v1/password-resets/redemptions",
            "/forgot-password",
            "/reset-password",
            "/api/v1/buyers/me/password",
            "/api/v1/buyers/me/recovery-address",
            "/account/password",
            "/account/recovery-address");
    static final List<String> SIGN_UP = List.of("/api/v1/buyers", "/sign-up");

    private static final List<PathPattern> PATHS = Stream.of(SIGN_IN, SIGN_UP)
            .flatMap(List::stream)
            .map(PathPatternParser.defaultInstance::parse)
            .toList();

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
        PathContainer parsed = PathContainer.parsePath(path);
        return PATHS.stream().anyMatch(pattern -> pattern.matches(parsed));
    }
}
