package dev.frontrow;

import dev.frontrow.Request.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One call that the server accepts, as the base of invalid variants.
///
/// @param operation   method and path as in the OpenAPI document: `GET /api/v1/holds/{holdId}`
/// @param ids         the values for the braces, as in the URL
/// @param body        JSON with every field, or a file; null if there is none
/// @param otherBodies keyed by the field that only they have
record ValidCall(
        String operation,
        Map<String, String> ids,
        List<Header> headers,
        byte @Nullable [] body,
        Map<String, String> otherBodies,
        String query) {

    static ValidCall of(String operation) {
        return new ValidCall(operation, Map.of(), List.of(), null, Map.of(), "");
    }

    ValidCall by(String accessToken) {
        return with("Authorization", "Bearer " + accessToken);
    }

    ValidCall admitted(String queueToken) {
        return with("Queue-Token", queueToken);
    }

    ValidCall keyed() {
        return with("Idempotency-Key", "a new key " + UUID.randomUUID());
    }

    /// Says why, as operators do.
    ValidCall reasoned() {
        return with("Audit-Reason", "as%20asked");
    }

    private ValidCall with(String header, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(header, value));
        return new ValidCall(operation, ids, List.copyOf(more), body, otherBodies, query);
    }

    ValidCall at(Map<String, String> knownIds) {
        return new ValidCall(operation, Map.copyOf(knownIds), headers, body, otherBodies, query);
    }

    ValidCall at(String id, String value) {
        Map<String, String> others = new HashMap<>(ids);
        others.put(id, value);
        return at(others);
    }

    /// The same of things that do not exist.
    ValidCall ofUnknown() {
        return at(ids.keySet().stream().collect(Collectors.toMap(id -> id, _ -> "999999999")));
    }

    ValidCall saying(String json) {
        return sending("application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    ValidCall sending(String mediaType, byte[] bytes) {
        return new ValidCall(operation, ids, headers, bytes, otherBodies, query).with("Content-Type", mediaType);
    }

    /// Adds another valid body, for a field that excludes the others.
    ValidCall orSaying(String field, String json) {
        return new ValidCall(operation, ids, headers, body, Map.of(field, json), query);
    }

    /// With what it must ask for.
    ValidCall asking(String valid) {
        return new ValidCall(operation, ids, headers, body, otherBodies, valid);
    }

    /// Its address without the query.
    String path() {
        String path = operation.substring(operation.indexOf(' ') + 1);
        for (var id : ids.entrySet()) {
            path = path.replace("{" + id.getKey() + "}", id.getValue());
        }
        return path;
    }

    Request request() {
        return new Request(operation.substring(0, operation.indexOf(' ')), path() + query, headers, body, false);
    }
}
