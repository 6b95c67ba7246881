package dev.frontrow.web;

import dev.frontrow.web.http.Paths;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Refuses an unsupported response format before the handler runs. The framework notices only when it writes the
/// answer: a buyer would be signed up and told that it failed.
@Component
class Formats implements HandlerInterceptor, WebMvcConfigurer {

    private final HeaderContentNegotiationStrategy accepts = new HeaderContentNegotiationStrategy();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns(Paths.API + "**").order(Ordered.HIGHEST_PRECEDENCE);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpMediaTypeException {
        requireDefiniteContentType(request);
        // The framework finds endpoints with `produces` only for requests that accept it.
        boolean saysItself = request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) != null;
        if (!saysItself && !acceptsJson(request)) {
            throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
        }
        return true;
    }

    /// The framework would answer a wildcard with 500.
    private static void requireDefiniteContentType(HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        String contentType = request.getContentType();
        if (contentType != null && contentType.contains("*")) {
            throw new HttpMediaTypeNotSupportedException("a body is of one type");
        }
    }

    private boolean acceptsJson(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
        return accepts.resolveMediaTypes(new ServletWebRequest(request)).stream()
                .anyMatch(accepted -> accepted.isCompatibleWith(MediaType.APPLICATION_JSON));
    }
}
