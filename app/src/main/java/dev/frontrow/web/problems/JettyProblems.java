package dev.frontrow.web.problems;

import dev.frontrow.problem.Language;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.problem.ProblemWriter;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Gives Jetty's own refusals (malformed request line, address too long, headers too large) the format of every
/// other refusal. They reveal nothing about the server.
@Component
class JettyProblems implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    private final ProblemWriter problems;
    private final JsonMapper json;

    JettyProblems(ProblemWriter problems, JsonMapper json) {
        this.problems = problems;
        this.json = json;
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.setErrorHandler(new Handler()));
    }

    private final class Handler extends ErrorHandler {

        /// Jetty would send an empty answer for some methods.
        @Override
        public boolean errorPageForMethod(String method) {
            return true;
        }

        @Override
        protected void generateResponse(
                Request request,
                Response response,
                int status,
                @Nullable String message,
                @Nullable Throwable cause,
                Callback callback) {
            var problem = Problem.of(StatusProblems.code(status));
            var language = Language.favourite(request.getHeaders().getValuesList(HttpHeader.ACCEPT_LANGUAGE));
            byte[] body = json.writeValueAsBytes(problems.document(problem, language));
            response.setStatus(problem.code().status());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getHeaders().put(HttpHeader.CONTENT_LANGUAGE, language.toLanguageTag());
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            response.getHeaders().add(HttpHeader.VARY, HttpHeader.ACCEPT_LANGUAGE.asString());
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
            // Jetty closes the connection after some of these without announcing it, which would break the
            // client's next request.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            if (problem.code() == ProblemCode.BUSY || problem.code() == ProblemCode.TOO_MANY_REQUESTS) {
                response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
            }
            boolean bodiless = HttpMethod.HEAD.is(request.getMethod());
            response.write(true, bodiless ? null : ByteBuffer.wrap(body), callback);
        }
    }
}
