package dev.frontrow.web.fast;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.fastpath.FastAnswer;
import dev.frontrow.fastpath.FastCall;
import dev.frontrow.fastpath.FastGate;
import dev.frontrow.idempotency.KeyedRequest;
import dev.frontrow.identity.BearerTokens;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.identity.SessionCookies;
import dev.frontrow.problem.Language;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// A request with common headers only, so that no special rule of Spring applies. For one thread at a time.
final class PlainCall implements FastCall {

    private static final String BEARER = "Bearer ";
    private static final String JSON = FastAnswer.JSON;

    private final Request request;
    private final Optional<Caller> caller;
    private final FastGate gate;
    private @Nullable SaleScope scope;

    private PlainCall(Request request, Optional<Caller> caller, FastGate gate) {
        this.request = request;
        this.caller = caller;
        this.gate = gate;
    }

    /// Whether each header is either irrelevant for the answer or in its common form. Only a POST may have a
    /// body.
    static boolean isPlain(Request request) {
        boolean posted = request.getMethod().equals("POST");
        Set<HttpHeader> seen = EnumSet.noneOf(HttpHeader.class);
        for (HttpField field : request.getHeaders()) {
            if (!isPlain(field, posted, seen)) {
                return false;
            }
        }
        return seen.contains(HttpHeader.CONTENT_TYPE) || request.getLength() <= 0;
    }

    private static boolean isPlain(HttpField field, boolean posted, Set<HttpHeader> seen) {
        HttpHeader header = field.getHeader();
        String value = field.getValue();
        return switch (header) {
            case null -> !posted || isPrintable(value);
            case HOST, USER_AGENT, CONNECTION, ORIGIN, REFERER -> true;
            case ACCEPT_LANGUAGE, CACHE_CONTROL, PRAGMA, VIA -> true;
            case FORWARDED, X_FORWARDED_FOR, X_FORWARDED_HOST, X_FORWARDED_PORT, X_FORWARDED_PROTO -> true;
            case AUTHORIZATION, ACCEPT_ENCODING -> seen.add(header);
            case ACCEPT -> seen.add(header) && ("*/*".equals(value) || JSON.equals(value));
            case IF_NONE_MATCH -> !posted && seen.add(header);
            case CONTENT_LENGTH -> posted || "0".equals(value);
            case CONTENT_TYPE -> posted && seen.add(header) && JSON.equals(value);
            // A POST with the language cookie is left to Spring, so that a refusal is in that language.
            case COOKIE -> !posted || value != null && !value.contains(Language.COOKIE);
            default -> false;
        };
    }

    /// The firewall in front of the controllers may refuse other characters.
    private static boolean isPrintable(@Nullable String value) {
        for (int i = 0; value != null && i < value.length(); i++) {
            if (value.charAt(i) < 0x20 || value.charAt(i) > 0x7e) {
                return false;
            }
        }
        return true;
    }

    /// Empty if there is an access token that cannot be verified here.
    static Optional<PlainCall> of(Request request, BearerTokens tokens, FastGate gate) {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        String cookie = authorization == null ? session(request) : null;
        if (authorization == null && cookie == null) {
            return Optional.of(new PlainCall(request, Optional.empty(), gate));
        }
        Optional<Caller> caller = cookie == null ? tokens.tryCaller(bearer(authorization)) : tokens.trySignedIn(cookie);
        return caller.map(known -> new PlainCall(request, Optional.of(known), gate));
    }

    private static String bearer(@Nullable String authorization) {
        return authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length())
                : "";
    }

    /// The caller, if known without blocking. Only for sharing resources: it authorizes nothing.
    static Optional<Caller> caller(Request request, BearerTokens tokens) {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        String token = authorization == null
                ? cookie(request)
                : authorization.startsWith(BEARER) ? authorization.substring(BEARER.length()) : null;
        return token == null ? Optional.empty() : tokens.tryCaller(token);
    }

    /// The browser's session token. Null for a POST: only Spring checks the CSRF token that it requires.
    private static @Nullable String session(Request request) {
        return request.getMethod().equals("POST") ? null : cookie(request);
    }

    private static @Nullable String cookie(Request request) {
        if (!request.getHeaders().contains(HttpHeader.COOKIE)) {
            return null;
        }
        String name = SessionCookies.name(request.isSecure());
        for (HttpCookie cookie : Request.getCookies(request)) {
            if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
                return cookie.getValue();
            }
        }
        return null;
    }

    @Override
    public Optional<Caller> caller() {
        return caller;
    }

    @Override
    public Optional<SaleScope> scope() {
        Optional<SaleScope> found =
                caller.flatMap(known -> header("Queue-Token").flatMap(token -> gate.scope(known, token)));
        scope = found.orElse(null);
        return found;
    }

    /// The result of [#scope()], if it was called.
    Optional<SaleScope> scopeFound() {
        return Optional.ofNullable(scope);
    }

    @Override
    public ClientNetwork network() {
        return ClientNetwork.of(Request.getRemoteAddr(request));
    }

    @Override
    public KeyedRequest keyed(Caller buyer) {
        List<String> keys = request.getHeaders().getValuesList(KeyedRequest.HEADER);
        return new KeyedRequest(buyer.buyerId(), keys, language());
    }

    Locale language() {
        return Language.favourite(request.getHeaders().getValuesList(HttpHeader.ACCEPT_LANGUAGE));
    }

    @Override
    public Optional<String> header(String name) {
        String value = null;
        for (HttpField field : request.getHeaders()) {
            if (field.is(name)) {
                if (value != null) {
                    return Optional.empty();
                }
                value = field.getValue();
            }
        }
        return Optional.ofNullable(value);
    }
}
