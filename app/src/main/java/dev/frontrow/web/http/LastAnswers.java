package dev.frontrow.web.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Ends each connection with its next answer once this server ends soon. So a proxy sends its next request on another
/// connection, and not on one that is just being closed.
@Component
class LastAnswers implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, HttpConfiguration.Customizer {

    private static final HttpField CLOSE =
            new PreEncodedHttpField(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());

    private final Doors doors;

    LastAnswers(Doors doors) {
        this.doors = doors;
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        JettyHttp.configure(factory, http -> http.addCustomizer(this));
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        if (doors.areClosing()) {
            responseHeaders.put(CLOSE);
        }
        return request;
    }
}
