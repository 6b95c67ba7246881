package dev.frontrow.web.limits;

import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.problem.ProblemWriter;
import dev.frontrow.web.http.PassedOnBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses bodies over the limit: immediately if the length is declared, otherwise at the first byte beyond it.
/// Runs before everything that could read a body.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class BodyLimit extends OncePerRequestFilter {

    private final BodyLengths lengths;
    private final ProblemWriter problems;

    BodyLimit(WebSettings settings, ProblemWriter problems) {
        this.lengths = new BodyLengths(settings);
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long bytesMax = lengths.max(request.getRequestURI());
        if (request.getContentLengthLong() > bytesMax) {
            problems.write(request, response, tooLarge(bytesMax));
            return;
        }
        chain.doFilter(request.getContentLengthLong() == 0 ? request : new Limited(request, bytesMax), response);
    }

    private static Problem tooLarge(long bytesMax) {
        return Problem.of(ProblemCode.BODY_TOO_LARGE).saying(bytesMax).at("body", "too-large");
    }

    private static final class Limited extends HttpServletRequestWrapper {

        private final long bytesMax;

        Limited(HttpServletRequest request, long bytesMax) {
            super(request);
            this.bytesMax = bytesMax;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counted(super.getInputStream(), bytesMax);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            String encoding = getCharacterEncoding();
            Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
            return new BufferedReader(new InputStreamReader(getInputStream(), charset));
        }
    }

    private static final class Counted extends PassedOnBody {

        private final ServletInputStream body;
        private final long bytesMax;
        private long bytesRead;

        Counted(ServletInputStream body, long bytesMax) {
            super(body);
            this.body = body;
            this.bytesMax = bytesMax;
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int bytes = body.read(target, offset, length);
            count(Math.max(0, bytes));
            return bytes;
        }

        private void count(int bytes) {
            bytesRead += bytes;
            if (bytesRead > bytesMax) {
                throw tooLarge(bytesMax);
            }
        }
    }
}
