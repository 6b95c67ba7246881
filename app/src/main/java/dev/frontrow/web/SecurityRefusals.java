package dev.frontrow.web;

import dev.frontrow.address.FormPage;
import dev.frontrow.identity.SessionCookies;
import dev.frontrow.problem.BrowserPages;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.problem.ProblemWriter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.springframework.web.util.ServletRequestPathUtils;

/// What security answers: 401 and 403, or 404 and 405 where the caller asks for what does not exist anyway.
/// Access stays refused in every case; only the words differ.
@Component
class SecurityRefusals implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /// Browsers send none of our cookies with the forms of other sites.
    private static final String FROM_ANOTHER_SITE = "cross-site";

    /// Pages that show what is somebody's own.
    static final String[] OWN_PAGES = {
        "/checkout/**",
        "/tickets",
        "/tickets/**",
        "/wallet",
        "/wallet/**",
        "/account",
        "/account/**",
        "/performances/**",
        "/concerts/*/waiting-room/**"
    };

    private static final RequestMatcher BELONGS_TO_ONE = new OrRequestMatcher(Stream.of(OWN_PAGES)
            .<RequestMatcher>map(PathPatternRequestMatcher.withDefaults()::matcher)
            .toList());

    private static final RequestMatcher SIGN_OUT =
            PathPatternRequestMatcher.withDefaults().matcher("/sign-out");

    private final BearerTokenAuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
    private final ProblemWriter problems;
    private final Refusals refusals;
    private final ObjectProvider<HandlerMapping> mappings;
    private final SessionCookies cookies;

    SecurityRefusals(
            ProblemWriter problems,
            Refusals refusals,
            ObjectProvider<HandlerMapping> mappings,
            SessionCookies cookies) {
        this.cookies = cookies;
        this.problems = problems;
        this.refusals = refusals;
        this.mappings = mappings;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException thrown)
            throws IOException, ServletException {
        boolean badToken = thrown instanceof InvalidBearerTokenException;
        if (!badToken && answeredAsAbsent(request, response)) {
            return;
        }
        if (!badToken && BrowserPages.areAskedForBy(request)) {
            response.sendRedirect(signIn(request));
            return;
        }
        challenge.commence(request, response, thrown);
        problems.write(request, response, Problem.of(ProblemCode.UNAUTHENTICATED));
    }

    /// Back to where the reader was, once they are signed in. Only who is signed in gets to a form: who sends one was.
    private static String signIn(HttpServletRequest request) {
        String next = URLEncoder.encode(FormPage.of(request).toString(), StandardCharsets.UTF_8);
        return "/sign-in?next=" + next + (HttpMethod.POST.matches(request.getMethod()) ? "&ended" : "");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException thrown)
            throws IOException {
        if (answeredAsAbsent(request, response)) {
            return;
        }
        if (thrown instanceof CsrfException && BrowserPages.areAskedForBy(request)) {
            refuseForm(request, response);
        } else {
            problems.write(request, response, Problem.of(ProblemCode.FORBIDDEN));
        }
    }

    /// A form without its token. Why, and so what to do, is told by what else came with it.
    private void refuseForm(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean own = BELONGS_TO_ONE.matches(request);
        if ((own || SIGN_OUT.matches(request))
                && cookies.authentication(request).isEmpty()) {
            // Its cookies are gone, and who they were with them. Whoever wants to be signed out is.
            response.sendRedirect(own ? signIn(request) : "/");
            return;
        }
        boolean withoutAny = request.getHeader(HttpHeaders.COOKIE) == null
                && !FROM_ANOTHER_SITE.equals(request.getHeader("Sec-Fetch-Site"));
        problems.write(
                request, response, Problem.of(withoutAny ? ProblemCode.COOKIES_REQUIRED : ProblemCode.FORBIDDEN));
    }

    /// The firewall's refusal of addresses, headers and methods that no client of ours would send.
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException thrown)
            throws IOException {
        if (METHODS.contains(request.getMethod())) {
            refusals.answer(thrown, request, response);
        } else {
            problems.write(request, response, Problem.of(ProblemCode.METHOD_NOT_ALLOWED));
        }
    }

    /// A token whose issuer cannot be asked is neither right nor wrong: its bearer is asked to come back.
    ObjectPostProcessor<BearerTokenAuthenticationFilter> answeringWhenIssuerIsAway() {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler((request, response, thrown) -> {
                    if (thrown instanceof AuthenticationServiceException) {
                        refusals.answer(thrown, request, response);
                    } else {
                        commence(request, response, thrown);
                    }
                });
                return filter;
            }
        };
    }

    private boolean answeredAsAbsent(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            if (hasHandler(request)) {
                return false;
            }
            problems.write(request, response, Problem.of(ProblemCode.NOT_FOUND));
        } catch (HttpRequestMethodNotSupportedException wrongMethod) {
            refusals.answer(wrongMethod, request, response);
        }
        return true;
    }

    private boolean hasHandler(HttpServletRequest request) throws HttpRequestMethodNotSupportedException {
        ServletRequestPathUtils.parseAndCache(request);
        for (HandlerMapping mapping : mappings.orderedStream().toList()) {
            try {
                var handler = mapping.getHandler(request);
                // The handler of static files takes every address and finds out later whether there is a file.
                if (handler != null && !(handler.getHandler() instanceof ResourceHttpRequestHandler)) {
                    return true;
                }
            } catch (HttpRequestMethodNotSupportedException wrongMethod) {
                throw wrongMethod;
            } catch (Exception otherwiseUnfit) {
                // Such as a wrong content type: there is something at this address.
                return true;
            }
        }
        return false;
    }
}
