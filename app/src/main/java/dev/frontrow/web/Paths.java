package dev.frontrow.web;

/// The parts of the address space that have rules of their own.
final class Paths {

    static final String API = "/api/";
    static final String OPERATOR = "/api/v1/operator/";

    private Paths() {}
}
