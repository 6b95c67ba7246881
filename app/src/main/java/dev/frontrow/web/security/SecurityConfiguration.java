package dev.frontrow.web.security;

import dev.frontrow.identity.BuyerNames;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.HostCookie;
import dev.frontrow.identity.Role;
import dev.frontrow.identity.SessionCookies;
import dev.frontrow.identity.roles.OperatorRoles;
import dev.frontrow.identity.roles.Right;
import dev.frontrow.identity.signedin.OperatorSessions;
import dev.frontrow.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/// Who may call what. Programs authenticate by a bearer token, browsers by a cookie that carries one plus a CSRF
/// token, so no other site can act for a fan. The server keeps no HTTP sessions, so any node can answer.
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            AuthenticationManager bearerTokens,
            SessionCookies cookies,
            SecurityRefusals refusals,
            OperatorRoles roles,
            OperatorSessions sessions,
            BuyerNames names,
            ProblemWriter problems) {
        return http.csrf(csrf -> csrf.csrfTokenRepository(csrfTokens())
                        // Each request authenticates anew by its cookie; the CSRF token must outlive it.
                        .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy())
                        .requireCsrfProtectionMatcher(SignedInByCookie.needsCsrfToken(cookies)))
                .addFilterBefore(new SignedInByCookie(cookies, forEverybody()), BearerTokenAuthenticationFilter.class)
                .addFilterBefore(rolesOfOperators(roles, sessions), AuthorizationFilter.class)
                .addFilterAfter(new ActorBinding(names, problems), AuthorizationFilter.class)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .oauth2ResourceServer(server -> server.authenticationManagerResolver(request -> bearerTokens)
                        .authenticationEntryPoint(refusals)
                        .accessDeniedHandler(refusals)
                        .withObjectPostProcessor(refusals.answeringWhenIssuerIsAway()))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .headers(SecurityConfiguration::headers)
                .authorizeHttpRequests(SecurityConfiguration::rules)
                .build();
    }

    private static AuthorizationDecision isOperator(
            Supplier<? extends Authentication> authentication, RequestAuthorizationContext context) {
        return new AuthorizationDecision(Caller.of(authentication.get())
                .filter(caller -> caller.may(Right.SEE_SALE)
                        || caller.may(Right.OWN_ACCOUNT)
                                && context.getRequest().getRequestURI().equals(SecurityRefusals.SECOND_FACTOR))
                .isPresent());
    }

    private static RolesOfOperators rolesOfOperators(OperatorRoles roles, OperatorSessions sessions) {
        return new RolesOfOperators(
                roles,
                sessions,
                new OrRequestMatcher(Stream.of(OF_OPERATORS, OWN_CREDENTIALS)
                        .flatMap(Stream::of)
                        .<RequestMatcher>map(PathPatternRequestMatcher.withDefaults()::matcher)
                        .toList()));
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                .permitAll()
                .requestMatchers(HttpMethod.POST, PUBLIC_WRITES)
                .permitAll()
                .requestMatchers(HttpMethod.GET, PUBLIC_READS)
                .permitAll()
                .requestMatchers(HttpMethod.HEAD, PUBLIC_READS)
                .permitAll()
                .requestMatchers("/actuator/health", "/actuator/health/**")
                .permitAll()
                .requestMatchers(SecurityRefusals.OFFICE_DOORS)
                .permitAll()
                .requestMatchers("/api/v1/operator/**")
                .access(new OperatorCalls())
                .requestMatchers(OF_OPERATORS)
                .access(SecurityConfiguration::isOperator)
                .requestMatchers(OWN_CREDENTIALS)
                .access((who, _) -> mayChangeOwnCredentials(who))
                .requestMatchers("/api", "/api/**")
                .authenticated()
                .requestMatchers(SecurityRefusals.OWN_PAGES)
                .authenticated()
                // Other pages, documentation, and unknown addresses, which get 404, not 401.
                .anyRequest()
                .permitAll();
    }

    private static final String[] OF_OPERATORS = {
        "/api/v1/operator/**", "/office", "/office/**", "/actuator", "/actuator/**"
    };

    /// An operator who has a second factor shows it first: otherwise a stolen password would be enough to lock them
    /// out.
    private static final String[] OWN_CREDENTIALS = {
        "/api/v1/buyers/me/password",
        "/api/v1/buyers/me/recovery-address",
        "/api/v1/buyers/me/export",
        "/api/v1/buyers/me/deletion",
        "/account/password",
        "/account/recovery-address"
    };

    private static AuthorizationDecision mayChangeOwnCredentials(Supplier<? extends Authentication> who) {
        return new AuthorizationDecision(Caller.of(who.get())
                .filter(caller -> caller.role() != Role.OPERATOR || caller.may(Right.SEE_SALE))
                .isPresent());
    }

    private static final String[] PUBLIC_WRITES = {
        "/api/v1/buyers",
        "/api/v1/sessions",
        "/api/v1/password-resets",
        "/api/v1/password-resets/redemptions",
        "/api/v1/invitations/redemptions"
    };

    private static final String[] PUBLIC_READS = {
        "/api/v1/concerts",
        "/api/v1/concerts/{concertId}",
        "/api/v1/concerts/{concertId}/dates",
        "/api/v1/concerts/{concertId}/waiting-room",
        "/api/v1/concerts/{concertId}/draw",
        "/api/v1/performances/{performanceId}/seat-plan",
        "/api/v1/audit-heads",
        "/api/v1/report-key"
    };

    private static RequestMatcher forEverybody() {
        return new OrRequestMatcher(Stream.concat(Stream.of(PUBLIC_READS), Stream.of(ASSETS))
                .<RequestMatcher>map(PathPatternRequestMatcher.withDefaults()::matcher)
                .toList());
    }

    private static final String ASSETS = "/assets/**";

    /// The token is in a cookie and again in the form or the header. Pages contain it masked anew each time.
    /// Scripts cannot and need not read the cookie.
    private static CsrfTokenRepository csrfTokens() {
        return new CsrfCookies(csrfTokens(true), csrfTokens(false));
    }

    private static CsrfTokenRepository csrfTokens(boolean secure) {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName(HostCookie.name("frontrow-csrf", secure));
        tokens.setCookiePath("/");
        tokens.setHeaderName("X-CSRF-Token");
        tokens.setCookieCustomizer(
                cookie -> cookie.sameSite("Lax").httpOnly(true).secure(secure));
        return tokens;
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentTypeOptions(HeadersConfigurer.ContentTypeOptionsConfig::disable)
                .xssProtection(HeadersConfigurer.XXssConfig::disable)
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::disable)
                .addHeaderWriter(new StaticHeadersWriter(SecurityHeaders.ALWAYS))
                .addHeaderWriter(new ContentPolicy());
    }
}
