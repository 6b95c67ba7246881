package dev.frontrow.web.security;

import dev.frontrow.web.http.Paths;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.header.HeaderWriter;

/// The Content-Security-Policy. API answers load nothing. Pages load only our own files. Only the API
/// documentation, which is third-party code, may use inline styles.
public class ContentPolicy implements HeaderWriter {

    /// The header's name.
    public static final String HEADER = "Content-Security-Policy";

    /// The policy of answers that are no pages.
    public static final String DATA = "default-src 'none'; frame-ancestors 'none'";
    private static final String PAGES = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'";
    private static final String DOCUMENTATION = PAGES + "; style-src 'self' 'unsafe-inline'";

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        if (!response.containsHeader(HEADER)) {
            response.setHeader(HEADER, policy(request.getRequestURI()));
        }
    }

    private static String policy(String path) {
        if (path.startsWith(Paths.API) || path.startsWith("/v3/") || path.startsWith("/actuator")) {
            return DATA;
        }
        if (path.equals("/docs") || path.startsWith("/docs/") || path.startsWith("/swagger-ui/")) {
            return DOCUMENTATION;
        }
        return PAGES;
    }
}
