package dev.frontrow.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Everything that a controller, or the framework around it, throws.
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

    /// Security's own exceptions go on to the filter that knows whether to ask for a sign-in.
    @ExceptionHandler
    void passOn(AccessDeniedException thrown) {
        throw thrown;
    }

    @ExceptionHandler
    void passOn(AuthenticationException thrown) {
        throw thrown;
    }
}
