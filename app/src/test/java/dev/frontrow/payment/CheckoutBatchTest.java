package dev.frontrow.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.Audit;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.catalog.SaleScope;
import dev.frontrow.database.RoundTrip;
import dev.frontrow.groupcommit.Batch;
import dev.frontrow.identity.Buyers;
import dev.frontrow.money.Money;
import dev.frontrow.reservation.Hold;
import dev.frontrow.reservation.HoldCommand;
import dev.frontrow.reservation.HoldOutcome;
import dev.frontrow.reservation.PlaceHold;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.waitingroom.Admissions;
import dev.frontrow.waitingroom.FrontOfHouse;
import dev.frontrow.wallet.PlainTopUps;
import dev.frontrow.wallet.TopUp;
import dev.frontrow.wallet.TopUpOutcome;
import dev.frontrow.wallet.TopUps;
import dev.frontrow.wallet.Wallet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// A batch of payments and top-ups must have the same outcomes as the commands one by one. The test makes two
/// equal worlds. In one each command has its own transaction with plain statements; in the other all commands
/// share one transaction and its statements. The outcomes of all commands and the remaining data must be equal.
class CheckoutBatchTest extends ServerTest {

    private static final Currency KRW = Currency.getInstance("KRW");
    private static final Currency USD = Currency.getInstance("USD");
    private static final int BUYERS = 6;
    private static final int PAYMENTS = 60;
    private static final int TOP_UPS = 40;
    private static final int SEATS = 50;
    private static final Duration HOLD_TTL = Duration.ofMinutes(5);
    private static final Duration ADMISSION_TTL = Duration.ofMinutes(10);

    /// Outcomes that occurred. The comparison says nothing about outcomes that no seed produced.
    private static final Set<Class<?>> TOLD_OF_PAYMENTS = new HashSet<>();

    private static final Set<Class<?>> TOLD_OF_TOP_UPS = new HashSet<>();
    private static boolean somethingWasFree;

    @Autowired
    Checkout checkout;

    @Autowired
    Payments payments;

    @Autowired
    Wallet wallet;

    @Autowired
    TopUps topUps;

    @Autowired
    Reservations reservations;

    @Autowired
    PlaceHold placeHold;

    @Autowired
    FrontOfHouse frontOfHouse;

    @Autowired
    Admissions admissions;

    @Autowired
    Buyers buyers;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcOperations statements;

    @Autowired
    AutowireCapableBeanFactory beans;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    DataSource dataSource;

    @AfterAll
    static void everyKindOfOutcomeOccurred() {
        if (!TOLD_OF_PAYMENTS.isEmpty()) {
            assertThat(TOLD_OF_PAYMENTS).contains(PaymentOutcome.class.getPermittedSubclasses());
            assertThat(somethingWasFree).isTrue();
        }
        if (!TOLD_OF_TOP_UPS.isEmpty()) {
            assertThat(TOLD_OF_TOP_UPS).contains(TopUpOutcome.class.getPermittedSubclasses());
        }
    }

