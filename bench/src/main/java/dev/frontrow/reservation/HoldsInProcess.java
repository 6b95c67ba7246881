package dev.frontrow.reservation;

import dev.frontrow.catalog.Catalog;
import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.SaleScope;
import dev.frontrow.fastpath.FastCall;
import dev.frontrow.idempotency.KeyedRequest;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.identity.Role;
import dev.frontrow.reservation.HoldController.HoldForm;
import dev.frontrow.seating.SeatBoards;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// A second server on the database of the first. It holds seats without HTTP, by calling the method behind
/// `POST /api/v1/holds`. Reads one order per line, and answers each with a line that begins with [#ANSWER].
///
/// - `crowd CALLERS MILLIS SEATS CONCERT PERFORMANCE…`: this many callers hold one seat after the other.
///   Returns the number of seats held and the time in nanoseconds.
/// - `lone CALLS CONCERT PERFORMANCE`: one caller alternates between the group commit and the plain path. Returns
///   the median time of a call of each, in nanoseconds.
public final class HoldsInProcess {

    public static final String ANSWER = "= ";

    private static final int CREATED = 201;

    private record Admitted(SaleScope sale) implements FastCall {

        @Override
        public Optional<Caller> caller() {
            return Optional.empty();
        }

        @Override
        public Optional<SaleScope> scope() {
            return Optional.of(sale);
        }

        @Override
        public ClientNetwork network() {
            throw new UnsupportedOperationException("a hold does not ask where it comes from");
        }

        @Override
        public KeyedRequest keyed(Caller caller) {
            return new KeyedRequest(caller.buyerId(), List.of(), Locale.ENGLISH);
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.empty();
        }
    }

    private final HoldController controller;
    private final PlainHoldPlacing plain;
    private final Catalog catalog;
    private final TransactionTemplate transaction;

    private HoldsInProcess(ConfigurableApplicationContext server) {
        controller = server.getBean(HoldController.class);
        plain = new PlainHoldPlacing(
                server.getBean(JdbcClient.class), server.getBean(SeatBoards.class), server.getBean(HoldTerms.class));
        catalog = server.getBean(Catalog.class);
        transaction = server.getBean(TransactionTemplate.class);
    }

    static void main() throws Exception {
        var application = new SpringApplication(Class.forName("dev.frontrow.FrontrowApplication"));
        try (ConfigurableApplicationContext server = application.run("--server.port=0");
                var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            new HoldsInProcess(server).serve(orders, new PrintStream(System.out, true, StandardCharsets.US_ASCII));
        }
    }

    private void serve(BufferedReader orders, PrintStream answers) throws IOException, InterruptedException {
        answers.println(ANSWER + "ready");
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            String answer = switch (words[0]) {
                case "crowd" ->
                    crowd(
                            Integer.parseInt(words[1]),
                            Long.parseLong(words[2]) * 1_000_000,
                            Integer.parseInt(words[3]),
                            Long.parseLong(words[4]),
                            numbers(words, 5));
                case "lone" -> lone(Integer.parseInt(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
                default -> throw new IllegalArgumentException(order);
            };
            answers.println(ANSWER + answer);
        }
    }

    private static long[] numbers(String[] words, int from) {
        return Arrays.stream(words).skip(from).mapToLong(Long::parseLong).toArray();
    }

    private String crowd(int callers, long nanos, int seats, long concertId, long[] performances)
            throws InterruptedException {
        // Holds the first seat of each performance before the clock starts, which loads its seats.
        for (long performance : performances) {
            hold(concertId, performance, 1);
        }
        AtomicInteger next = new AtomicInteger();
        AtomicInteger held = new AtomicInteger(performances.length);
        List<Thread> threads = new ArrayList<>();
        long began = System.nanoTime();
        for (int caller = 0; caller < callers; caller++) {
            threads.add(Thread.startVirtualThread(() -> {
                int left = (seats - 1) * performances.length;
                for (int i = next.getAndIncrement();
                        i < left && System.nanoTime() - began < nanos;
                        i = next.getAndIncrement()) {
                    hold(concertId, performances[i % performances.length], i / performances.length + 2);
                    held.incrementAndGet();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return held.get() + " " + (System.nanoTime() - began);
    }

    private String lone(int calls, long concertId, long performance) {
        Concert concert = catalog.concert(concertId).orElseThrow();
        long[] grouped = new long[calls];
        long[] plainly = new long[calls];
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            hold(concertId, performance, 2 * i + 1);
            long middle = System.nanoTime();
            holdPlainly(concert, performance, 2 * i + 2);
            grouped[i] = middle - start;
            plainly[i] = System.nanoTime() - middle;
        }
        return median(grouped) + " " + median(plainly);
    }

    private static long median(long[] nanos) {
        return Arrays.stream(nanos).sorted().skip(nanos.length / 2).findFirst().orElseThrow();
    }

    private void hold(long concertId, long performance, int seat) {
        var form = new HoldForm(performance, List.of(Integer.toString(seat)), null, null);
        var caller = new Caller(UUID.randomUUID(), Role.BUYER);
        int status = controller
                .answer(0, form, caller, new Admitted(new SaleScope(concertId)))
                .orElseThrow()
                .getStatusCode()
                .value();
        if (status != CREATED) {
            throw new IllegalStateException("seat " + seat + " was answered with " + status);
        }
    }

    /// Holds a seat as without group commit: the same statements, in a separate transaction for each hold.
    private void holdPlainly(Concert concert, long performance, int seat) {
        var command = new CheckedCommand(
                UUID.randomUUID(),
                concert,
                performance,
                CheckedCommand.priced(List.of(Integer.toString(seat)), catalog.seatMap(performance)),
                List.of(),
                Instant.MAX);
        HoldOutcome outcome = Objects.requireNonNull(transaction.execute(_ -> plain.place(List.of(command))))
                .getFirst();
        if (!(outcome instanceof HoldOutcome.Held)) {
            throw new IllegalStateException("seat " + seat + " was answered with " + outcome);
        }
    }
}
