package dev.frontrow.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.frontrow.AuditedTest;
import dev.frontrow.Stage;
import dev.frontrow.catalog.SaleScope;
import dev.frontrow.database.RoundTrip;
import dev.frontrow.identity.Buyers;
import dev.frontrow.money.Money;
import dev.frontrow.reservation.HoldCommand;
import dev.frontrow.reservation.HoldCommand.AreaQuantity;
import dev.frontrow.reservation.HoldOutcome;
import dev.frontrow.reservation.PlaceHold;
import dev.frontrow.reservation.Ticket;
import dev.frontrow.waitingroom.FrontOfHouse;
import dev.frontrow.wallet.TopUp;
import dev.frontrow.wallet.TopUps;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionTemplate;

/// Payments of places, in batches as two nodes run them. Tickets for "A" and "Z" get entry numbers, those for "Free
/// entry" do not.
class AreaPaymentTest extends AuditedTest {

    private static final Money PLENTY = new Money(1_000_000, Currency.getInstance("KRW"));

    @Autowired
    Checkout checkout;

    @Autowired
    TopUps topUps;

    @Autowired
    PlaceHold placeHold;

    @Autowired
    FrontOfHouse frontOfHouse;

    @Autowired
    Buyers buyers;

    @Autowired
    JdbcOperations statements;

    @Autowired
    TransactionTemplate transaction;

    private Stage stage;
    private Stage otherStage;

    @BeforeEach
    void twoConcerts() {
        stage = stage();
        otherStage = stage();
    }

    private Stage stage() {
        return Stage.ofPlaces(
                api(),
                clock(),
                1,
                Map.of(
                        "areas",
                        List.of(
                                Stage.numberedArea("A", 20, "Back"),
                                Stage.numberedArea("Z", 20, "Back"),
                                Stage.area("Free entry", 20, "Back"))));
    }

    /// A third session keeps both batches from going on to the second payment until each has made its first.
    @Test
    void batchesThatComeToTheSameAreasInOtherOrdersDoNotWaitForEachOther() throws SQLException {
        UUID first = buyer();
        UUID second = buyer();
        List<PayCommand> forward = List.of(hold(first, stage, "A"), hold(first, otherStage, "A"));
        List<PayCommand> backward = List.of(hold(second, otherStage, "A"), hold(second, stage, "A"));

        CompletableFuture<List<PaymentOutcome>> one;
        CompletableFuture<List<PaymentOutcome>> other;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection third = lockedBy("select from reservation.hold where hold_id in ('%s', '%s') for update"
                        .formatted(
                                forward.getLast().holdId(), backward.getLast().holdId()))) {
            assertThat(third.isClosed()).isFalse();
            one = CompletableFuture.supplyAsync(() -> pay(forward), threads);
            await().until(() -> waitingForLocks() == 1);
            other = CompletableFuture.supplyAsync(() -> pay(backward), threads);
            await().until(() -> waitingForLocks() == 2);
        }

        assertThat(one.join()).hasOnlyElementsOfType(PaymentOutcome.Paid.class);
        assertThat(other.join()).hasOnlyElementsOfType(PaymentOutcome.Paid.class);
    }

    @Test
    void numbersGoOnFromPaymentToPaymentOfOneBatch() {
        UUID first = buyer();
        UUID second = buyer();

        List<PaymentOutcome> paid = pay(List.of(
                hold(first, stage, "A", "A", "Z"),
                hold(second, stage, "Z"),
                hold(first, otherStage, "A"),
                hold(second, otherStage, "Free entry", "A")));

        assertThat(numbers(paid)).containsExactly("A1", "A2", "Z1", "Z2", "A1", "Free entrynull", "A2");
        assertThat(numbers(pay(List.of(hold(buyer(), stage, "A", "Z"))))).containsExactly("A3", "Z3");
    }

    /// It may have to be read first, and the seats of a large house take long.
    @Test
    void paymentNeedsNothingOfTheCatalogsAreasToGiveANumber() throws SQLException {
        PayCommand numbered = hold(buyer(), stage, "A");
        PayCommand free = hold(buyer(), stage, "Free entry");

        try (Connection other = lockedBy("lock table catalog.area in access exclusive mode")) {
            assertThat(numbers(pay(List.of(numbered, free)))).containsExactly("A1", "Free entrynull");
            assertThat(other.isClosed()).isFalse();
        }
    }

    @Test
    void paymentOfPlacesWithoutNumbersWaitsForNoCounter() throws SQLException {
        PayCommand free = hold(buyer(), stage, "Free entry");

        try (Connection other = lockedBy("select from reservation.entry_number for update")) {
            assertThat(numbers(pay(List.of(free)))).containsExactly("Free entrynull");
            assertThat(other.isClosed()).isFalse();
        }
    }

    private List<PaymentOutcome> pay(List<PayCommand> commands) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            var trip = new RoundTrip(statements);
            List<PaymentOutcome> outcomes = checkout.run(commands, trip);
            trip.send();
            return outcomes;
        }));
    }

    private PayCommand hold(UUID buyer, Stage at, String... areas) {
        List<AreaQuantity> quantities = new ArrayList<>();
        for (String area : List.of(areas).stream().distinct().toList()) {
            int quantity = (int) List.of(areas).stream().filter(area::equals).count();
            quantities.add(new AreaQuantity(area, quantity));
        }
        var scope = new SaleScope(at.concertId());
        var held = (HoldOutcome.Held)
                placeHold.hold(new HoldCommand(buyer, scope, at.performanceId(), List.of(), quantities, null));
        return new PayCommand(buyer, scope, held.hold().holdId());
    }

    private UUID buyer() {
        UUID buyer = buyers.ensureDemoBuyer("b-" + UUID.randomUUID());
        topUps.topUp(new TopUp(buyer, PLENTY));
        frontOfHouse.enter(stage.concertId(), buyer);
        frontOfHouse.enter(otherStage.concertId(), buyer);
        return buyer;
    }

    /// Area and number of each ticket.
    private static List<String> numbers(List<PaymentOutcome> outcomes) {
        return outcomes.stream()
                .flatMap(outcome -> ((PaymentOutcome.Paid) outcome).receipt().tickets().stream())
                .map(AreaPaymentTest::number)
                .toList();
    }

    private static String number(Ticket ticket) {
        @Nullable Integer number = ticket.entryNumber();
        return ticket.area() + number;
    }
}
