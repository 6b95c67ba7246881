package dev.frontrow.web;

/// Path prefixes with rules of their own.
final class Paths {

    static final String API = "/api/";
    static final String OPERATOR = "/api/v1/operator/";

    private Paths() {}
}
