package dev.frontrow.web.limits;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// A request whose body, or its first part up to the limit of non-operators, was already read. It can be read
/// once more from the beginning, including the part that has not arrived yet.
public final class ReadRequest extends Request.Wrapper {

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

    /// Whether the whole body was read.
    public boolean isWhole() {
        return whole;
    }

    /// The bytes that were read.
    public byte[] body() {
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
