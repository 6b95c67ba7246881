package dev.frontrow;

import dev.frontrow.identity.AccessTokens;
import dev.frontrow.identity.Buyers;
import dev.frontrow.identity.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/// Many buyers at once. They have no passwords, because hashing hundreds would only cost time.
@Component
public final class Crowd {

    private final Buyers buyers;
    private final AccessTokens accessTokens;

    Crowd(Buyers buyers, AccessTokens accessTokens) {
        this.buyers = buyers;
        this.accessTokens = accessTokens;
    }

    /// Buyers who have not joined any line yet.
    public List<Fan> of(int count, Stage stage) {
        return IntStream.range(0, count)
                .mapToObj(_ -> buyers.ensureDemoBuyer("c-" + UUID.randomUUID()))
                .map(buyerId -> new Fan(
                        stage.api()
                                .bearer(accessTokens.issue(buyerId, Role.BUYER).value()),
                        stage))
                .toList();
    }

    /// The same buyer at another stage.
    public Fan sameBuyerAt(Fan fan, Stage stage) {
        return new Fan(fan.api(), stage);
    }

    /// Runs the deed for everybody concurrently. Returns the results in the order of the people.
    public static <T, R> List<R> atOnce(List<T> people, Function<T, R> deed) {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> running = new ArrayList<>();
            for (T person : people) {
                Callable<R> task = () -> {
                    start.await();
                    return deed.apply(person);
                };
                running.add(threads.submit(task));
            }
            start.countDown();
            List<R> results = new ArrayList<>();
            for (Future<R> result : running) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
