package dev.frontrow.hotpath;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/// The baseline without nginx: the server's HTTP engine with the same constant answer.
final class BareJetty implements Work {

    private static final byte[] CONSTANT = Nginx.CONSTANT.getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final Wrk wrk;
    private final RequestList requests = RequestList.of(Requests.constant(), Requests.constant());

    private BareJetty(int port, Wrk wrk) {
        this.port = port;
        this.wrk = wrk;
    }

    static BareJetty start(Wrk wrk) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, CONSTANT.length);
                response.write(true, ByteBuffer.wrap(CONSTANT), callback);
                return true;
            }
        });
        server.start();
        return new BareJetty(connector.getLocalPort(), wrk);
    }

    @Override
    public Run run(Duration time) throws Exception {
        WrkReport report = wrk.again(port, requests, time).mustBeClean("bare Jetty");
        return new Run(report.answers(), report.took(), Duration.ZERO);
    }
}
