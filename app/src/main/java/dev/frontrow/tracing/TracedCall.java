package dev.frontrow.tracing;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// A call that may be followed. Its trace tells no more than addresses as templates, codes, counts and times:
/// nothing of what a client has sent, and nobody's name.
public abstract class TracedCall {

    /// Under this name each log line of a followed call has the trace's id.
    public static final String ID = "traceId";

    /// A response header with the trace's id.
    public static final String HEADER = "Trace-Id";

    /// Does nothing and costs nothing.
    public static final TracedCall NOT_FOLLOWED = new NotFollowed();

    private static final ScopedValue<TracedCall> CURRENT = ScopedValue.newInstance();

    /// What a call does.
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    TracedCall() {}

    /// The call that this thread works for.
    public static TracedCall current() {
        return CURRENT.orElse(NOT_FOLLOWED);
    }

    /// Runs what is done for many calls at once on the thread of one of them, whose trace it is no part of.
    public static <T extends @Nullable Object> T apart(Supplier<T> shared) {
        TracedCall current = current();
        if (current == NOT_FOLLOWED) {
            return shared.get();
        }
        MDC.remove(ID);
        try {
            return ScopedValue.where(CURRENT, NOT_FOLLOWED).call(shared::get);
        } finally {
            MDC.put(ID, current.id());
        }
    }

    /// The trace's id; empty if the call is not followed.
    public abstract String id();

    /// Does the call's work; until it is done, [#current] is this call.
    public void run(Work work) throws Exception {
        MDC.put(ID, id());
        try {
            ScopedValue.where(CURRENT, this).call(() -> {
                work.run();
                return true;
            });
        } finally {
            MDC.remove(ID);
        }
    }

    /// The template of the call's address, such as `/api/v1/holds/{holdId}`.
    public abstract void routed(String template);

    /// The code of the problem that the call is answered with.
    public abstract void refused(String code);

    /// The call was a command of a batch.
    ///
    /// @param kind       the name of the group commit
    /// @param sinceNanos since when it waited for the batch, by [System#nanoTime]
    /// @param begunNanos when the batch began
    /// @param commands   commands in the batch
    public abstract void batched(String kind, long sinceNanos, long begunNanos, int commands);

    /// The call has hashed a password, or compared one.
    ///
    /// @param begunNanos when its turn to hash came, by [System#nanoTime]
    public abstract void hashed(long begunNanos);

    /// Ends the trace.
    public abstract void end(int status);

    private static final class NotFollowed extends TracedCall {

        @Override
        public String id() {
            return "";
        }

        @Override
        public void run(Work work) throws Exception {
            work.run();
        }

        @Override
        public void routed(String template) {}

        @Override
        public void refused(String code) {}

        @Override
        public void batched(String kind, long sinceNanos, long begunNanos, int commands) {}

        @Override
        public void hashed(long begunNanos) {}

        @Override
        public void end(int status) {}
    }
}
