package dev.frontrow.line;

import dev.frontrow.catalog.Stock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Decides how many people may be called now. Four limits apply: the rate (topped up for expected no-shows), the
/// capacity, the seats that are left, and back-off while the shop is slow. Not thread-safe: [Line] guards it.
final class AdmissionControl implements CalledBatches.Experience {

    /// Assumed seats per hold before any hold is seen.
    private static final double SEATS_PER_HOLD_AT_FIRST = 2;
    private static final int HOLDS_AT_FIRST = 20;
    /// Not everybody inside takes seats, so slightly more people are let in than there are seats for.
    private static final double OVERBOOKING = 1.2;
    /// So many extra people may look while all seats are free, whatever the size of the house. Shrinks with the
    /// share of free seats.
    private static final double EARLY_CROWD = 500;
    /// At least this many may always look: somebody has to take seats that come back.
    private static final double ALWAYS_LOOKING = 10;
    private static final Duration GAP_MAX = Duration.ofSeconds(5);

    private final Map<Presence.Sign, ShowUpRate> showUps = new EnumMap<>(Map.of(
            Presence.Sign.ASKING, new ShowUpRate(1, 0.3),
            Presence.Sign.PRESUMED, new ShowUpRate(0.8, 0.3),
            Presence.Sign.SILENT, new ShowUpRate(0.2, 0.1)));
    private final AdmissionBudget budget;
    private final BackOff backOff;
    private LineTerms terms;
    private Instant earnedAt;
    private @Nullable Stock stock;
    /// Computed from the stock once per tick, because every poll needs it.
    private double lookersMax;

    AdmissionControl(LineTerms terms, Instant now) {
        this.terms = terms;
        this.earnedAt = now;
        this.backOff = new BackOff(terms.latencyTarget(), now);
        this.budget = new AdmissionBudget(terms.perSecond());
    }

    void steer(LineTerms newTerms, Instant now) {
        earn(now);
        terms = newTerms;
        if (newTerms.low()) {
            backOff.beginLow();
        }
        budget.lowerTo(perSecond());
    }

    void observe(Shop shop, Instant now) {
        stock = shop.stock();
        if (stock != null) {
            lookersMax = Math.max(ALWAYS_LOOKING, lookersServed(stock));
        }
        backOff.observe(shop, now);
    }

    void earn(Instant now) {
        Duration since = Duration.between(earnedAt, now);
        if (since.isPositive()) {
            budget.earn(since.compareTo(GAP_MAX) > 0 ? GAP_MAX : since, perSecond());
            earnedAt = now;
        }
    }

    /// Target arrivals per second, after back-off.
    double perSecond() {
        return terms.perSecond() * backOff.factor();
    }

    double credit() {
        return budget.credit();
    }

    /// The probability that somebody with this sign comes when called; never below the sign's floor.
    double chance(Presence.Sign sign) {
        return showUp(sign).chance();
    }

    /// The observed share that came, without a floor.
    double share(Presence.Sign sign) {
        return showUp(sign).share();
    }

    private ShowUpRate showUp(Presence.Sign sign) {
        return Objects.requireNonNull(showUps.get(sign));
    }

    /// Forgets the debt of calls that another node has made within the rate.
    void forgive() {
        budget.forgive(perSecond());
    }

    void called(double chance) {
        budget.spend(chance);
    }

    @Override
    public void learn(Presence.Sign sign, int called, int came) {
        showUp(sign).learn(called, came, terms.admitPerMinute());
    }

    @Override
    public void missed(double arrivals) {
        budget.owe(arrivals, perSecond());
    }

    /// Their arrival was not paid for, so the budget pays for it now.
    @Override
    public void cameLate(Presence.Sign sign) {
        showUp(sign).learn(0, 1, terms.admitPerMinute());
        budget.owe(-1, perSecond());
    }

    /// How many more people may look for seats: those for whom free and returning seats suffice, minus people
    /// inside without a hold, minus `outstanding`. Infinite while the stock is unknown; may be negative.
    double stockRoom(int inside, double outstanding) {
        if (stock == null) {
            return Double.POSITIVE_INFINITY;
        }
        long looking = Math.max(0, inside - stock.holds());
        return lookersMax - looking - outstanding;
    }

    private static double lookersServed(Stock stock) {
        double seatsPerHold =
                (stock.held() + SEATS_PER_HOLD_AT_FIRST * HOLDS_AT_FIRST) / (stock.holds() + HOLDS_AT_FIRST);
        double seats = stock.free() + stock.returningShare() * stock.held();
        long all = Math.max(1, stock.free() + stock.held() + stock.sold());
        return seats / seatsPerHold * OVERBOOKING + EARLY_CROWD * stock.free() / all;
    }

    /// Which limit to report when the credit is used up: the operator's rate, or back-off.
    Limit rateLimit() {
        return backOff.factor() < 1 ? Limit.BACK_OFF : Limit.RATE;
    }

    double factor() {
        return backOff.factor();
    }
}
