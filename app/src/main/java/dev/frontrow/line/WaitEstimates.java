package dev.frontrow.line;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/// Estimates the waits of a room's places from the expected arrivals ahead in both lanes, and remembers what was
/// told. Not thread-safe: [Line] guards it.
final class WaitEstimates {

    private final Map<Lane, LaneState> lanes;
    private final AdmissionControl control;
    private final Forecast forecast;
    private LineTerms terms;
    private Limit cause = Limit.RATE;
    private boolean shopIsSlow;
    /// Ranges told before this second do not bind: circumstances have changed since.
    private int circumstancesSince;

    WaitEstimates(Map<Lane, LaneState> lanes, AdmissionControl control, LineTerms terms) {
        this.lanes = lanes;
        this.control = control;
        this.terms = terms;
        this.forecast = new Forecast(terms.perSecond(), terms.admissionTtl());
    }

    void steer(LineTerms newTerms) {
        terms = newTerms;
    }

    void observeVisit(double seconds) {
        forecast.observeVisit(seconds);
    }

    /// @param fellSilent places that fell silent, minus those that came back
    void observeGivingUp(long fellSilent, long waiting, double seconds) {
        forecast.observeGivingUp(seconds, fellSilent, waiting);
    }

    /// Updates the forecast after the line moved for `seconds`.
    ///
    /// @param arrivals expected arrivals that were called
    void observe(TickReport report, double arrivals, double seconds, int second) {
        if (report.bound() == Limit.CAPACITY) {
            forecast.observeFull(seconds, terms.capacity(), control.perSecond());
        } else {
            forecast.observeFlow(seconds, arrivals, report.bound() == Limit.STOCK, control.perSecond());
        }
        forecast.observeFactor(seconds, report.factor(), terms.perSecond());
        forecast.observeStock(report.stockRoom());
        noteCause(report, second);
    }

    private void noteCause(TickReport report, int second) {
        boolean slow = report.factor() < 1;
        if (slow != shopIsSlow) {
            shopIsSlow = slow;
            forgetForecasts();
        }
        Limit seen = report.bound() == Limit.NOBODY_WAITING ? Limit.RATE : report.bound();
        if (seen != cause) {
            cause = seen;
            circumstancesSince = second;
        }
    }

    /// The terms have changed: ranges told before no longer bind.
    void circumstancesChange(int second) {
        circumstancesSince = second;
        forgetForecasts();
    }

    /// Drops pending forecasts: made under other circumstances, they say nothing about forecasts.
    private void forgetForecasts() {
        lanes.values().forEach(state -> state.forecasts().clear());
    }

    /// Estimates the wait and records it. The upper end moves back only with a cause.
    WaitEstimate tell(Lane lane, long position, long ahead, int second) {
        LaneState state = stateOf(lane);
        Forecast.Span span = forecast.behind(work(lane, position, ahead));
        state.forecasts().sample(position, second, span);
        Calibration.Range range = state.forecasts().range(span, position);
        int low = second + (int) Math.floor(range.low());
        int high = second + (int) Math.ceil(range.high()) + 1;
        String why = cause.cause();
        int told = state.quotedWaits().latestHigh(position);
        boolean sameCircumstances = told > 0 && state.quotedWaits().toldAt(position) >= circumstancesSince;
        // The told minimum is one second, so an end that is reached has to move back.
        if (sameCircumstances && second + Math.max(1, range.least()) <= told) {
            high = Math.min(high, told);
            low = Math.min(low, high);
        } else if (sameCircumstances) {
            why = "slower";
        }
        state.quotedWaits().tell(position, low, high, second);
        return new WaitEstimate(
                position,
                ahead,
                Duration.ofSeconds(Math.max(0, low - second)),
                Duration.ofSeconds(Math.max(1, high - second)),
                why,
                Polling.after(span.likely(), position));
    }

    /// The expected arrivals ahead. Both lanes move at once, each at its share, until one is empty. People who
    /// join the other lane meanwhile count too, up to that lane's share.
    private Forecast.Work work(Lane lane, long position, long ahead) {
        LaneState state = stateOf(lane);
        LaneState other = stateOf(lane == Lane.GENERAL ? Lane.PRIORITY : Lane.GENERAL);
        // The place itself counts too.
        double own = work(state, state.peopleAhead(position) + 1, ahead + 1);
        double others = work(other, other.peopleAhead(other.lastNumber() + 1), other.waiting());
        double most = own / terms.share(lane);
        double present = Math.min(most, own + others);
        double coming = other.arrivals().within(present / forecast.flow(), others);
        double doubt = state.turnoutDoubt();
        return new Forecast.Work(
                Math.min(most, own + others + coming / 2) * (1 - doubt),
                Math.min(most, own + others + coming),
                Math.min(most, own + others + 2 * coming) * (1 + doubt));
    }

    /// The expected arrivals among `people`, of whom `alive` still poll.
    private double work(LaneState state, long people, long alive) {
        double presumed = state.presence().presumedShare();
        double aliveChance = (1 - presumed) * control.share(Presence.Sign.ASKING) + presumed * state.turnoutChance();
        return alive * aliveChance + (people - alive) * control.share(Presence.Sign.SILENT);
    }

    private LaneState stateOf(Lane lane) {
        return Objects.requireNonNull(lanes.get(lane));
    }
}
