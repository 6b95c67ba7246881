package dev.frontrow.web;

import dev.frontrow.web.http.JettyHttp;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Removes `X-Forwarded-Prefix`, which any client may send: with `server.forward-headers-strategy=framework`
/// Spring would put it before every address. Frontrow is always at the root of a host name.
@Component
class NoPathPrefix implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, HttpConfiguration.Customizer {

    private static final String HEADER = "X-Forwarded-Prefix";

    private final boolean believed;

    NoPathPrefix(Environment environment) {
        believed = "framework".equalsIgnoreCase(environment.getProperty("server.forward-headers-strategy"));
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        if (!believed) {
            return;
        }
        JettyHttp.configure(factory, http -> http.addCustomizer(this));
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable answer) {
        if (!request.getHeaders().contains(HEADER)) {
            return request;
        }
        HttpFields rest = HttpFields.build(request.getHeaders()).remove(HEADER).asImmutable();
        return new Request.Wrapper(request) {
            @Override
            public HttpFields getHeaders() {
                return rest;
            }
        };
    }
}
