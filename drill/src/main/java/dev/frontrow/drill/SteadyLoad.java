package dev.frontrow.drill;

import dev.frontrow.drill.Shop.Answer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// Sends so many calls a second of a mix, whether the ones before are answered or not. Thread-safe.
final class SteadyLoad implements AutoCloseable {

    private static final int FAILURES_KEPT = 1_000;
    private static final int OPEN_MAX = 6_000;

    private final List<Shopper> shoppers;
    private final Map<Shopper.Call, LongAdder> counts = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger openMost = new AtomicInteger();
    private final LongAdder sent = new LongAdder();
    private final LongAdder busy = new LongAdder();
    private final Waits waits = new Waits();
    private final Thread pacer;
    private final Duration patience;
    private final long began = System.nanoTime();
    private volatile double seconds;
    private volatile boolean over;

    private SteadyLoad(List<Shopper> shoppers, int perSecond, Duration patience) {
        this.shoppers = shoppers;
        this.patience = patience;
        this.pacer = Thread.ofPlatform().name("load").unstarted(() -> pace(perSecond));
    }

    /// @param patience how long the last answers are waited for
    static SteadyLoad begin(List<Shopper> shoppers, int perSecond, Duration patience) {
        var load = new SteadyLoad(shoppers, perSecond, patience);
        load.pacer.start();
        return load;
    }

    private void pace(int perSecond) {
        long step = TimeUnit.SECONDS.toNanos(1) / perSecond;
        for (long next = System.nanoTime(); !over; next += step) {
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(this, left);
            }
            if (open.incrementAndGet() > OPEN_MAX) {
                open.decrementAndGet();
                fails("not sent: " + OPEN_MAX + " calls were still open");
            } else {
                openMost.accumulateAndGet(open.get(), Math::max);
                sent.increment();
                long planned = next;
                Thread.ofVirtual().start(() -> call(planned));
            }
        }
    }

    /// The wait counts from when the call was planned: what is sent late has waited, too.
    private void call(long planned) {
        try {
            Shopper shopper = shoppers.get(ThreadLocalRandom.current().nextInt(shoppers.size()));
            Shopper.Call call = shopper.nextCall();
            Answer answer = shopper.makes(call);
            waits.add(System.nanoTime() - planned);
            counts.computeIfAbsent(call, _ -> new LongAdder()).increment();
            if (answer.status() == 503 && answer.code().equals("busy")) {
                busy.increment();
            } else if (isFailure(answer)) {
                fails(call + " got " + answer);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.decrementAndGet();
        }
    }

    /// A seat that another has, or an admission that a payment has just ended, is an answer like any other.
    private static boolean isFailure(Answer answer) {
        return answer.status() == 0
                || answer.status() >= 500
                || answer.status() == 400
                || answer.status() == 401
                || answer.status() == 429;
    }

    private void fails(String how) {
        if (failures.size() < FAILURES_KEPT) {
            failures.add(how);
        }
    }

    Map<Shopper.Call, Long> counts() {
        Map<Shopper.Call, Long> sums = new EnumMap<>(Shopper.Call.class);
        counts.forEach((call, count) -> sums.put(call, count.sum()));
        return sums;
    }

    /// The most calls that were open at the same time.
    int openMost() {
        return openMost.get();
    }

    /// How many calls were sent in a second, until the end.
    double sentPerSecond() {
        return sent.sum() / seconds;
    }

    /// Calls that a node refused as too many.
    long busy() {
        return busy.sum();
    }

    Waits waits() {
        return waits;
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /// Sends nothing more and waits for the last answers.
    @Override
    public void close() {
        over = true;
        seconds = (System.nanoTime() - began) / 1e9;
        long until = System.nanoTime() + patience.toNanos();
        while (open.get() > 0 && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
