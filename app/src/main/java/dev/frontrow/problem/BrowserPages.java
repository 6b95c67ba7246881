package dev.frontrow.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/// Shows refusals to people who look at pages, where programs get a document. Whoever makes the pages
/// implements it.
public interface BrowserPages {

    /// @param retryAfter when a repeat makes sense
    void show(ProblemCode code, @Nullable Duration retryAfter, HttpServletRequest request, HttpServletResponse response)
            throws IOException;

    /// Whether a person looks at what this request gets: a browser asked for a page, not a script for data.
    static boolean areAskedForBy(HttpServletRequest request) {
        String path = request.getRequestURI();
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return accepted != null
                && accepted.contains(MediaType.TEXT_HTML_VALUE)
                && !path.startsWith("/api/")
                && !path.startsWith("/v3/")
                && !path.startsWith("/actuator");
    }
}
