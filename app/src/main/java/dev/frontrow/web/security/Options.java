package dev.frontrow.web.security;

import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.problem.ProblemWriter;
import dev.frontrow.web.http.Paths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/// Answers OPTIONS with the methods of an address, without authentication: browsers send CORS preflights without
/// credentials. Runs after the rate limits and before security.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 7)
class Options extends OncePerRequestFilter {

    private static final String HEADERS =
            "Authorization, Content-Type, Accept, Accept-Language, Idempotency-Key, Queue-Token, "
                    + "If-None-Match, Last-Event-ID, Cache-Control, Audit-Reason";

    /// The longest time that browsers keep it.
    private static final String SECONDS_KEPT = "7200";

    private final ObjectProvider<RequestMappingInfoHandlerMapping> mappings;
    private final CrossOrigin crossOrigin;
    private final ProblemWriter problems;

    Options(
            ObjectProvider<RequestMappingInfoHandlerMapping> mappings,
            CrossOrigin crossOrigin,
            ProblemWriter problems) {
        this.mappings = mappings;
        this.crossOrigin = crossOrigin;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("OPTIONS");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Set<RequestMethod> methods =
                methodsAt(ServletRequestPathUtils.parse(request).pathWithinApplication());
        if (!methods.isEmpty()) {
            answer(methods, request, response);
        } else if (request.getRequestURI().startsWith(Paths.API)) {
            problems.write(request, response, Problem.of(ProblemCode.NOT_FOUND));
        } else {
            // A static file, or an unknown address.
            chain.doFilter(request, response);
        }
    }

    private void answer(Set<RequestMethod> methods, HttpServletRequest request, HttpServletResponse response) {
        String allowed = methods.stream().map(Enum::name).collect(Collectors.joining(", "));
        response.setStatus(HttpStatus.NO_CONTENT.value());
        response.setHeader(HttpHeaders.ALLOW, allowed);
        boolean foreseen = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null
                && response.containsHeader(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN.asString())
                && crossOrigin.isAllowed(request.getHeader(HttpHeaders.ORIGIN));
        if (foreseen) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, allowed);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, SECONDS_KEPT);
        }
    }

    private Set<RequestMethod> methodsAt(PathContainer path) {
        Set<RequestMethod> methods = EnumSet.noneOf(RequestMethod.class);
        mappings.orderedStream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .filter(mapping -> isAt(mapping, path))
                .forEach(mapping -> methods.addAll(methods(mapping)));
        if (!methods.isEmpty()) {
            methods.add(RequestMethod.OPTIONS);
            if (methods.contains(RequestMethod.GET)) {
                methods.add(RequestMethod.HEAD);
            }
        }
        return methods;
    }

    private static boolean isAt(RequestMappingInfo mapping, PathContainer path) {
        var patterns = mapping.getPathPatternsCondition();
        return patterns != null && patterns.getPatterns().stream().anyMatch(pattern -> pattern.matches(path));
    }

    /// Empty for a mapping without methods, such as the error page, so it does not count as an endpoint.
    private static Set<RequestMethod> methods(RequestMappingInfo mapping) {
        return mapping.getMethodsCondition().getMethods();
    }
}
