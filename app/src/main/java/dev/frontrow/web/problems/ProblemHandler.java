package dev.frontrow.web.problems;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Turns every exception of a controller, or of the framework around it, into a problem.
@RestControllerAdvice
class ProblemHandler {

    private final Refusals refusals;

    ProblemHandler(Refusals refusals) {
        this.refusals = refusals;
    }

    @ExceptionHandler
    void answer(Exception thrown, HttpServletRequest request, HttpServletResponse response) throws IOException {
        refusals.answer(thrown, request, response);
    }

    /// Rethrows security's own exceptions for the filter that decides whether to request a sign-in.
    @ExceptionHandler
    void passOn(AccessDeniedException thrown) {
        throw thrown;
    }

    @ExceptionHandler
    void passOn(AuthenticationException thrown) {
        throw thrown;
    }
}
