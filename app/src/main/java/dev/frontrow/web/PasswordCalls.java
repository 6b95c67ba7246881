package dev.frontrow.web;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// The calls that hash a password, or ask for a new one. Paths are matched as Spring MVC does it: what slips past by an
/// odd spelling finds no
/// handler either.
final class PasswordCalls {

    static final List<String> SIGN_IN = List.of(
            "/api/v1/sessions",
            "/sign-in",
            "/api/v1/password-resets",
            "/api/v1/password-resets/redemptions",
            "/forgot-password",
            "/reset-password");
    static final List<String> SIGN_UP = List.of("/api/v1/buyers", "/sign-up");

    private static final List<PathPattern> PATHS = Stream.of(SIGN_IN, SIGN_UP)
            .flatMap(List::stream)
            .map(PathPatternParser.defaultInstance::parse)
            .toList();

    private PasswordCalls() {}

    static boolean isOne(Request request) {
        String path = request.getHttpURI().getPath();
        if (path == null || !HttpMethod.POST.is(request.getMethod())) {
            return false;
        }
        PathContainer parsed = PathContainer.parsePath(path);
        return PATHS.stream().anyMatch(pattern -> pattern.matches(parsed));
    }
}
