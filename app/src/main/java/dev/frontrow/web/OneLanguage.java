package dev.frontrow.web;

import dev.frontrow.problem.Language;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Reports one supported language as a request's only locale. The JDK and the framework cache every requested
/// locale forever, so clients could fill the memory.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class OneLanguage extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new InOurs(request), response);
    }

    private static final class InOurs extends HttpServletRequestWrapper {

        InOurs(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Locale getLocale() {
            return Language.of((HttpServletRequest) getRequest());
        }

        @Override
        public Enumeration<Locale> getLocales() {
            return Collections.enumeration(List.of(getLocale()));
        }
    }
}
