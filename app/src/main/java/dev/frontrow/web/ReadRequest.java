package dev.frontrow.web;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// A request of which the body has been read already, or as much of it as anybody but an operator may send. It can be
/// read again, and then on.
final class ReadRequest extends Request.Wrapper {

    private final byte[] beginning;
    private final boolean whole;
    private final Content.Source again;
    private boolean readAgain;

    ReadRequest(Request request, byte[] beginning, boolean whole) {
        super(request);
        this.beginning = beginning;
        this.whole = whole;
        this.again = Content.Source.from(ByteBuffer.wrap(beginning));
    }

    /// Whether nothing is left to come.
    boolean isWhole() {
        return whole;
    }

    /// What was read.
    byte[] body() {
        return beginning;
    }

    @Override
    public Content.Chunk read() {
        if (whole) {
            return again.read();
        }
        if (readAgain) {
            return super.read();
        }
        readAgain = true;
        return Content.Chunk.from(ByteBuffer.wrap(beginning), false);
    }

    @Override
    public void demand(Runnable demandCallback) {
        if (whole || !readAgain) {
            again.demand(demandCallback);
        } else {
            super.demand(demandCallback);
        }
    }
}
