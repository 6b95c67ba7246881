package dev.frontrow.hotpath;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;

/// The same work without HTTP and without a server: statements on the same PostgreSQL, 64 callers with a
/// connection each, every commit durable. Works on copies of the tables without foreign keys, so it checks less
/// than the server's statements do.
abstract class BareWork implements Work {

    private static final int CALLERS = 64;

    /// A new connection must load the tables' metadata, and the driver prepares a statement on the server after
    /// some uses.
    private static final int WARM_UP_CALLS = 10;

    interface Caller {
        /// Does the work for this item; no other caller works on it.
        void call(int item) throws SQLException;
    }

    private final FrontrowServer server;
    private int items;

    BareWork(FrontrowServer server) {
        this.server = server;
    }

    /// Creates the tables if needed, and fills them for this many items.
    abstract void fill(Statement statement, int items) throws SQLException;

    abstract Caller caller(Connection connection) throws SQLException;

    @Override
    public void stock(int requests) throws SQLException {
        items = requests + CALLERS * WARM_UP_CALLS;
        try (Connection connection = server.connectToDatabase();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists bench");
            fill(statement, items);
        }
    }

    @Override
    public Run run(Duration time) throws Exception {
        CpuMeter cpu = server.cpu();
        AtomicLong done = new AtomicLong();
        AtomicLong began = new AtomicLong();
        AtomicLong ended = new AtomicLong();
        AtomicLong cpuNanos = new AtomicLong();
        CyclicBarrier start = new CyclicBarrier(CALLERS, () -> {
            cpuNanos.set(nanos(cpu));
            began.set(System.nanoTime());
        });
        CyclicBarrier end = new CyclicBarrier(CALLERS, () -> {
            ended.set(System.nanoTime());
            cpuNanos.set(nanos(cpu) - cpuNanos.get());
        });
        Callers.together(CALLERS, number -> {
            try (Connection connection = server.connectToDatabase()) {
                Caller caller = caller(connection);
                int warmUpEnd = number + CALLERS * WARM_UP_CALLS;
                for (int item = number; item < warmUpEnd; item += CALLERS) {
                    caller.call(item);
                }
                start.await();
                done.addAndGet(callUntil(began.get() + time.toNanos(), caller, warmUpEnd));
                end.await();
            }
        });
        return new Run(done.get(), Duration.ofNanos(ended.get() - began.get()), Duration.ofNanos(cpuNanos.get()));
    }

    private int callUntil(long end, Caller caller, int firstItem) throws SQLException {
        int calls = 0;
        for (int item = firstItem; item < items && System.nanoTime() < end; item += CALLERS) {
            caller.call(item);
            calls++;
        }
        return calls;
    }

    private static long nanos(CpuMeter cpu) {
        try {
            return cpu.postgres().toNanos();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void mustBeOne(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("expected one row, found " + rows);
        }
    }
}
