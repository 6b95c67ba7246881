package dev.frontrow.web;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// A request whose body has been read already, and can be read again.
final class ReadRequest extends Request.Wrapper {

    private final Content.Source body;

    ReadRequest(Request request, byte[] body) {
        super(request);
        this.body = Content.Source.from(ByteBuffer.wrap(body));
    }

    @Override
    public Content.Chunk read() {
        return body.read();
    }

    @Override
    public void demand(Runnable demandCallback) {
        body.demand(demandCallback);
    }
}
