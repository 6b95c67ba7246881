package dev.frontrow.identity.passwords;

import dev.frontrow.tracing.TracedCall;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Hashes passwords without letting them starve the sale. A hash costs a core about 50 ms; on a virtual thread
/// that would stall every request behind it. So hashes run on as many platform threads as there are cores, which
/// the operating system shares fairly with the rest. A caller that finds no free thread in time is told that we
/// are busy; so is, at once, a caller that finds too many others waiting. Thread-safe.
public class PasswordHashing implements AutoCloseable {

    private final PasswordEncoding encoding;
    private final Semaphore free;
    private final ExecutorService threads;
    private final Duration waitMax;
    private final int waitingMax;

    /// @param threadsMax hashes at the same time
    /// @param waitMax how long a caller waits for a free thread
    /// @param waitingMax how many callers may wait
    public PasswordHashing(PasswordEncoding encoding, int threadsMax, Duration waitMax, int waitingMax) {
        this.encoding = encoding;
        this.free = new Semaphore(threadsMax, true);
        this.threads = Executors.newFixedThreadPool(
                threadsMax,
                Thread.ofPlatform().daemon().name("password-hash-", 0).factory());
        this.waitMax = waitMax;
        this.waitingMax = waitingMax;
    }

    /// The hash to store; empty when too many passwords are waiting to be hashed.
    public Optional<String> hash(String password) {
        String normalized = PasswordRule.normalized(password);
        return run(() -> encoding.encode(normalized));
    }

    /// Whether the password is the one behind the hash, at the same cost when there is no hash; empty when too many
    /// passwords are waiting.
    public Optional<Boolean> matches(String password, @Nullable String hash) {
        boolean possible = hash != null && password.length() <= PasswordRule.TYPED_MAX;
        String normalized = possible ? PasswordRule.normalized(password) : "";
        return run(() -> encoding.matches(normalized, possible ? hash : encoding.ofNobody()) && possible);
    }

    private <T> Optional<T> run(Callable<T> hashing) {
        try {
            if (free.getQueueLength() >= waitingMax || !free.tryAcquire(waitMax.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
            long begunNanos = System.nanoTime();
            try {
                Future<T> result = threads.submit(hashing);
                return Optional.of(result.get());
            } finally {
                free.release();
                TracedCall.current().hashed(begunNanos);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a password could not be hashed", broken.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
