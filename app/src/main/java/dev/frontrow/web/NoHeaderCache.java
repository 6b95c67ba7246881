package dev.frontrow.web;

import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Lets Jetty remember no headers of a connection. A phone that polls twice a minute gains nothing from it, while each
/// of its connections would keep a table of some 100 KB; and a proxy's connection carries other tokens each time.
@Component
class NoHeaderCache implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        JettyHttp.configure(factory, http -> http.setHeaderCacheSize(0));
    }
}
