package dev.frontrow.fastpath;

import java.util.List;
import org.eclipse.jetty.http.HttpField;

/// An answer that is ready to send.
///
/// @param headers specific to this answer; common headers are added later
/// @param body    must never be modified; empty for 304
public record FastAnswer(int status, String mediaType, List<HttpField> headers, byte[] body) {

    public static final String JSON = "application/json";

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final byte[] NOTHING = {};

    public static FastAnswer ok(List<HttpField> headers, byte[] json) {
        return new FastAnswer(OK, JSON, headers, json);
    }

    public static FastAnswer notModified(List<HttpField> headers) {
        return new FastAnswer(NOT_MODIFIED, JSON, headers, NOTHING);
    }
}
