package dev.frontrow.web;

import dev.frontrow.web.http.JettyHttp;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Keeps Jetty from writing absolute redirects: it would copy the host from the request, which a client can
/// forge.
@Component
class RelativeRedirects implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        JettyHttp.configure(factory, http -> http.setRelativeRedirectAllowed(true));
    }
}
