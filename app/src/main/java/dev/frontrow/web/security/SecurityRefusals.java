package dev.frontrow.web.security;

import dev.frontrow.address.FormPage;
import dev.frontrow.address.OwnAddress;
import dev.frontrow.address.UnfinishedForm;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.HostCookie;
import dev.frontrow.identity.SessionCookies;
import dev.frontrow.identity.roles.Right;
import dev.frontrow.problem.BrowserPages;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.problem.ProblemWriter;
import dev.frontrow.web.problems.Refusals;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.springframework.web.util.ServletRequestPathUtils;

/// Security's refusals: 401 and 403, or 404 and 405 if the requested address or method does not exist anyway.
/// Access is refused in every case; only the status and words differ.
@Component
class SecurityRefusals implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /// Browsers send none of our cookies with forms of other sites.
    private static final String FROM_ANOTHER_SITE = "cross-site";

    static final String SECOND_FACTOR = "/office/second-factor";

    private static final String OFFICE_SIGN_IN = "/office/sign-in";

    /// Pages with a reader's own data.
    static final String[] OWN_PAGES = {
        "/checkout/**",
        "/orders",
        "/orders/**",
        "/tickets",
        "/tickets/**",
        "/wallet",
        "/wallet/**",
        "/account",
        "/account/**",
        "/performances/**",
        "/concerts/*/waiting-room/**"
    };

    private static final RequestMatcher BELONGS_TO_ONE = any(OWN_PAGES);

    /// The pages of the box office that need no operator yet.
    static final String[] OFFICE_DOORS = {OFFICE_SIGN_IN, "/office/sign-out", "/office/invitation"};

    private static final RequestMatcher OFFICE =
            new AndRequestMatcher(any("/office", "/office/**"), new NegatedRequestMatcher(any(OFFICE_DOORS)));

    /// Long enough to sign up.
    private static final Duration UNFINISHED = Duration.ofMinutes(15);

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
            // Its CSRF token was right, so the reader has pressed it.
            UnfinishedForm.of(request).ifPresent(form -> keep(form, request, response));
            response.sendRedirect(signIn(request));
            return;
        }
        challenge.commence(request, response, thrown);
        problems.write(request, response, Problem.of(ProblemCode.UNAUTHENTICATED));
    }

    /// The sign-in page, which leads back to the reader's page. A POST means that the session has ended, unless the
    /// form is for readers who have yet to sign in.
    private static String signIn(HttpServletRequest request) {
        String next = URLEncoder.encode(FormPage.of(request).toString(), StandardCharsets.UTF_8);
        String page = OFFICE.matches(request) ? OFFICE_SIGN_IN : "/sign-in";
        return page + "?next=" + next + (isOfSession(request) ? "&ended" : "");
    }

    private static RequestMatcher any(String... paths) {
        return new OrRequestMatcher(Stream.of(paths)
                .<RequestMatcher>map(PathPatternRequestMatcher.withDefaults()::matcher)
                .toList());
    }

    private static boolean isOfSession(HttpServletRequest request) {
        return HttpMethod.POST.matches(request.getMethod()) && request.getParameter("signIn") == null;
    }

    private static void keep(OwnAddress form, HttpServletRequest request, HttpServletResponse response) {
        String name = HostCookie.name(UnfinishedForm.COOKIE, request.isSecure());
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                HostCookie.of(name, form.toString(), UNFINISHED, request.isSecure())
                        .toString());
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException thrown)
            throws IOException {
        if (answeredAsAbsent(request, response)) {
            return;
        }
        if (thrown instanceof CsrfException && BrowserPages.areAskedForBy(request)) {
            refuseForm(request, response);
        } else if (OFFICE.matches(request) && BrowserPages.areAskedForBy(request)) {
            if (isUnproven()) {
                response.sendRedirect(SECOND_FACTOR);
                return;
            }
            // The sign-in page says that this account cannot run a sale, and lets another in.
            response.sendRedirect(signIn(request));
        } else {
            problems.write(request, response, Problem.of(ProblemCode.FORBIDDEN));
        }
    }

    /// Whether an operator has yet to show their second factor, or to set one up.
    private static boolean isUnproven() {
        return Caller.of(SecurityContextHolder.getContext().getAuthentication())
                .filter(caller -> caller.may(Right.OWN_ACCOUNT) && !caller.may(Right.SEE_SALE))
                .isPresent();
    }

    /// Refuses a form without its CSRF token. The other cookies tell the cause, and so what the reader can do.
    private void refuseForm(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean own = BELONGS_TO_ONE.matches(request) || OFFICE.matches(request);
        if ((own || SIGN_OUT.matches(request))
                && cookies.authentication(request).isEmpty()) {
            // The session is over, so a sign-out has already succeeded.
            response.sendRedirect(own ? signIn(request) : "/");
            return;
        }
        boolean withoutAny = request.getHeader(HttpHeaders.COOKIE) == null
                && !FROM_ANOTHER_SITE.equals(request.getHeader("Sec-Fetch-Site"));
        problems.write(
                request, response, Problem.of(withoutAny ? ProblemCode.COOKIES_REQUIRED : ProblemCode.FORBIDDEN));
    }

    /// Answers the firewall's refusal of addresses, headers and methods that regular clients never send.
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException thrown)
            throws IOException {
        if (METHODS.contains(request.getMethod())) {
            refusals.answer(thrown, request, response);
        } else {
            problems.write(request, response, Problem.of(ProblemCode.METHOD_NOT_ALLOWED));
        }
    }

    /// If an issuer cannot be reached, its token can be neither accepted nor refused: the answer asks for a
    /// retry.
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
                // The static file handler matches every address and checks for the file later.
                if (handler != null && !(handler.getHandler() instanceof ResourceHttpRequestHandler)) {
                    return true;
                }
            } catch (HttpRequestMethodNotSupportedException wrongMethod) {
                throw wrongMethod;
            } catch (Exception otherwiseUnfit) {
                // Another refusal, such as of the content type: the address exists.
                return true;
            }
        }
        return false;
    }
}
