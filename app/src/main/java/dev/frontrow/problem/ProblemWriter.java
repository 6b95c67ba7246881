package dev.frontrow.problem;

import dev.frontrow.money.Money;
import dev.frontrow.problem.Problem.FieldFault;
import dev.frontrow.tracing.TracedCall;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes a [Problem] as an RFC 9457 document. The one place where refusals become bytes: controllers,
/// filters and the server's own error page all end here, so that every refusal looks the same. Thread-safe.
@Component
public class ProblemWriter {

    /// An attribute of requests whose body may not be complete. A refusal ends their connection: reading on would
    /// make it wait for the client.
    public static final String UNREAD_BODY = ProblemWriter.class.getName() + ".UNREAD_BODY";

    private final JsonMapper json;
    private final MessageSource messages = messages();
    private final ProblemCounts counts = new ProblemCounts();

    private final ObjectProvider<BrowserPages> pages;

    /// @param pages asked for when the first is needed: filters write problems too, long before there are
    /// pages
    ProblemWriter(JsonMapper json, ObjectProvider<BrowserPages> pages) {
        this.json = json;
        this.pages = pages;
    }

    /// How often this server has refused. A repeated answer counts once.
    public ProblemCounts counts() {
        return counts;
    }

    /// Answers the request with the problem; a response that is already on its way is left alone.
    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        if (request.getAttribute(UNREAD_BODY) != null) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        if (BrowserPages.areAskedForBy(request)) {
            counts.add(problem.code());
            response.setStatus(problem.code().status());
            retryAfter(problem).ifPresent(wait -> response.setHeader(HttpHeaders.RETRY_AFTER, wait));
            pages.getObject().show(problem.code(), problem.retryAfter(), request, response);
            return;
        }
        ResponseEntity<byte[]> answer = answer(problem, Language.of(request));
        copy(answer.getHeaders(), response);
        response.setStatus(answer.getStatusCode().value());
        byte[] body = Objects.requireNonNull(answer.getBody());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static void copy(HttpHeaders headers, HttpServletResponse response) {
        headers.forEach((name, values) -> values.forEach(value -> {
            if (name.equals(HttpHeaders.VARY)) {
                response.addHeader(name, value);
            } else {
                response.setHeader(name, value);
            }
        }));
    }

    /// The problem as an answer that is still to be sent.
    public ResponseEntity<byte[]> answer(Problem problem, Locale language) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.code().status());
        retryAfter(problem).ifPresent(wait -> answer.header(HttpHeaders.RETRY_AFTER, wait));
        return answer.header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(json.writeValueAsBytes(document(problem, language)));
    }

    /// The document's members in the order in which people read them.
    public Map<String, Object> document(Problem problem, Locale language) {
        counts.add(problem.code());
        String key = problem.code().code();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "urn:frontrow:problem:" + key);
        document.put("title", text(key + ".title", problem.detailArguments(), language));
        document.put("status", problem.code().status());
        document.put("detail", detail(problem, language));
        document.put("code", key);
        document.putAll(problem.members());
        TracedCall call = TracedCall.current();
        call.refused(key);
        if (!call.id().isEmpty()) {
            document.put(TracedCall.ID, call.id());
        }
        if (!problem.fieldFaults().isEmpty()) {
            document.put("errors", fieldFaults(problem, language));
        }
        return document;
    }

    private String detail(Problem problem, Locale language) {
        String detail = text(problem.code().code() + ".detail", problem.detailArguments(), language);
        if (problem.fieldFaults().isEmpty()) {
            return detail;
        }
        StringBuilder named = new StringBuilder(detail);
        for (FieldFault fault : problem.fieldFaults()) {
            String place = fault.line() == 0
                    ? fault.field()
                    : messages.getMessage("field.line", new Object[] {fault.line(), fault.field()}, language);
            named.append(' ').append(place).append(": ").append(fieldText(fault.message(), language));
        }
        return named.toString();
    }

    private List<Map<String, Object>> fieldFaults(Problem problem, Locale language) {
        return problem.fieldFaults().stream()
                .map(fault -> fieldFault(fault, language))
                .toList();
    }

    /// Of a cell with its line and column, and with a code: clients show it at the cell in their own words.
    private Map<String, Object> fieldFault(FieldFault fault, Locale language) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (fault.line() == 0) {
            members.put("field", fault.field());
        } else {
            members.put("line", fault.line());
            members.put("column", fault.field());
            members.put("code", fault.message());
        }
        members.put("message", fieldText(fault.message(), language));
        return members;
    }

    private String fieldText(String message, Locale language) {
        String text = messages.getMessage("field." + message, null, message, language);
        return text == null ? message : text;
    }

    private String text(String key, Object[] arguments, Locale language) {
        Object[] readable = Arrays.stream(arguments)
                .map(argument -> argument instanceof Money money ? money.text(language) : argument)
                .toArray();
        return messages.getMessage(key, readable, language);
    }

    /// In whole seconds, rounded up.
    private static Optional<String> retryAfter(Problem problem) {
        return Optional.ofNullable(problem.retryAfter())
                .map(wait ->
                        Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds())));
    }

    private static MessageSource messages() {
        var source = new ResourceBundleMessageSource();
        source.setBasename("messages/problems");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return source;
    }
}
