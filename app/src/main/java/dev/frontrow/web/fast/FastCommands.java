package dev.frontrow.web.fast;

import dev.frontrow.fastpath.FastAnswer;
import dev.frontrow.fastpath.FastCommand;
import dev.frontrow.fastpath.FastGate;
import dev.frontrow.identity.Caller;
import dev.frontrow.problem.ProblemWriter;
import dev.frontrow.web.http.Utf8Only;
import dev.frontrow.web.problems.Refusals;
import jakarta.validation.Validator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// Runs fast commands with the same JSON mapper, validator and refusals as Spring's controllers. See
/// [FastCommand].
@Component
class FastCommands {

    private final JsonMapper json;
    private final Validator validator;
    private final ProblemWriter problems;
    private final Refusals refusals;
    private final FastGate gate;
    private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

    FastCommands(JsonMapper json, Validator validator, ProblemWriter problems, Refusals refusals, FastGate gate) {
        this.json = json;
        this.validator = validator;
        this.problems = problems;
        this.refusals = refusals;
        this.gate = gate;
    }

    /// The answer, or empty if the controller must answer. Empty means that nothing has been done.
    <F> Optional<FastAnswer> answer(FastCommand<F> command, long id, PlainCall call, byte[] body, Request request) {
        Caller caller = call.caller().orElse(null);
        F form = body.length == 0 ? null : form(command.form(), body);
        if (caller == null || form == null && !(body.length == 0 && command.isFormOptional())) {
            return Optional.empty();
        }
        long started = System.nanoTime();
        Optional<FastAnswer> answer;
        try {
            answer = command.answer(id, form, caller, call).map(this::sendable);
        } catch (RuntimeException thrown) {
            answer = Optional.of(refusal(thrown, call, request));
        }
        if (answer.isPresent()) {
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            String path = request.getHttpURI().getPath();
            call.scopeFound().ifPresent(scope -> gate.took(scope, path, took));
        }
        return answer;
    }

    /// The refusal for a call whose handling threw this exception.
    FastAnswer refusal(RuntimeException thrown, PlainCall call, Request request) {
        var problem = refusals.problem(
                thrown, request.getMethod(), request.getHttpURI().getPath());
        return sendable(problems.answer(problem, call.language()));
    }

    /// Null if the form has any fault; Spring then reports it in detail.
    private <F> @Nullable F form(Class<F> type, byte[] body) {
        if (!Utf8Only.isAllOf(body)) {
            return null;
        }
        try {
            F form = readers.computeIfAbsent(type, json::readerFor).readValue(body);
            return form != null && validator.validate(form).isEmpty() ? form : null;
        } catch (JacksonException _) {
            return null;
        }
    }

    private FastAnswer sendable(ResponseEntity<?> answer) {
        byte[] body = answer.getBody() instanceof byte[] bytes ? bytes : json.writeValueAsBytes(answer.getBody());
        String mediaType = FastAnswer.JSON;
        List<HttpField> headers = new ArrayList<>(4);
        for (var header : answer.getHeaders().headerSet()) {
            if (header.getKey().equals(HttpHeaders.CONTENT_TYPE)) {
                mediaType = header.getValue().getFirst();
            } else {
                header.getValue().forEach(value -> headers.add(new HttpField(header.getKey(), value)));
            }
        }
        return new FastAnswer(answer.getStatusCode().value(), mediaType, headers, body);
    }
}
