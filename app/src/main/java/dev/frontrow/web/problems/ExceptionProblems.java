package dev.frontrow.web.problems;

import dev.frontrow.groupcommit.GroupCommitBusyException;
import dev.frontrow.problem.FormFaults;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingPathVariableException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/// Translates exceptions of the framework, the JSON parser and the database into problems for the caller. Empty
/// for bugs of our own.
final class ExceptionProblems {

    private static final Map<String, ProblemCode> UNKNOWN_BY_ID = Map.ofEntries(
            Map.entry("concertId", ProblemCode.CONCERT_UNKNOWN),
            Map.entry("venueId", ProblemCode.VENUE_UNKNOWN),
            Map.entry("version", ProblemCode.VENUE_UNKNOWN),
            Map.entry("performanceId", ProblemCode.PERFORMANCE_UNKNOWN),
            Map.entry("holdId", ProblemCode.HOLD_UNKNOWN),
            Map.entry("paymentId", ProblemCode.PAYMENT_UNKNOWN),
            Map.entry("ticketId", ProblemCode.TICKET_UNKNOWN),
            Map.entry("buyerId", ProblemCode.BUYER_UNKNOWN),
            Map.entry("operatorId", ProblemCode.OPERATOR_UNKNOWN),
            Map.entry("invitationId", ProblemCode.INVITATION_UNKNOWN),
            Map.entry("sessionId", ProblemCode.SESSION_UNKNOWN),
            Map.entry("refundId", ProblemCode.REFUND_UNKNOWN));

    private static final Map<String, ProblemCode> MISSING_HEADER = Map.of(
            "Idempotency-Key", ProblemCode.IDEMPOTENCY_KEY_REQUIRED,
            "Queue-Token", ProblemCode.QUEUE_TOKEN_INVALID);

    private static final Pattern REJECTED_HEADER = Pattern.compile("header: \"([\\w-]{1,80}) ?\" has a value");

    private ExceptionProblems() {}

    static Optional<Problem> problem(Throwable thrown) {
        return cause(thrown, Problem.class)
                .or(() -> ofRequest(thrown))
                .or(() -> ofUnreadable(thrown))
                .or(() -> ofDependency(thrown))
                .or(() -> cause(thrown, JacksonException.class)
                        .filter(_ -> cause(thrown, HttpMessageNotReadableException.class)
                                .isPresent())
                        .map(JsonFault::problem));
    }

