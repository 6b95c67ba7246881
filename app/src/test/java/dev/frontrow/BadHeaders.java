package dev.frontrow;

import dev.frontrow.ApiDocument.Operation;
import dev.frontrow.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/// Makes invalid variants of a call's headers.
final class BadHeaders {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String QUEUE_TOKEN = "Queue-Token";
    private static final String KEY = "Idempotency-Key";

    private static final List<String> CONTENT_TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/json;charset=bogus",
            "application/json;charset=",
            "application/jsonx",
            "garbage",
            "*/*",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "text/event-stream",
            "x".repeat(1_000));

    private static final List<String> ACCEPTS =
            List.of("application/xml", "text/html", "application/pdf;q=1", "garbage", "text/event-stream;q=abc");

    private static final List<String> LANGUAGES = List.of(
            "garbage",
            ";;;",
            "q=",
            "ko;q=abc",
            "ko;q=99999999999999999999",
            "-",
            "*",
            ",,,,",
            "é",
            "a-".repeat(2_000),
            "en,".repeat(1_000));

    private static final List<String> AUTHORIZATIONS = List.of(
            "Bearer",
            "Bearer ",
            "Bearer x",
            "Bearer a b",
            "Bearer a.b.c",
            "Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJmcm9udHJvdyJ9.",
            "Bearer " + "x".repeat(5_000),
            "Bearer é");

    private static final List<String> WITHOUT_BEARER = List.of("", "garbage", "Basic b3BlcmF0b3I6eA==", "Digest");

    private static final List<String> QUEUE_TOKENS =
            List.of("", "garbage", "q1.", "q1." + "A".repeat(96), "q1." + "=".repeat(96), "x".repeat(5_000), "é");

    private static final List<String> KEYS = List.of("", "   ", "\"\"", "x".repeat(256), "a\tb", "é");

    private static final List<String> UNFIT = List.of("열쇠", "🎤", "a\u0085b");

    private static final String NUL = "a\0b";
    private static final int OVER_ANY_LIMIT = 20_000;

    private BadHeaders() {}

    static List<BadCall> contentType(Operation operation, ValidCall valid) {
        List<BadCall> calls = new ArrayList<>();
        if (operation.takesBody()) {
            Request request = valid.request();
            calls.add(unsupported("missing", request.without(CONTENT_TYPE)));
            CONTENT_TYPES.forEach(type -> calls.add(unsupported(type, request.with(CONTENT_TYPE, type))));
        }
        return calls;
    }

    private static BadCall unsupported(String what, Request request) {
        return BadCall.at(CONTENT_TYPE, what, request).alsoAs(ProblemCode.MEDIA_TYPE_UNSUPPORTED);
    }

    /// An unreadable language is no reason for a refusal. So it is combined with another fault.
    static List<BadCall> accept(ValidCall valid) {
        List<BadCall> calls = new ArrayList<>();
        ACCEPTS.forEach(type -> calls.add(
                BadCall.at("Accept", type, valid.request().with("Accept", type)).alsoAs(ProblemCode.NOT_ACCEPTABLE)));
        LANGUAGES.forEach(language -> calls.add(BadCall.as(
                ProblemCode.NOT_ACCEPTABLE,
                "Accept-Language: " + language,
                valid.request().with("Accept", "application/xml").with("Accept-Language", language))));
        return calls;
    }

    static List<BadCall> authorization(Operation operation, ValidCall valid, ValidCalls others) {
        Request request = valid.request();
        List<BadCall> calls = new ArrayList<>();
        AUTHORIZATIONS.forEach(value -> calls.add(unauthenticated(value, request.with("Authorization", value))));
        if (request.has("Authorization")) {
            calls.add(unauthenticated("missing", request.without("Authorization")));
            String forged = altered(request.header("Authorization"));
            calls.add(unauthenticated("forged", request.with("Authorization", forged)));
            WITHOUT_BEARER.forEach(value -> calls.add(unauthenticated(value, request.with("Authorization", value))));
        }
        if (operation.path().startsWith("/api/v1/operator")) {
            String buyer = "Bearer " + others.buyerAccessToken();
            calls.add(BadCall.as(
                    ProblemCode.FORBIDDEN, "Authorization: a buyer's", request.with("Authorization", buyer)));
        }
        return calls;
    }

    private static BadCall unauthenticated(String what, Request request) {
        return BadCall.as(ProblemCode.UNAUTHENTICATED, "Authorization: " + what, request);
    }

    static List<BadCall> queueToken(Operation operation, ValidCall valid, ValidCalls others) {
        List<BadCall> calls = new ArrayList<>();
        if (operation.takesHeader(QUEUE_TOKEN)) {
            Request request = valid.request();
            String own = request.header(QUEUE_TOKEN);
            calls.add(noToken("missing", request.without(QUEUE_TOKEN)));
            calls.add(noToken("altered", request.with(QUEUE_TOKEN, altered(own))));
            calls.add(noToken("cut short", request.with(QUEUE_TOKEN, own.substring(0, own.length() - 1))));
            calls.add(noToken("a stranger's", request.with(QUEUE_TOKEN, others.strangersQueueToken())));
            QUEUE_TOKENS.forEach(token -> calls.add(noToken(token, request.with(QUEUE_TOKEN, token))));
        }
        return calls;
    }

    private static BadCall noToken(String what, Request request) {
        return BadCall.as(ProblemCode.QUEUE_TOKEN_INVALID, "Queue-Token: " + what, request);
    }

    static List<BadCall> idempotencyKey(Operation operation, ValidCall valid) {
        List<BadCall> calls = new ArrayList<>();
        if (operation.takesHeader(KEY)) {
            Request request = valid.request();
            KEYS.forEach(key -> calls.add(noKey(key, request.with(KEY, key))));
            // The firewall refuses these before the key is checked.
            UNFIT.forEach(key ->
                    calls.add(BadCall.at(KEY, key, request.with(KEY, key)).alsoAs(ProblemCode.REQUEST_INVALID)));
            calls.add(noKey("twice", request.withAlso(KEY, request.header(KEY))));
            calls.add(noKey("two", request.withAlso(KEY, "another")));
            if (isRequired(operation)) {
                calls.add(noKey("missing", request.without(KEY)));
            }
        }
        return calls;
    }

    private static boolean isRequired(Operation operation) {
        return operation.parameters("header").stream()
                .anyMatch(parameter -> parameter.name().equals(KEY) && parameter.required());
    }

    private static BadCall noKey(String what, Request request) {
        return BadCall.at(KEY, what, request).alsoAs(ProblemCode.IDEMPOTENCY_KEY_REQUIRED);
    }

    /// Headers that are too large to be read.
    static List<BadCall> anyHeader(ValidCall valid) {
        List<BadCall> calls = new ArrayList<>();
        for (String name : List.of("Authorization", QUEUE_TOKEN, KEY, "Accept-Language")) {
            calls.add(BadCall.as(
                    ProblemCode.REQUEST_INVALID, name + ": NUL", valid.request().with(name, NUL)));
            calls.add(BadCall.as(
                    ProblemCode.HEADERS_TOO_LARGE,
                    name + ": too long",
                    valid.request().with(name, "x".repeat(OVER_ANY_LIMIT))));
        }
        return calls;
    }

    private static String altered(String signed) {
        int middle = signed.length() - 10;
        char other = signed.charAt(middle) == 'A' ? 'B' : 'A';
        return signed.substring(0, middle) + other + signed.substring(middle + 1);
    }
}
