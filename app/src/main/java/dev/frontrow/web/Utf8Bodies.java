package dev.frontrow.web;

import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.web.http.PassedOnBody;
import dev.frontrow.web.http.Utf8Only;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses bodies that are not UTF-8. The JSON parser would accept overlong characters, and detects UTF-16 and
/// UTF-32 by itself, whatever the header says. Runs after [BodyLimit].
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 15)
class Utf8Bodies extends OncePerRequestFilter {

    private static final Pattern CHARSET = Pattern.compile("(?i)[;\\s]charset\\s*=\\s*\"?([^\\s;\"]*)");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(
                request.getContentLengthLong() == 0 || isPicture(request.getContentType())
                        ? request
                        : new Checked(request),
                response);
    }

    /// Only the upload of a poster takes one; everything else refuses the type.
    private static boolean isPicture(@Nullable String contentType) {
        return contentType != null && contentType.regionMatches(true, 0, "image/", 0, "image/".length());
    }

    /// Whether the content type names no charset, or UTF-8 only.
    static boolean isUtf8(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        var charset = CHARSET.matcher(contentType);
        return !charset.find() || charset.group(1).equalsIgnoreCase("utf-8");
    }

    private static final class Checked extends HttpServletRequestWrapper {

        Checked(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Utf8Stream(super.getInputStream(), isUtf8(getContentType()));
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class Utf8Stream extends PassedOnBody {

        private final ServletInputStream body;
        private final boolean saidToBe;
        private final Utf8Only text = new Utf8Only();

        /// @param saidToBe whether the content type allows UTF-8; skipping the body needs no such check
        Utf8Stream(ServletInputStream body, boolean saidToBe) {
            super(body);
            this.body = body;
            this.saidToBe = saidToBe;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (!saidToBe) {
                throw Problem.of(ProblemCode.MEDIA_TYPE_UNSUPPORTED).at(HttpHeaders.CONTENT_TYPE, "charset");
            }
            int bytes = body.read(target, offset, length);
            if (bytes < 0 ? !text.isWhole() : !text.accepts(target, offset, bytes)) {
                throw Problem.invalidField("body", "utf-8");
            }
            return bytes;
        }
    }
}
