package dev.frontrow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request, with its body as bytes, so that every part can be made invalid. Immutable.
///
/// @param body    null sends no body, which differs from an empty one
/// @param chunked whether the body is sent without a length
record Request(String method, String target, List<Header> headers, byte @Nullable [] body, boolean chunked) {

    record Header(String name, String value) {}

    /// A copy with this header instead of all others of that name.
    Request with(String name, String value) {
        return without(name).withAlso(name, value);
    }

    /// A copy with one more header, even if there is one of that name.
    Request withAlso(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Request(method, target, List.copyOf(more), body, chunked);
    }

    Request without(String name) {
        List<Header> others = headers.stream()
                .filter(header -> !header.name().equalsIgnoreCase(name))
                .toList();
        return new Request(method, target, others, body, chunked);
    }

    boolean has(String name) {
        return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
    }

    String header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElseThrow();
    }

    Request to(String otherTarget) {
        return new Request(method, otherTarget, headers, body, chunked);
    }

    Request by(String otherMethod) {
        return new Request(otherMethod, target, headers, body, chunked);
    }

    Request saying(byte @Nullable [] otherBody) {
        return new Request(method, target, headers, otherBody, chunked);
    }

    Request inChunks() {
        return new Request(method, target, headers, body, true);
    }
}
