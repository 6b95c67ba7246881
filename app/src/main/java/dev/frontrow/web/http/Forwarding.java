package dev.frontrow.web.http;

import dev.frontrow.identity.ClientNetwork;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.ForwardedHeaderUtils;

/// Where the client's address comes from, by `server.forward-headers-strategy`: from the connection, from a
/// header that Jetty reads, or from a header that a servlet filter reads.
public enum Forwarding {
    NONE,
    NATIVE,
    FRAMEWORK;

    /// As the settings say, or as Spring Boot assumes without one.
    public static Forwarding in(Environment environment) {
        String strategy = environment.getProperty("server.forward-headers-strategy");
        if (strategy == null) {
            // Like Spring Boot: some platforms always have a proxy in front.
            CloudPlatform platform = CloudPlatform.getActive(environment);
            return platform != null && platform.isUsingForwardHeaders() ? NATIVE : NONE;
        }
        return valueOf(strategy.strip().toUpperCase(Locale.ROOT));
    }

    /// Whether connections come from clients directly, not from a shared proxy.
    public boolean seesClients() {
        return this == NONE;
    }

    /// The network of the client that sent this request.
    public ClientNetwork network(Request request) {
        String address = Request.getRemoteAddr(request);
        if (this == FRAMEWORK) {
            var headers = new HttpHeaders();
            copy(HttpHeader.FORWARDED, request, headers);
            copy(HttpHeader.X_FORWARDED_FOR, request, headers);
            InetSocketAddress forwarded =
                    ForwardedHeaderUtils.parseForwardedFor(request.getHttpURI().toURI(), headers, null);
            address = forwarded == null ? address : forwarded.getHostString();
        }
        return ClientNetwork.of(address);
    }

    private static void copy(HttpHeader header, Request from, HttpHeaders to) {
        for (String value : from.getHeaders().getValuesList(header)) {
            to.add(header.asString(), value);
        }
    }
}
