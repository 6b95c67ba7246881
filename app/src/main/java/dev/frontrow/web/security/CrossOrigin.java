package dev.frontrow.web.security;

import dev.frontrow.web.http.JettyHttp;
import dev.frontrow.web.http.Paths;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Tells browsers which other sites' scripts may read API answers (CORS). The headers are set before any handler
/// runs, so every answer has them: of fast paths, controllers and refusals. Cookies are never allowed; an
/// integrator's page authenticates its reader by a bearer token.
@Component
@EnableConfigurationProperties(CorsSettings.class)
class CrossOrigin implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, HttpConfiguration.Customizer {

    private static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, HttpHeader.ORIGIN.asString());
    private static final HttpField EXPOSED = new PreEncodedHttpField(
            HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS,
            "Retry-After, ETag, Last-Event-ID, Location, Content-Language, Date, Allow, WWW-Authenticate");
    private static final String DOCUMENTATION = "/v3/";

    private final Set<String> allowed;

    CrossOrigin(CorsSettings settings) {
        this.allowed = settings.allowed();
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        if (allowed.isEmpty()) {
            return;
        }
        JettyHttp.configure(factory, http -> http.addCustomizer(this));
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable answer) {
        String path = request.getHttpURI().getPath();
        if (path != null && (path.startsWith(Paths.API) || path.startsWith(DOCUMENTATION))) {
            answer.add(VARY);
            String origin = request.getHeaders().get(HttpHeader.ORIGIN);
            if (isAllowed(origin)) {
                answer.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
                answer.put(EXPOSED);
            }
        }
        return request;
    }

    /// Whether scripts of this origin may use the API.
    boolean isAllowed(@Nullable String origin) {
        return origin != null && allowed.contains(origin);
    }
}
