package dev.frontrow.web.problems;

import static java.util.stream.Collectors.joining;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.util.DisconnectedClientHelper;

/// Answers requests whose handling ended in an exception, wherever it was caught. Bugs are logged once, under an
/// id that the answer carries instead of details.
@Component
public class Refusals {

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private static final Duration WARNING_PAUSE = Duration.ofSeconds(1);

    private static final int LOGGED_MAX = 200;
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    /// A part of an address that is a word, a number or a UUID. Any other may be a code that lets people in.
    private static final Pattern TOLD =
            Pattern.compile("v1|[a-z.-]{0,40}|\\d{1,19}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final ProblemWriter problems;
    private final RepeatedTraces traces = RepeatedTraces.ofThisProcess();
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    Refusals(ProblemWriter problems) {
        this.problems = problems;
    }

    /// Writes the refusal for a request whose handling threw this exception; nothing if the client is gone.
    public void answer(Throwable thrown, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Problem> expected = ExceptionProblems.problem(thrown);
        if (expected.isEmpty() && isClientGone(thrown, response)) {
            return;
        }
        if (thrown instanceof HttpRequestMethodNotSupportedException wrongMethod) {
            allow(wrongMethod, response);
        }
        problems.write(request, response, problem(expected, thrown, request.getMethod(), request.getRequestURI()));
    }

    /// Whether the client is gone, or its connection was closed by the server.
    private static boolean isClientGone(Throwable thrown, HttpServletResponse response) {
        return DisconnectedClientHelper.isClientDisconnectedException(thrown)
                || response.isCommitted() && innermost(thrown) instanceof ClosedChannelException;
    }

    /// The problem for a request whose handling threw this exception.
    public Problem problem(Throwable thrown, String method, String path) {
        return problem(ExceptionProblems.problem(thrown), thrown, method, path);
    }

    private Problem problem(Optional<Problem> expected, Throwable thrown, String method, String path) {
        Problem problem = expected.orElseGet(() -> unexpected(thrown, method, path));
        if (problem.code() == ProblemCode.BUSY && thrown != problem) {
            warnNowAndThen(thrown, method, path);
        }
        return problem;
    }

    /// Under overload all requests fail for the same reason; logging each would add load.
    private void warnNowAndThen(Throwable thrown, String method, String path) {
        long now = System.nanoTime();
        long due = nextWarning.get();
        if (now - due >= 0 && nextWarning.compareAndSet(due, now + WARNING_PAUSE.toNanos())) {
            String why = shortened(innermost(thrown).toString());
            log.warn("busy: {} {}: {}", shortened(method), told(path), why);
        }
    }

    private static void allow(HttpRequestMethodNotSupportedException wrongMethod, HttpServletResponse response) {
        String[] methods = wrongMethod.getSupportedMethods();
        if (methods != null) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", methods));
        }
    }

    /// Every bug gets a log line; of similar ones only a few get a stack trace.
    private Problem unexpected(Throwable thrown, String method, String path) {
        String errorId = UuidCreator.getTimeOrderedEpoch().toString();
        String at = shortened(method) + " " + told(path);
        if (traces.show(thrown)) {
            log.error(RepeatedTraces.JUDGED, "error {}: {}", errorId, at, thrown);
        } else {
            String why = shortened(innermost(thrown).toString());
            log.error("error {}: {}: {}", errorId, at, why);
        }
        return Problem.of(ProblemCode.INTERNAL_ERROR).with("errorId", errorId);
    }

    private static String told(String path) {
        return Arrays.stream(shortened(path).split("/", -1))
                .map(part -> TOLD.matcher(part).matches() ? part : "…")
                .collect(joining("/"));
    }

    /// Limits length and removes control characters, so that client input stays on one log line.
    private static String shortened(String text) {
        String start = text.length() <= LOGGED_MAX ? text : text.substring(0, LOGGED_MAX) + "…";
        return CONTROLS.matcher(start).replaceAll(" ");
    }

    private static Throwable innermost(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }
}
