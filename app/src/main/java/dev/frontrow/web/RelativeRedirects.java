package dev.frontrow.web;

import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Keeps Jetty from writing whole addresses into redirects: it would take the host from the request, where anybody may
/// have written another one.
@Component
class RelativeRedirects implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        JettyHttp.configure(factory, http -> http.setRelativeRedirectAllowed(true));
    }
}
