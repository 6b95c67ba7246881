package dev.frontrow.boxoffice.export;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/// One cell of a list.
sealed interface Cell {

    /// As it stands in a file of text.
    String text();

    /// Somebody's words or an id; never a formula, whatever it begins with.
    record Text(String text) implements Cell {}

    /// A whole number.
    record Whole(long value) implements Cell {

        @Override
        public String text() {
            return Long.toString(value);
        }
    }

    /// An amount with as many decimals as its currency has, a point before them, and nothing between thousands.
    record Amount(long amountMinor, Currency currency) implements Cell {

        BigDecimal value() {
            return BigDecimal.valueOf(amountMinor, Math.max(currency.getDefaultFractionDigits(), 0));
        }

        @Override
        public String text() {
            return value().toPlainString();
        }
    }

    /// Nothing.
    record Empty() implements Cell {

        @Override
        public String text() {
            return "";
        }
    }

    static Cell of(@Nullable String text) {
        return text == null ? new Empty() : new Text(text);
    }

    static Cell of(@Nullable Integer number) {
        return number == null ? new Empty() : new Whole(number);
    }

    /// In UTC, with a `Z`.
    static Cell utc(Instant at) {
        return new Text(at.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /// By the clock of the venue, with its distance from UTC.
    static Cell local(Instant at, ZoneId zone) {
        return new Text(at.truncatedTo(ChronoUnit.SECONDS)
                .atZone(zone)
                .toOffsetDateTime()
                .toString());
    }
}
