package dev.frontrow.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.Audit;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import dev.frontrow.catalog.SaleScope;
import dev.frontrow.identity.Buyers;
import dev.frontrow.money.Money;
import dev.frontrow.reservation.Hold;
import dev.frontrow.reservation.HoldCommand;
import dev.frontrow.reservation.HoldOutcome;
import dev.frontrow.reservation.Reservations;
import dev.frontrow.waitingroom.WaitingRooms;
import dev.frontrow.wallet.TopUp;
import dev.frontrow.wallet.TopUpOutcome;
import dev.frontrow.wallet.Wallet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/// Payments and top-ups in one transaction must come to what they come to one after the other. Two worlds
/// are made alike; in one each command has a transaction of its own, in the other all share one.
class CheckoutBatchTest extends ServerTest {

    private static final Currency KRW = Currency.getInstance("KRW");
    private static final int BUYERS = 6;
    private static final int COMMANDS = 24;
    private static final int SEATS_AT_MOST = 50;

    @Autowired
    Checkout checkout;

    @Autowired
    Wallet wallet;

    @Autowired
    Reservations reservations;

    @Autowired
    WaitingRooms waitingRooms;

    @Autowired
    Buyers buyers;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    DataSource dataSource;

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>(
                IntStream.rangeClosed(1, 12).mapToObj(Long::valueOf).toList());
        seeds.add(System.nanoTime());
        return seeds;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void paymentsInOneBatchComeToWhatTheyComeToOneByOne(long seed) {
        World oneByOne = new World(new Random(seed));
        World together = new World(new Random(seed));
        clock().advance(Duration.ofMinutes(3));
        oneByOne.holdsMore();
        together.holdsMore();
        // The holds of the beginning are over now, the later ones are not.
        clock().advance(Duration.ofMinutes(2));

        List<String> singly = oneByOne.commands.stream()
                .map(command -> told(checkout.pay(command)))
                .toList();
        List<String> batched =
                Objects.requireNonNull(transaction.execute(_ -> checkout.pay(together.commands))).stream()
                        .map(CheckoutBatchTest::told)
                        .toList();

        assertThat(batched).isEqualTo(singly);
        assertThat(together.balances()).isEqualTo(oneByOne.balances());
        new Audit(dataSource).findsNoContradiction(clock().instant());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void topUpsInOneBatchComeToWhatTheyComeToOneByOne(long seed) {
        List<UUID> first = IntStream.range(0, 4).mapToObj(_ -> buyer()).toList();
        List<UUID> second = IntStream.range(0, 4).mapToObj(_ -> buyer()).toList();
        var random = new Random(seed);
        List<TopUp> toFirst = new ArrayList<>();
        List<TopUp> toSecond = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            int who = random.nextInt(4);
            var amount = new Money(1 + random.nextLong(40_000_000), KRW);
            toFirst.add(new TopUp(first.get(who), amount));
            toSecond.add(new TopUp(second.get(who), amount));
        }

        List<String> singly =
                toFirst.stream().map(topUp -> told(wallet.topUp(topUp))).toList();
        List<String> batched = Objects.requireNonNull(transaction.execute(_ -> wallet.topUp(toSecond))).stream()
                .map(CheckoutBatchTest::told)
                .toList();

        assertThat(batched).isEqualTo(singly).anyMatch(told -> told.startsWith("BalanceLimitExceeded"));
        assertThat(second.stream().map(this::balance).toList())
                .isEqualTo(first.stream().map(this::balance).toList());
        new Audit(dataSource).findsNoContradiction(clock().instant());
    }

    @Test
    void twoPaymentsOfOneWalletInOneBatchSeeEachOther() {
        Stage one = Stage.open(api(), clock());
        Stage other = Stage.open(api(), clock());
        UUID buyer = buyer();
        wallet.topUp(new TopUp(buyer, new Money(Stage.FRONT_PRICE + 1, KRW)));
        List<PayCommand> commands = List.of(holdAt(one, buyer), holdAt(other, buyer));

        List<PaymentOutcome> outcomes = Objects.requireNonNull(transaction.execute(_ -> checkout.pay(commands)));

        assertThat(outcomes.get(0)).isInstanceOf(PaymentOutcome.Paid.class);
        assertThat(outcomes.get(1))
                .isEqualTo(new PaymentOutcome.BalanceInsufficient(new Money(Stage.FRONT_PRICE - 1, KRW)));
        assertThat(balance(buyer)).isEqualTo(1);
    }

    private PayCommand holdAt(Stage stage, UUID buyer) {
        waitingRooms.enter(stage.concertId(), buyer);
        var scope = new SaleScope(stage.concertId());
        var held = (HoldOutcome.Held)
                reservations.hold(new HoldCommand(buyer, scope, stage.performanceId(), List.of("1")));
        return new PayCommand(buyer, scope, held.hold().holdId());
    }

    /// One concert, and buyers of whom some can pay and some cannot.
    private final class World {

        private final Random random;
        private final Stage stage = Stage.open(api(), clock());
        private final List<UUID> people =
                IntStream.range(0, BUYERS).mapToObj(_ -> buyer()).toList();
        private final List<Hold> holds = new ArrayList<>();
        private final List<PayCommand> commands = new ArrayList<>();
        private int nextSeat = 1;

        World(Random random) {
            this.random = random;
            for (UUID person : people) {
                wallet.topUp(new TopUp(person, new Money(1 + random.nextLong(400_000), KRW)));
                if (random.nextInt(5) > 0) {
                    waitingRooms.enter(stage.concertId(), person);
                }
            }
            people.forEach(this::holds);
        }

        void holdsMore() {
            people.forEach(this::holds);
            for (int i = 0; i < COMMANDS; i++) {
                commands.add(command());
            }
        }

        private void holds(UUID person) {
            var scope = new SaleScope(stage.concertId());
            int seats = 1 + random.nextInt(2);
            List<String> labels = IntStream.range(nextSeat, Math.min(nextSeat + seats, SEATS_AT_MOST + 1))
                    .mapToObj(Integer::toString)
                    .toList();
            nextSeat += seats;
            if (reservations.hold(new HoldCommand(person, scope, stage.performanceId(), labels))
                    instanceof HoldOutcome.Held(Hold hold)) {
                holds.add(hold);
            }
        }

        /// Mostly somebody's own hold, perhaps for the second time; sometimes another's, none, or at the wrong door.
        private PayCommand command() {
            Hold hold = holds.get(random.nextInt(holds.size()));
            var scope = new SaleScope(random.nextInt(10) == 0 ? -1 : stage.concertId());
            UUID payer = random.nextInt(8) == 0 ? people.get(random.nextInt(BUYERS)) : hold.buyerId();
            UUID holdId = random.nextInt(12) == 0 ? new UUID(1, 1) : hold.holdId();
            return new PayCommand(payer, scope, holdId);
        }

        List<Long> balances() {
            return people.stream().map(CheckoutBatchTest.this::balance).toList();
        }
    }

    private UUID buyer() {
        return buyers.ensureDemoBuyer("b-" + UUID.randomUUID());
    }

    private long balance(UUID buyerId) {
        return wallet.balance(buyerId, KRW).amountMinor();
    }

    private static String told(PaymentOutcome outcome) {
        return switch (outcome) {
            case PaymentOutcome.Paid(PaymentOutcome.Receipt(var payment, var tickets)) ->
                "paid %s, left %d, %d tickets".formatted(payment.amount(), payment.balanceMinor(), tickets.size());
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
