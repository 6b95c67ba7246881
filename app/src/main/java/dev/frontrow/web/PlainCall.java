package dev.frontrow.web;

import dev.frontrow.catalog.SaleScope;
import dev.frontrow.fastpath.FastCall;
import dev.frontrow.fastpath.FastGate;
import dev.frontrow.identity.BearerTokens;
import dev.frontrow.identity.Caller;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/// A request whose headers hold nothing that Spring would have to think about.
record PlainCall(Optional<Caller> caller, HttpFields headers, FastGate gate) implements FastCall {

    private static final String BEARER = "Bearer ";

    /// Whether every header is either without meaning for the answer or of the common form.
    static boolean isPlain(HttpFields headers) {
        boolean authorized = false;
        boolean accepts = false;
        boolean conditional = false;
        boolean encoded = false;
        for (HttpField field : headers) {
            HttpHeader header = field.getHeader();
            if (header == null) {
                continue;
            }
            switch (header) {
                case HOST, USER_AGENT, CONNECTION, ORIGIN, REFERER, COOKIE -> {}
                case ACCEPT_LANGUAGE, CACHE_CONTROL, PRAGMA, VIA -> {}
                case FORWARDED, X_FORWARDED_FOR, X_FORWARDED_HOST, X_FORWARDED_PORT, X_FORWARDED_PROTO -> {}
                case CONTENT_LENGTH -> {
                    if (!"0".equals(field.getValue())) {
                        return false;
                    }
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
                    if (conditional) {
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
        return true;
    }

    /// Empty where the access token is not simply good.
    static Optional<PlainCall> of(HttpFields headers, BearerTokens tokens, FastGate gate) {
        String authorization = headers.get(HttpHeader.AUTHORIZATION);
        if (authorization == null) {
            return Optional.of(new PlainCall(Optional.empty(), headers, gate));
        }
        return authorization.startsWith(BEARER)
                ? tokens.callerAtOnce(authorization.substring(BEARER.length()))
                        .map(caller -> new PlainCall(Optional.of(caller), headers, gate))
                : Optional.empty();
    }

    private static boolean isAnyOrJson(@Nullable String accepted) {
        return "*/*".equals(accepted) || "application/json".equals(accepted);
    }

    @Override
    public Optional<SaleScope> scope() {
        return caller.flatMap(known -> header("Queue-Token").flatMap(token -> gate.scope(known, token)));
    }

    @Override
    public Optional<String> header(String name) {
        String value = null;
        for (HttpField field : headers) {
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
