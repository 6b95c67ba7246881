package dev.frontrow.web;

import dev.frontrow.web.http.JettyHttp;
import java.util.Set;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Keeps Jetty from parsing bodies as forms. The API takes none, and a malformed one would break the parser
/// before the content type can be refused. [PageForms] parses those of pages.
@Component
class NoForms implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        JettyHttp.configure(factory, http -> http.setFormEncodedMethods(Set.of()));
    }
}
