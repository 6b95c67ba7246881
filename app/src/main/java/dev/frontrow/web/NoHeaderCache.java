package dev.frontrow.web;

import dev.frontrow.web.http.JettyHttp;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Switches off Jetty's header cache of connections. A phone that polls twice a minute gains nothing from it, and
/// it costs some 100 KB per connection; a proxy's connection carries different tokens each time.
@Component
class NoHeaderCache implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        JettyHttp.configure(factory, http -> http.setHeaderCacheSize(0));
    }
}
