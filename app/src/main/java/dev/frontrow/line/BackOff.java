package dev.frontrow.line;

import java.time.Duration;
import java.time.Instant;

/// Lowers the rate while the shop is slow, by additive increase and multiplicative decrease as in TCP (Chiu and
/// Jain, 1989). Judges whole windows, because one slow request proves nothing. Not thread-safe.
public final class BackOff {

    public static final Duration WINDOW = Duration.ofSeconds(5);

    private static final double DECREASE = 0.7;
    private static final double INCREASE = 0.05;
    private static final double LOWEST = 0.1;
    /// From here on the factor grows in smaller steps, so that it does not overshoot.
    private static final double CAREFUL_FROM = 0.9;
    private static final double CAREFUL_INCREASE = 0.02;
    /// The factor grows only below this share of the target. Between it and the target the factor stays.
    private static final double CALM = 0.8;
    /// A decrease takes effect only as people inside leave, so the next one waits this long. Latency beyond
    /// `EMERGENCY` times the target does not wait.
    private static final int WINDOWS_TO_TAKE_EFFECT = 6;
    private static final int EMERGENCY = 2;
    /// A window with fewer calls never counts as slow.
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

    /// Lowers the rate as far as it goes. It rises from there while the shop is fast.
    void beginLow() {
        factor = LOWEST;
        windowsSinceDecrease = 0;
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

    /// The share of the rate that is left, from 0.1 to 1.
    double factor() {
        return factor;
    }
}
