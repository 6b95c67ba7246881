package dev.frontrow.web.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/// A body that subclasses inspect while it is read. Skipped bytes are not inspected.
public abstract class PassedOnBody extends ServletInputStream {

    private final ServletInputStream body;

    /// Passes this body on.
    protected PassedOnBody(ServletInputStream body) {
        this.body = body;
    }

    @Override
    public long skip(long bytes) throws IOException {
        return body.skip(bytes);
    }

    @Override
    public boolean isFinished() {
        return body.isFinished();
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        body.setReadListener(listener);
    }
}
