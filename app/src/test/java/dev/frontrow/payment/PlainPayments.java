package dev.frontrow.payment;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.frontrow.database.Timestamps;
import dev.frontrow.groupcommit.Batch;
import dev.frontrow.money.Money;
import dev.frontrow.payment.PaymentOutcome.Paid;
import dev.frontrow.payment.PaymentOutcome.Receipt;
import dev.frontrow.reservation.Ticket;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Pays one hold after the other, with plain statements on single rows in all schemas that a payment touches. A
/// second implementation of the rules: it shares no code with [Checkout] and the modules behind it, so that a
/// mistake in one of the two shows.
final class PlainPayments implements Batch<PayCommand, PaymentOutcome> {

    private record HoldRow(
            UUID holdId,
            UUID buyerId,
            long concertId,
            long performanceId,
            String status,
            List<String> seats,
            Money total,
            Instant expiresAt) {}

    private record Account(UUID accountId, long balanceMinor) {}

    /// @param transferId null if there was nothing to pay
    private record Taken(@Nullable UUID transferId, long balanceMinor) {}

    private static final String INSERT_PAYMENT = """
            insert into payment.payment
                (payment_id, hold_id, buyer_id, concert_id, amount_minor, currency, status, refusal,
                 transfer_id, balance_minor, attempted_at)
            values (:paymentId, :holdId, :buyerId, :concertId, :amount, :currency, :status, :refusal,
                    :transferId, :balance, :attemptedAt)
            """;

    private final JdbcClient jdbc;
    private final PaymentProperties properties;
    private final InstantSource clock;

