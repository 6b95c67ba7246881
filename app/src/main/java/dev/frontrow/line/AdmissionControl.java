package dev.frontrow.line;

import dev.frontrow.catalog.Stock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Decides how many people may be called now: as many as the rate wants, made up for those who will not come; no more
/// than fit inside; no more than can find a seat; fewer while the shop is slow. Not thread-safe: [Line] guards it.
final class AdmissionControl implements CalledBatches.Experience {

    /// What a buyer takes until it is known: the prior counts as so many holds.
    private static final double SEATS_PER_HOLD_AT_FIRST = 2;
    private static final int HOLDS_AT_FIRST = 20;
    /// Not everybody inside takes seats, so a few more people than seats may be let in.
    private static final double OVERBOOKING = 1.2;
    /// While the house is full of free seats a crowd may look for them, even in a small house; as they go, so does
    /// this.
    private static final double EARLY_CROWD = 500;
    /// A few may always look: somebody has to see that all is gone, and take at once what comes back.
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
    /// By the stock; reckoned once a tick, since every poll asks.
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

    /// Arrivals a second as they are wanted now.
    double perSecond() {
        return terms.perSecond() * backOff.factor();
    }

    double credit() {
        return budget.credit();
    }

    /// How likely it is that somebody comes who is called now.
    double chance(Presence.Sign sign) {
        return showUp(sign).chance();
    }

    /// Which share of those with this sign was seen to come.
    double share(Presence.Sign sign) {
        return showUp(sign).share();
    }

    private ShowUpRate showUp(Presence.Sign sign) {
        return Objects.requireNonNull(showUps.get(sign));
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

    /// Others have to wait for it.
    @Override
    public void cameLate(Presence.Sign sign) {
        showUp(sign).learn(0, 1, terms.admitPerMinute());
        budget.owe(-1, perSecond());
    }

    /// How many more people may look for seats: as many as will find some among those that are free and those
    /// that will come back, less those inside who are still looking. Infinite where nobody counts seats.
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

    /// The limit that binds where the rate does.
    Limit rateLimit() {
        return backOff.factor() < 1 ? Limit.BACK_OFF : Limit.RATE;
    }

    double factor() {
        return backOff.factor();
    }
}