    private Checkout checkout(PaymentProperties properties) {
        var charges = new HoldCharges(wallet, reservations, properties);
        return new Checkout(reservations, charges, admissions, payments, clock());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.frontrow.Seeds#all")
    void paymentsInOneBatchComeToWhatTheyComeToOneByOne(long seed) {
        var properties = new PaymentProperties(seed % 3 != 0);
        var plain = new PlainPayments(jdbc, properties, clock());
        var batched = checkout(properties);
        World first = new World(new Random(seed));
        World second = new World(new Random(seed));
        clock().advance(ADMISSION_TTL.minus(HOLD_TTL));
        first.holdsAtFirst();
        second.holdsAtFirst();
        clock().advance(Duration.ofMinutes(3));
        first.holdsMore();
        second.holdsMore();
        // At this moment the first holds and admissions end, the later ones do not.
        clock().advance(HOLD_TTL.minusMinutes(3));
        long seatVersion = lastSeatVersion();

        List<PaymentOutcome> oneByOne = oneByOne(plain, first.commands);
        List<PaymentOutcome> together = together(sent(batched::run), second.commands);

        oneByOne.forEach(CheckoutBatchTest::note);
        assertThat(together.stream().map(CheckoutBatchTest::told).toList())
                .isEqualTo(oneByOne.stream().map(CheckoutBatchTest::told).toList());
        assertThat(second.whatIsLeft(seatVersion)).isEqualTo(first.whatIsLeft(seatVersion));
        new Audit(dataSource).findsNoContradiction(clock().instant());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.frontrow.Seeds#all")
    void topUpsInOneBatchComeToWhatTheyComeToOneByOne(long seed) {
        List<UUID> first = IntStream.range(0, 4).mapToObj(_ -> buyer()).toList();
        List<UUID> second = IntStream.range(0, 4).mapToObj(_ -> buyer()).toList();
        var random = new Random(seed);
        List<TopUp> toFirst = new ArrayList<>();
        List<TopUp> toSecond = new ArrayList<>();
        for (int i = 0; i < TOP_UPS; i++) {
            int who = random.nextInt(4);
            Money amount = topUpAmount(random);
            toFirst.add(new TopUp(first.get(who), amount));
            toSecond.add(new TopUp(second.get(who), amount));
        }

        List<TopUpOutcome> oneByOne = oneByOne(beans.createBean(PlainTopUps.class), toFirst);
        List<TopUpOutcome> together = together(sent(topUps::run), toSecond);

        oneByOne.forEach(outcome -> TOLD_OF_TOP_UPS.add(outcome.getClass()));
        assertThat(together.stream().map(CheckoutBatchTest::told).toList())
                .isEqualTo(oneByOne.stream().map(CheckoutBatchTest::told).toList());
        assertThat(WhatIsLeft.of(jdbc, second)).isEqualTo(WhatIsLeft.of(jdbc, first));
        new Audit(dataSource).findsNoContradiction(clock().instant());
    }

    /// Mostly an amount with which balances reach the maximum exactly.
    private static Money topUpAmount(Random random) {
        long steps = 1L + random.nextInt(4);
        long odd = random.nextInt(12) == 0 ? random.nextLong(1000) : 0;
        return new Money(10_000_000 * steps + odd, random.nextInt(4) == 0 ? USD : KRW);
    }

    @Test
    void twoPaymentsOfOneWalletInOneBatchSeeEachOther() {
        Stage one = Stage.open(api(), clock());
        Stage other = Stage.open(api(), clock());
        UUID buyer = buyer();
        topUps.topUp(new TopUp(buyer, new Money(Stage.FRONT_PRICE + 1, KRW)));
        List<PayCommand> commands = List.of(holdAt(one, buyer), holdAt(other, buyer));

        List<PaymentOutcome> outcomes = together(sent(checkout::run), commands);

        assertThat(outcomes.get(0)).isInstanceOf(PaymentOutcome.Paid.class);
        assertThat(outcomes.get(1))
                .isEqualTo(new PaymentOutcome.BalanceInsufficient(new Money(Stage.FRONT_PRICE - 1, KRW)));
        assertThat(balance(buyer)).isEqualTo(1);
    }

    /// All locks are requested in one round trip, so the admission must be checked again once all of them are
    /// held.
    @Test
    void admissionThatEndsWhileItsPaymentWaitsIsOver() {
        Stage stage = Stage.open(api(), clock());
        UUID buyer = buyer();
        topUps.topUp(new TopUp(buyer, new Money(Stage.FRONT_PRICE, KRW)));
        frontOfHouse.enter(stage.concertId(), buyer);
        clock().advance(ADMISSION_TTL.minus(HOLD_TTL).plusMinutes(1));
        PayCommand command = holdAt(stage, buyer);

        CompletableFuture<PaymentOutcome> waiting = Objects.requireNonNull(transaction.execute(_ -> {
            jdbc.sql("select from reservation.hold where hold_id = :holdId for update")
                    .param("holdId", command.holdId())
                    .query()
                    .listOfRows();
            var payment = CompletableFuture.supplyAsync(() -> checkout.pay(command));
            await().until(() -> waitingForLocks() > 0);
            clock().advance(HOLD_TTL.minusSeconds(30));
            return payment;
        }));

        assertThat(waiting.join()).isEqualTo(new PaymentOutcome.AdmissionOver());
        assertThat(balance(buyer)).isEqualTo(Stage.FRONT_PRICE);
    }

    private PayCommand holdAt(Stage stage, UUID buyer) {
        frontOfHouse.enter(stage.concertId(), buyer);
        var scope = new SaleScope(stage.concertId());
        var held =
                (HoldOutcome.Held) placeHold.hold(new HoldCommand(buyer, scope, stage.performanceId(), List.of("1")));
        return new PayCommand(buyer, scope, held.hold().holdId());
    }

    /// Two concerts and their buyers. Some can pay and some cannot; some are admitted, some are not, and some no
    /// longer are.
    private final class World {

        private final Random random;
        private final List<Stage> stages = List.of(stage(), stage());
        private final List<UUID> people =
                IntStream.range(0, BUYERS).mapToObj(_ -> buyer()).toList();
        private final List<UUID> late = new ArrayList<>();
        private final List<Hold> holds = new ArrayList<>();
        private final List<PayCommand> commands = new ArrayList<>();
        private final Map<Stage, Iterator<String>> labels = new HashMap<>();

        World(Random random) {
            this.random = random;
            for (UUID person : people) {
                topUp(person);
                switch (random.nextInt(6)) {
                    case 0 -> {}
                    case 1 -> enters(person);
                    default -> late.add(person);
                }
            }
            for (Stage stage : stages) {
                List<String> shuffled = new ArrayList<>(IntStream.rangeClosed(1, SEATS)
                        .mapToObj(Integer::toString)
                        .toList());
                Collections.shuffle(shuffled, random);
                labels.put(stage, shuffled.iterator());
            }
        }

        /// Often tops up exactly the price of some seats; sometimes nothing, so that there is no account.
        private void topUp(UUID person) {
            long dear = Stage.FRONT_PRICE;
            long cheap = Stage.MIDDLE_PRICE;
            List<Long> balances = List.of(
                    0L, 1L, cheap - 1, cheap, dear, dear + cheap, 2 * dear, 400_000L, 1 + random.nextLong(400_000));
            long balance = balances.get(random.nextInt(balances.size()));
            if (balance > 0) {
                topUps.topUp(new TopUp(person, new Money(balance, KRW)));
            }
        }

        private void enters(UUID person) {
            stages.forEach(stage -> frontOfHouse.enter(stage.concertId(), person));
        }

        void holdsAtFirst() {
            late.forEach(this::enters);
            eachHolds(1 + random.nextInt(2));
        }

        void holdsMore() {
            // Two holds each, so that a buyer may pay another one after the first.
            eachHolds(1);
            eachHolds(1);
            for (int i = 0; i < PAYMENTS; i++) {
                commands.add(command());
            }
        }

        private void eachHolds(int seats) {
            for (Stage stage : stages) {
                people.forEach(person -> holds(person, stage, seats));
            }
        }

        private void holds(UUID person, Stage stage, int seats) {
            List<String> wanted = Stream.generate(Objects.requireNonNull(labels.get(stage))::next)
                    .limit(seats)
                    .toList();
            var scope = new SaleScope(stage.concertId());
            var held = (HoldOutcome.Held) placeHold.hold(new HoldCommand(person, scope, stage.performanceId(), wanted));
            holds.add(held.hold());
            if (random.nextInt(8) == 0) {
                reservations.release(held.hold().holdId(), person);
            }
        }

        /// Mostly pays the buyer's own hold, perhaps for the second time. Sometimes the hold is another buyer's,
        /// does not exist, or belongs to another concert than the admission.
        private PayCommand command() {
            Hold hold = holds.get(random.nextInt(holds.size()));
            var scope =
                    new SaleScope(random.nextInt(10) == 0 ? stages.getFirst().concertId() : hold.concertId());
            UUID payer = random.nextInt(8) == 0 ? people.get(random.nextInt(BUYERS)) : hold.buyerId();
            UUID holdId = random.nextInt(12) == 0 ? new UUID(1, 1) : hold.holdId();
            return new PayCommand(payer, scope, holdId);
        }

        WhatIsLeft whatIsLeft(long seatVersion) {
            return WhatIsLeft.of(
                    jdbc,
                    people,
                    stages.stream().map(Stage::concertId).toList(),
                    holds.stream().map(Hold::holdId).toList(),
                    seatVersion);
        }
    }

    /// The seats in the back cost nothing.
    private Stage stage() {
        return Stage.with(
                api(),
                clock(),
                Map.of(
                        "priceLevels",
                        List.of(
                                Map.of("name", "Front", "amountMinor", Stage.FRONT_PRICE),
                                Map.of("name", "Middle", "amountMinor", Stage.MIDDLE_PRICE),
                                Map.of("name", "Back", "amountMinor", 0))));
    }

    private <C, O> List<O> oneByOne(Batch<C, O> plain, List<C> commands) {
        return commands.stream()
                .map(command -> together(plain, List.of(command)).getFirst())
                .toList();
    }

    private <C, O> Batch<C, O> sent(BiFunction<List<C>, RoundTrip, List<O>> batch) {
        return commands -> {
            RoundTrip trip = new RoundTrip(statements);
            List<O> outcomes = batch.apply(commands, trip);
            trip.send();
            return outcomes;
        };
    }

    private <C, O> List<O> together(Batch<C, O> batch, List<C> commands) {
        return Objects.requireNonNull(transaction.execute(_ -> batch.run(commands)));
    }

    private long lastSeatVersion() {
        return jdbc.sql("select nextval('reservation.seat_version')")
                .query(Long.class)
                .single();
    }

    private UUID buyer() {
        return buyers.ensureDemoBuyer("b-" + UUID.randomUUID());
    }

    private long balance(UUID buyerId) {
        return wallet.balance(buyerId, KRW).amountMinor();
    }

    private static void note(PaymentOutcome outcome) {
        TOLD_OF_PAYMENTS.add(outcome.getClass());
        somethingWasFree |= outcome instanceof PaymentOutcome.Paid(PaymentOutcome.Receipt(Payment payment, var _))
                && payment.amount().amountMinor() == 0;
    }

    private static String told(PaymentOutcome outcome) {
        return switch (outcome) {
            case PaymentOutcome.Paid(PaymentOutcome.Receipt(Payment payment, var tickets)) ->
                "%s %s, left %d, moved %b, at %s, tickets for %s"
                        .formatted(
                                payment.status(),
                                payment.amount(),
                                payment.balanceMinor(),
                                payment.transferId() != null,
                                payment.attemptedAt(),
                                tickets.stream()
                                        .map(ticket -> ticket.seat() + " " + ticket.status() + " " + ticket.issuedAt())
                                        .toList());
            default -> outcome.toString();
        };
    }

    private static String told(TopUpOutcome outcome) {
        return switch (outcome) {
            case TopUpOutcome.ToppedUp(UUID ignored, Money amount, Money balance) ->
                "topped up %s to %s".formatted(amount, balance);
            case TopUpOutcome.BalanceLimitExceeded exceeded -> exceeded.toString();
        };
    }
}