    PlainPayments(JdbcClient jdbc, PaymentProperties properties, InstantSource clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /// Runs in the caller's transaction. Does not update seat boards and rooms in memory.
    @Override
    public List<PaymentOutcome> run(List<PayCommand> commands) {
        return commands.stream().map(this::pay).toList();
    }

    private PaymentOutcome pay(PayCommand command) {
        HoldRow hold = hold(command).orElse(null);
        if (hold == null) {
            return new PaymentOutcome.HoldUnknown();
        }
        if (hold.status().equals("CONFIRMED")) {
            attempt(hold, PaymentStatus.REFUSED, "hold-already-paid", null);
            return new PaymentOutcome.AlreadyPaid();
        }
        if (!hold.status().equals("HELD") || !clock.instant().isBefore(hold.expiresAt()) || !hasItsSeats(hold)) {
            attempt(hold, PaymentStatus.REFUSED, "hold-expired", null);
            return new PaymentOutcome.HoldExpired();
        }
        if (hold.concertId() != command.scope().concertId()) {
            return new PaymentOutcome.OutOfScope();
        }
        if (!isAdmitted(hold)) {
            return new PaymentOutcome.AdmissionOver();
        }
        long missing = hold.total().amountMinor() - balance(hold);
        if (missing > 0) {
            return tooExpensive(hold, new Money(missing, hold.total().currency()));
        }
        return sold(hold);
    }

    private Optional<HoldRow> hold(PayCommand command) {
        return jdbc.sql("""
                        select *
                        from reservation.hold
                        where hold_id = :holdId and buyer_id = :buyerId
                        for update
                        """)
                .param("holdId", command.holdId())
                .param("buyerId", command.buyerId())
                .query((row, _) -> holdRow(row))
                .optional();
    }

    private static HoldRow holdRow(ResultSet row) throws SQLException {
        return new HoldRow(
                row.getObject("hold_id", UUID.class),
                row.getObject("buyer_id", UUID.class),
                row.getLong("concert_id"),
                row.getLong("performance_id"),
                row.getString("status"),
                List.of((String[]) row.getArray("seats").getArray()),
                new Money(row.getLong("total_minor"), Currency.getInstance(row.getString("currency"))),
                Timestamps.required(row, "expires_at"));
    }

    private boolean hasItsSeats(HoldRow hold) {
        return hold.seats().stream()
                .allMatch(seat -> jdbc.sql("""
                        select status = 'HELD' and hold_id = :holdId
                        from reservation.seat
                        where performance_id = :performanceId and seat = :seat
                        for update
                        """)
                        .param("holdId", hold.holdId())
                        .param("performanceId", hold.performanceId())
                        .param("seat", seat)
                        .query(Boolean.class)
                        .single());
    }

    private boolean isAdmitted(HoldRow hold) {
        return jdbc.sql("""
                        select 1
                        from waitingroom.place
                        where concert_id = :concertId and buyer_id = :buyerId
                            and state = 'ADMITTED' and admitted_until > :now
                        for update
                        """)
                .param("concertId", hold.concertId())
                .param("buyerId", hold.buyerId())
                .param("now", Timestamps.of(clock.instant()))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /// Zero for a buyer without an account.
    private long balance(HoldRow hold) {
        return jdbc.sql("""
                        select balance_minor
                        from wallet.account
                        where kind = 'BUYER' and buyer_id = :buyerId and currency = :currency
                        """)
                .param("buyerId", hold.buyerId())
                .param("currency", hold.total().currency().getCurrencyCode())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    private PaymentOutcome tooExpensive(HoldRow hold, Money missing) {
        attempt(hold, PaymentStatus.REFUSED, "balance-insufficient", null);
        if (properties.refusalReleasesHold()) {
            end(hold, "RELEASED");
            hold.seats().forEach(seat -> free(hold, seat));
        }
        return new PaymentOutcome.BalanceInsufficient(missing);
    }

    private PaymentOutcome sold(HoldRow hold) {
        Taken taken = hold.total().amountMinor() == 0 ? new Taken(null, balance(hold)) : take(hold);
        finishPlace(hold);
        end(hold, "CONFIRMED");
        List<Ticket> tickets =
                hold.seats().stream().map(seat -> sell(hold, seat)).toList();
        return new Paid(new Receipt(attempt(hold, PaymentStatus.PAID, null, taken), tickets));
    }

    private Taken take(HoldRow hold) {
        Account buyer = jdbc.sql("""
                        update wallet.account
                        set balance_minor = balance_minor - :price
                        where kind = 'BUYER' and buyer_id = :buyerId and currency = :currency
                            and balance_minor >= :price
                        returning account_id, balance_minor
                        """)
                .param("price", hold.total().amountMinor())
                .param("buyerId", hold.buyerId())
                .param("currency", hold.total().currency().getCurrencyCode())
                .query(Account.class)
                .single();
        return new Taken(transfer(hold.total(), buyer, creditHouse(hold.total())), buyer.balanceMinor());
    }

    private Account creditHouse(Money price) {
        jdbc.sql("""
                        insert into wallet.account (account_id, kind, currency, balance_minor)
                        values (:accountId, 'REVENUE', :currency, 0)
                        on conflict (kind, currency) where kind <> 'BUYER' do nothing
                        """)
                .param("accountId", UUID.randomUUID())
                .param("currency", price.currency().getCurrencyCode())
                .update();
        return jdbc.sql("""
                        update wallet.account
                        set balance_minor = balance_minor + :price
                        where kind = 'REVENUE' and currency = :currency
                        returning account_id, balance_minor
                        """)
                .param("price", price.amountMinor())
                .param("currency", price.currency().getCurrencyCode())
                .query(Account.class)
                .single();
    }

    private UUID transfer(Money price, Account buyer, Account house) {
        UUID transferId = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                        insert into wallet.transfer
                            (transfer_id, kind, debit_account_id, credit_account_id, amount_minor, currency,
                             debit_balance_minor, credit_balance_minor, transferred_at)
                        values (:transferId, 'PAYMENT', :buyer, :house, :price, :currency, :buyerBalance, :houseBalance,
                                :now)
                        """)
                .param("transferId", transferId)
                .param("buyer", buyer.accountId())
                .param("house", house.accountId())
                .param("price", price.amountMinor())
                .param("currency", price.currency().getCurrencyCode())
                .param("buyerBalance", buyer.balanceMinor())
                .param("houseBalance", house.balanceMinor())
                .param("now", Timestamps.of(clock.instant()))
                .update();
        return transferId;
    }

    private void finishPlace(HoldRow hold) {
        mustBeOne(jdbc.sql("""
                        update waitingroom.place
                        set state = 'FINISHED'
                        where concert_id = :concertId and buyer_id = :buyerId and state = 'ADMITTED'
                        """)
                .param("concertId", hold.concertId())
                .param("buyerId", hold.buyerId())
                .update());
    }

    private void end(HoldRow hold, String status) {
        mustBeOne(jdbc.sql("""
                        update reservation.hold
                        set status = :status, ended_at = :now
                        where hold_id = :holdId and status = 'HELD'
                        """)
                .param("status", status)
                .param("now", Timestamps.of(clock.instant()))
                .param("holdId", hold.holdId())
                .update());
    }

    private void free(HoldRow hold, String seat) {
        mustBeOne(jdbc.sql("""
                        update reservation.seat
                        set status = 'FREE', hold_id = null, first_of_hold = false, held_until = null,
                            version = nextval('reservation.seat_version')
                        where performance_id = :performanceId and seat = :seat and hold_id = :holdId
                            and status = 'HELD'
                        """)
                .param("performanceId", hold.performanceId())
                .param("seat", seat)
                .param("holdId", hold.holdId())
                .update());
    }

    private Ticket sell(HoldRow hold, String seat) {
        mustBeOne(jdbc.sql("""
                        update reservation.seat
                        set status = 'SOLD', held_until = null, version = nextval('reservation.seat_version')
                        where performance_id = :performanceId and seat = :seat and hold_id = :holdId
                            and status = 'HELD'
                        """)
                .param("performanceId", hold.performanceId())
                .param("seat", seat)
                .param("holdId", hold.holdId())
                .update());
        return issue(hold, seat);
    }

    private Ticket issue(HoldRow hold, String seat) {
        UUID ticketId = UuidCreator.getTimeOrderedEpoch();
        var ticket = new Ticket(
                ticketId, hold.holdId(), hold.performanceId(), seat, "FR" + ticketId, "VALID", clock.instant());
        jdbc.sql("""
                        insert into reservation.ticket
                            (ticket_id, barcode, buyer_id, hold_id, performance_id, seat, status, issued_at)
                        values (:ticketId, :barcode, :buyerId, :holdId, :performanceId, :seat, 'VALID', :now)
                        """)
                .param("ticketId", ticketId)
                .param("barcode", ticket.barcode())
                .param("buyerId", hold.buyerId())
                .param("holdId", hold.holdId())
                .param("performanceId", hold.performanceId())
                .param("seat", seat)
                .param("now", Timestamps.of(ticket.issuedAt()))
                .update();
        return ticket;
    }

    private Payment attempt(HoldRow hold, PaymentStatus status, @Nullable String refusal, @Nullable Taken taken) {
        var attempt = new Payment(
                UuidCreator.getTimeOrderedEpoch(),
                hold.holdId(),
                hold.buyerId(),
                hold.concertId(),
                hold.total(),
                status,
                refusal,
                taken == null ? null : taken.transferId(),
                taken == null ? null : taken.balanceMinor(),
                clock.instant(),
                Money.zero(hold.total().currency()));
        jdbc.sql(INSERT_PAYMENT)
                .param("paymentId", attempt.paymentId())
                .param("holdId", attempt.holdId())
                .param("buyerId", attempt.buyerId())
                .param("concertId", attempt.concertId())
                .param("amount", attempt.amount().amountMinor())
                .param("currency", attempt.amount().currency().getCurrencyCode())
                .param("status", status.name())
                .param("refusal", refusal)
                .param("transferId", attempt.transferId())
                .param("balance", attempt.balanceMinor())
                .param("attemptedAt", Timestamps.of(attempt.attemptedAt()))
                .update();
        return attempt;
    }

    private static void mustBeOne(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("expected one row, found " + rows);
        }
    }
}
