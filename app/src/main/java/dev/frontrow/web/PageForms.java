package dev.frontrow.web;

import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemWriter;
import dev.frontrow.web.http.Paths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Parses the forms that pages post, which [NoForms] keeps Jetty from parsing. Runs after [BodyLimit], so forms
/// are small. Ignores the API, which takes no forms.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class PageForms extends OncePerRequestFilter {

    private final ProblemWriter problems;

    PageForms(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return !request.getMethod().equals("POST")
                || type == null
                || !type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                || request.getRequestURI().startsWith(Paths.API);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Map<String, String[]> fields;
        try {
            byte[] body = request.getInputStream().readAllBytes();
            fields = fields(UrlText.utf8(body).orElseThrow(() -> Problem.invalidField("body", "utf-8")));
        } catch (Problem unreadable) {
            // Answered here, because the web server would log an exception of a filter.
            problems.write(request, response, unreadable);
            return;
        }
        chain.doFilter(new Form(request, fields), response);
    }

    private static Map<String, String[]> fields(String body) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        UrlText.read(
                "body",
                body,
                (name, value) ->
                        fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
        Map<String, String[]> arrays = new LinkedHashMap<>();
        fields.forEach((name, values) -> arrays.put(name, values.toArray(String[]::new)));
        return Collections.unmodifiableMap(arrays);
    }

    /// The parameters are the form's fields only; the query is ignored.
    private static final class Form extends HttpServletRequestWrapper {

        private final Map<String, String[]> fields;

        Form(HttpServletRequest request, Map<String, String[]> fields) {
            super(request);
            this.fields = fields;
        }

        @Override
        public @Nullable String getParameter(String name) {
            String[] values = fields.get(name);
            return values == null ? null : values[0];
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return fields.get(name);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return fields;
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(fields.keySet());
        }
    }
}
