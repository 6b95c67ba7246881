package dev.frontrow.web;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.util.DisconnectedClientHelper;

/// Answers a request whose handling ended in an exception, wherever it was caught. What is no fault of the caller is
/// logged once, under an id that the answer carries instead of any detail.
@Component
class Refusals {

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private static final Duration WARNING_PAUSE = Duration.ofSeconds(1);

    private final ProblemWriter problems;
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    Refusals(ProblemWriter problems) {
        this.problems = problems;
    }

    void answer(Throwable thrown, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Problem> expected = ExceptionProblems.problem(thrown);
        if (expected.isEmpty() && DisconnectedClientHelper.isClientDisconnectedException(thrown)) {
            return;
        }
        if (thrown instanceof HttpRequestMethodNotSupportedException wrongMethod) {
            allow(wrongMethod, response);
        }
        problems.write(request, response, problem(expected, thrown, request.getMethod(), request.getRequestURI()));
    }

    /// What to tell whoever made the request whose handling ended in this exception.
    Problem problem(Throwable thrown, String method, String path) {
        return problem(ExceptionProblems.problem(thrown), thrown, method, path);
    }

    private Problem problem(Optional<Problem> expected, Throwable thrown, String method, String path) {
        Problem problem = expected.orElseGet(() -> unexpected(thrown, method, path));
        if (problem.code() == ProblemCode.BUSY && thrown != problem) {
            warnNowAndThen(thrown, method, path);
        }
        return problem;
    }

    /// Under overload everyone is refused for the same reason; writing that down for each would be more load.
    private void warnNowAndThen(Throwable thrown, String method, String path) {
        long now = System.nanoTime();
        long due = nextWarning.get();
        if (now - due >= 0 && nextWarning.compareAndSet(due, now + WARNING_PAUSE.toNanos())) {
            log.warn("busy: {} {}: {}", method, path, innermost(thrown).toString());
        }
    }

    private static void allow(HttpRequestMethodNotSupportedException wrongMethod, HttpServletResponse response) {
        String[] methods = wrongMethod.getSupportedMethods();
        if (methods != null) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", methods));
        }
    }

    private static Problem unexpected(Throwable thrown, String method, String path) {
        String errorId = UuidCreator.getTimeOrderedEpoch().toString();
        log.error("error {}: {} {}", errorId, method, path, thrown);
        return Problem.of(ProblemCode.INTERNAL_ERROR).with("errorId", errorId);
    }

    private static Throwable innermost(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }
}
