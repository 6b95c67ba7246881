package dev.frontrow.web;

import java.util.Set;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Keeps Jetty from reading a body as a form: the API takes none, and what is none breaks the reader before
/// anyone can say that the content type is wrong. [PageForms] reads those of pages.
@Component
class NoForms implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        JettyHttp.configure(factory, http -> http.setFormEncodedMethods(Set.of()));
    }
}
