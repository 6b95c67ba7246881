package dev.frontrow.web;

import dev.frontrow.web.http.Paths;
import java.util.List;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Has Jetty compress pages, styles and scripts. Not the API: seat lists, its only long answers in a rush, keep a
/// compressed copy, and a stream must not wait in a compressor.
///
/// `server.compression.enabled` would do less and more: it compresses parts of a file (`Range`) as if they were
/// whole ones, and it also expands requests, behind the limit on bodies.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageCompression implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    /// Below this size an answer fits into one packet, so compression gains nothing.
    private static final int BYTES_MIN = 1_024;

    private static final List<String> TYPES = List.of("text/html", "text/css", "text/javascript", "image/svg+xml");

    /// Runs inside the fast paths, which come first.
    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.setHandler(new ForPages(server.getHandler())));
    }

    private static final class ForPages extends CompressionHandler {

        ForPages(Handler servlets) {
            super(servlets);
            var gzip = new GzipCompression();
            gzip.setMinCompressSize(BYTES_MIN);
            putCompression(gzip);
            var config = CompressionConfig.builder();
            TYPES.forEach(config::compressIncludeMimeType);
            putConfiguration("/", config.build());
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            return isForPages(request)
                    ? super.handle(request, response, callback)
                    : getHandler().handle(request, response, callback);
        }

        private static boolean isForPages(Request request) {
            return !Request.getPathInContext(request).startsWith(Paths.API)
                    && !request.getHeaders().contains(HttpHeader.RANGE)
                    && !request.getHeaders().contains(HttpHeader.CONTENT_ENCODING);
        }
    }
}
