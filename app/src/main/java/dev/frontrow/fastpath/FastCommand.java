package dev.frontrow.fastpath;

import dev.frontrow.identity.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/// A short cut to a hot command: the controller's own method, reached without the servlets. Its form has been read and
/// checked as Spring would; a form that is at fault, like everything else that is odd, is left to Spring, and then
/// nothing has been done yet. Exceptions are answered as those of a controller.
///
/// It runs on a thread that may wait.
public interface FastCommand<F> {

    /// The address, with at most one variable in it that is a number: `/api/v1/concerts/{concertId}/queue-tokens`.
    String address();

    Class<F> form();

    /// Whether a request without a body is one without a form, and not a fault.
    default boolean isFormOptional() {
        return false;
    }

    /// The answer to a POST to that address, or empty where the controller is to answer; then nothing has been done.
    /// A body that is not an array of bytes is sent as JSON.
    ///
    /// @param id   the number in the address; 0 where it has none
    /// @param form null only where it is optional
    Optional<ResponseEntity<?>> answer(long id, @Nullable F form, Caller caller, FastCall call);
}
