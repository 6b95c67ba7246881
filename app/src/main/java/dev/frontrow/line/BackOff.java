package dev.frontrow.line;

import java.time.Duration;
import java.time.Instant;

/// Lowers the rate while the shop is slow: additive increase, multiplicative decrease, as TCP does it (Chiu and Jain,
/// 1989). Looked at window by window, since one slow request proves nothing. Not thread-safe.
public final class BackOff {

    public static final Duration WINDOW = Duration.ofSeconds(5);

    private static final double DECREASE = 0.7;
    private static final double INCREASE = 0.05;
    private static final double LOWEST = 0.1;
    /// The way back ends carefully: from here on in small steps, so that the rate settles where it was and not above.
    private static final double CAREFUL_FROM = 0.9;
    private static final double CAREFUL_INCREASE = 0.02;
    /// Between this share of the target and the target itself the rate stays: no step up into the next breach.
    private static final double CALM = 0.8;
    /// What a lower rate does shows only as those inside leave; until then another decrease would be one for the same
    /// cause. Latency beyond twice the target does not wait for that.
    private static final int WINDOWS_TO_TAKE_EFFECT = 6;
    private static final int EMERGENCY = 2;
    /// Fewer calls than this say nothing about one in a hundred; but a breach among a few is taken as one.
    private static final int CALLS_MIN = 5;

    private final Duration target;
    private Instant windowEnds;
    private Duration worst = Duration.ZERO;
    private long calls;
    private double factor = 1;
    private int windowsSinceDecrease = WINDOWS_TO_TAKE_EFFECT;

    BackOff(Duration target, Instant now) {
        this.target = target;
        this.windowEnds = now.plus(WINDOW);
    }

    void observe(Shop shop, Instant now) {
        calls += shop.calls();
        worst = shop.p99().compareTo(worst) > 0 ? shop.p99() : worst;
        if (!now.isBefore(windowEnds)) {
            judge();
            windowEnds = now.plus(WINDOW);
            worst = Duration.ZERO;
            calls = 0;
        }
    }

    private void judge() {
        windowsSinceDecrease++;
        if (calls >= CALLS_MIN && worst.compareTo(target) > 0) {
            if (windowsSinceDecrease >= WINDOWS_TO_TAKE_EFFECT || worst.compareTo(target.multipliedBy(EMERGENCY)) > 0) {
                factor = Math.max(LOWEST, factor * DECREASE);
                windowsSinceDecrease = 0;
            }
        } else if (calls < CALLS_MIN || worst.toNanos() < target.toNanos() * CALM) {
            factor = Math.min(1, factor + (factor < CAREFUL_FROM ? INCREASE : CAREFUL_INCREASE));
        }
    }

    /// What is left of the rate: 1 for all of it.
    double factor() {
        return factor;
    }
}
