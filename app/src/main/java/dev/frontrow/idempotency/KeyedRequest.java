package dev.frontrow.idempotency;

import dev.frontrow.problem.Language;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a request wants its command to be run and answered.
///
/// @param keys         values of all its `Idempotency-Key` headers; more than one are refused
/// @param language     of the answer
/// @param unlessRepeat refusal for everything but a repeat of an answered command; null if the command may be run
public record KeyedRequest(
        UUID buyerId,
        List<String> keys,
        Locale language,
        @Nullable ProblemCode unlessRepeat) {

    public static final String HEADER = "Idempotency-Key";

    private static final String UNLESS_REPEAT = KeyedRequest.class.getName() + ".unlessRepeat";

    public KeyedRequest(UUID buyerId, List<String> keys, Locale language) {
        this(buyerId, keys, language, null);
    }

    public static KeyedRequest of(HttpServletRequest request, UUID buyerId) {
        return new KeyedRequest(
                buyerId, Collections.list(request.getHeaders(HEADER)), Language.of(request), (ProblemCode)
                        request.getAttribute(UNLESS_REPEAT));
    }

    /// From now on the request only gets the stored answer of the same command, or else this refusal.
    public static void mustBeRepeat(HttpServletRequest request, ProblemCode refusal) {
        request.setAttribute(UNLESS_REPEAT, refusal);
    }

    IdempotencyKey requiredKey() {
        return IdempotencyKey.required(key());
    }

    @Nullable
    IdempotencyKey optionalKey() {
        return IdempotencyKey.optional(key());
    }

    private @Nullable String key() {
        if (keys.size() > 1) {
            throw Problem.of(ProblemCode.IDEMPOTENCY_KEY_REQUIRED).at(HEADER, "duplicate");
        }
        return keys.isEmpty() ? null : keys.getFirst();
    }
}
