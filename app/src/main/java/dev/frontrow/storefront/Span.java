package dev.frontrow.storefront;

import java.time.Duration;

/// A time that a page promises, in whole minutes, or in seconds below one. Rounded down, so as not to promise too much.
///
/// @param unit `minutes` or `seconds`, part of a message key
public record Span(String unit, long amount) {

    static Span of(Duration time) {
        return time.toMinutes() > 0 ? new Span("minutes", time.toMinutes()) : new Span("seconds", time.toSeconds());
    }
}
