package dev.frontrow.web;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.fastpath.FastCall;
import dev.frontrow.fastpath.FastGate;
import dev.frontrow.idempotency.KeyedRequest;
import dev.frontrow.identity.BearerTokens;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.problem.Language;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// A request whose headers hold nothing that Spring would have to think about. For one thread at a time.
final class PlainCall implements FastCall {

    private static final String BEARER = "Bearer ";

    private final Request request;
    private final Optional<Caller> caller;
    private final FastGate gate;
    private @Nullable SaleScope scope;

    private PlainCall(Request request, Optional<Caller> caller, FastGate gate) {
        this.request = request;
        this.caller = caller;
        this.gate = gate;
    }

    /// Whether every header is either without meaning for the answer or of the common form. A body may come with a
    /// POST only.
    static boolean isPlain(Request request) {
        boolean posted = request.getMethod().equals("POST");
        boolean authorized = false;
        boolean accepts = false;
        boolean conditional = false;
        boolean encoded = false;
        boolean typed = false;
        for (HttpField field : request.getHeaders()) {
            HttpHeader header = field.getHeader();
            if (header == null) {
                continue;
            }
            switch (header) {
                case HOST, USER_AGENT, CONNECTION, ORIGIN, REFERER, COOKIE -> {}
                case ACCEPT_LANGUAGE, CACHE_CONTROL, PRAGMA, VIA -> {}
                case FORWARDED, X_FORWARDED_FOR, X_FORWARDED_HOST, X_FORWARDED_PORT, X_FORWARDED_PROTO -> {}
                case CONTENT_LENGTH -> {
                    if (!posted && !"0".equals(field.getValue())) {
                        return false;
                    }
                }
                case CONTENT_TYPE -> {
                    if (!posted || typed || !"application/json".equals(field.getValue())) {
                        return false;
                    }
                    typed = true;
                }
                case AUTHORIZATION -> {
                    if (authorized) {
                        return false;
                    }
                    authorized = true;
                }
                case ACCEPT_ENCODING -> {
                    if (encoded) {
                        return false;
                    }
                    encoded = true;
                }
                case IF_NONE_MATCH -> {
                    if (posted || conditional) {
                        return false;
                    }
                    conditional = true;
                }
                case ACCEPT -> {
                    if (accepts || !isAnyOrJson(field.getValue())) {
                        return false;
                    }
                    accepts = true;
                }
                default -> {
                    return false;
                }
            }
        }
        return typed || request.getLength() <= 0;
    }

    /// Empty where the access token is not simply good.
    static Optional<PlainCall> of(Request request, BearerTokens tokens, FastGate gate) {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (authorization == null) {
            return Optional.of(new PlainCall(request, Optional.empty(), gate));
        }
        return authorization.startsWith(BEARER)
                ? tokens.callerAtOnce(authorization.substring(BEARER.length()))
                        .map(caller -> new PlainCall(request, Optional.of(caller), gate))
                : Optional.empty();
    }

    private static boolean isAnyOrJson(@Nullable String accepted) {
        return "*/*".equals(accepted) || "application/json".equals(accepted);
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

    /// What [#scope()] has found, if it was asked.
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
        return request.getHeaders().contains(HttpHeader.ACCEPT_LANGUAGE)
                ? Language.firstOf(Request.getLocales(request))
                : Locale.ENGLISH;
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
