package dev.frontrow.web.http;

/// Path prefixes with rules of their own.
public final class Paths {

    /// What programs call.
    public static final String API = "/api/";
    /// What only operators may call.
    public static final String OPERATOR = "/api/v1/operator/";

    private Paths() {}
}