    /// Faults that Jetty or the database detects late. Neither names the field.
    private static Optional<Problem> ofUnreadable(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException http && http.getCode() < HttpStatus.INTERNAL_SERVER_ERROR_500) {
                return Optional.of(ofStatus(http.getCode()));
            }
        }
        return DatabaseFault.isOfTheValue(thrown)
                ? Optional.of(Problem.of(ProblemCode.REQUEST_INVALID))
                : Optional.empty();
    }

    private static Optional<Problem> ofDependency(Throwable thrown) {
        if (DatabaseFault.isPassing(thrown)
                || cause(thrown, GroupCommitBusyException.class).isPresent()
                || cause(thrown, AuthenticationServiceException.class).isPresent()) {
            return Optional.of(busy());
        }
        return Optional.empty();
    }

    private static Problem ofStatus(int status) {
        ProblemCode code = StatusProblems.code(status);
        return code == ProblemCode.BUSY ? busy() : Problem.of(code);
    }

    private static Problem busy() {
        // Random, so that clients refused together do not retry together.
        long millis = ThreadLocalRandom.current().nextLong(1, 3_001);
        return Problem.of(ProblemCode.BUSY).retryAfter(Duration.ofMillis(millis));
    }

    private static Optional<Problem> ofRequest(Throwable thrown) {
        return Optional.ofNullable(
                switch (thrown) {
                    case NoResourceFoundException _ -> Problem.of(ProblemCode.NOT_FOUND);
                    case NoHandlerFoundException _ -> Problem.of(ProblemCode.NOT_FOUND);
                    case HttpRequestMethodNotSupportedException _ -> Problem.of(ProblemCode.METHOD_NOT_ALLOWED);
                    case HttpMediaTypeNotAcceptableException _ ->
                        Problem.of(ProblemCode.NOT_ACCEPTABLE).at(HttpHeaders.ACCEPT, "accept");
                    case HttpMediaTypeNotSupportedException _ ->
                        Problem.of(ProblemCode.MEDIA_TYPE_UNSUPPORTED).at(HttpHeaders.CONTENT_TYPE, "content-type");
                    case HttpMessageNotReadableException unreadable -> ofBody(unreadable);
                    case MethodArgumentNotValidException invalid -> ofFields(invalid.getBindingResult());
                    case HandlerMethodValidationException invalid -> ofParameters(invalid);
                    case MethodArgumentTypeMismatchException mismatch -> ofMismatch(mismatch);
                    case ServletRequestBindingException unbound -> ofBinding(unbound);
                    case RequestRejectedException rejected -> ofRejected(rejected);
                    case ErrorResponse other -> ofStatus(other.getStatusCode().value());
                    default -> null;
                });
    }

    private static Problem ofBinding(ServletRequestBindingException unbound) {
        return switch (unbound) {
            case MissingRequestHeaderException missing -> ofMissingHeader(missing);
            case MissingServletRequestParameterException missing ->
                Problem.invalidField(missing.getParameterName(), "required");
            case MissingPathVariableException blank ->
                ofPathVariable(blank.getVariableName(), blank.getParameter().getParameterType());
            default -> Problem.of(ProblemCode.REQUEST_INVALID);
        };
    }

    private static @Nullable Problem ofBody(HttpMessageNotReadableException unreadable) {
        if (cause(unreadable, JacksonException.class).isPresent() || DatabaseFault.isPassing(unreadable)) {
            return null;
        }
        return Problem.invalidField("body", unreadable.getCause() == null ? "required" : "json");
    }

    private static Problem ofMissingHeader(MissingRequestHeaderException missing) {
        ProblemCode own = MISSING_HEADER.get(missing.getHeaderName());
        return own == null ? Problem.invalidField(missing.getHeaderName(), "required") : Problem.of(own);
    }

    private static Problem ofMismatch(MethodArgumentTypeMismatchException mismatch) {
        if (mismatch.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return ofPathVariable(mismatch.getName(), mismatch.getRequiredType());
        }
        return Problem.invalidField(mismatch.getName(), expected(mismatch.getRequiredType()));
    }

    /// A malformed id is answered like an unknown one.
    private static Problem ofPathVariable(String name, @Nullable Class<?> type) {
        ProblemCode unknown = UNKNOWN_BY_ID.get(name);
        return unknown == null
                ? Problem.invalidField(name, expected(type))
                : Problem.of(unknown).at(name, "id");
    }

    /// The firewall names the header in its message only.
    private static Problem ofRejected(RequestRejectedException rejected) {
        Problem problem = Problem.of(ProblemCode.REQUEST_INVALID);
        var header = REJECTED_HEADER.matcher(String.valueOf(rejected.getMessage()));
        return header.find() ? problem.at(header.group(1), "header") : problem;
    }

    private static String expected(@Nullable Class<?> type) {
        return type == null ? "type" : JsonFault.expected(type);
    }

    private static Problem ofFields(BindingResult result) {
        Problem problem = Problem.of(ProblemCode.REQUEST_INVALID);
        nameFaults(problem, result);
        return problem;
    }

    /// Sorted by name, because the validator reports them in random order.
    private static void nameFaults(Problem problem, Errors errors) {
        errors.getFieldErrors().stream()
                .sorted(Comparator.comparing(FieldError::getField))
                .limit(FormFaults.NAMED_MAX)
                .forEach(error -> problem.at(error.getField(), message(error)));
        errors.getGlobalErrors().forEach(error -> problem.at("body", message(error)));
    }

    private static Problem ofParameters(HandlerMethodValidationException invalid) {
        Problem problem = Problem.of(ProblemCode.REQUEST_INVALID);
        invalid.getBeanResults().forEach(bean -> nameFaults(problem, bean));
        invalid.getValueResults().forEach(value -> {
            String name = name(value.getMethodParameter());
            value.getResolvableErrors().forEach(error -> problem.at(name, message(error)));
        });
        return problem;
    }

    private static String name(MethodParameter parameter) {
        var header = parameter.getParameterAnnotation(RequestHeader.class);
        if (header != null && !header.name().isEmpty()) {
            return header.name();
        }
        var query = parameter.getParameterAnnotation(RequestParam.class);
        if (query != null && !query.name().isEmpty()) {
            return query.name();
        }
        return Optional.ofNullable(parameter.getParameterName()).orElse("parameter");
    }

    private static String message(MessageSourceResolvable error) {
        String[] codes = error.getCodes();
        String constraint = codes == null || codes.length == 0 ? "" : codes[codes.length - 1];
        return FormFaults.message(constraint, error.getDefaultMessage());
    }

    private static <T extends Throwable> Optional<T> cause(Throwable thrown, Class<T> kind) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return Optional.of(kind.cast(cause));
            }
        }
        return Optional.empty();
    }
}
