package dev.frontrow.web;

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

/// Refuses a request for a format that there is no answer in before anything is done for it. The framework finds out
/// when it writes the answer: a buyer would be signed up and told that it did not work.
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
        // Endpoints that say what they produce are not even found for a request that accepts none of it.
        boolean saysItself = request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) != null;
        if (!saysItself && !acceptsJson(request)) {
            throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
        }
        return true;
    }

    /// The framework takes `*` for a fault of ours.
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
