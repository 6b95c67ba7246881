package dev.frontrow.fastpath;

import dev.frontrow.identity.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/// A fast path to a hot command: calls the controller's own method without the servlets. The form has been read
/// and validated as Spring would. An invalid form, like any unusual request, is left to Spring, with nothing done
/// yet. Exceptions are answered as in a controller.
///
/// Runs on a thread that may block.
public interface FastCommand<F> {

    /// The address, with at most one variable in it, which is a number:
    /// `/api/v1/concerts/{concertId}/queue-tokens`.
    String address();

    Class<F> form();

    /// Whether a request without a body is valid.
    default boolean isFormOptional() {
        return false;
    }

    /// The answer to a POST, or empty if the controller must answer; then nothing has been done. A body that is
    /// not a byte array is sent as JSON.
    ///
    /// @param id   the number in the address; 0 if there is none
    /// @param form null only if it is optional
    Optional<ResponseEntity<?>> answer(long id, @Nullable F form, Caller caller, FastCall call);
}
