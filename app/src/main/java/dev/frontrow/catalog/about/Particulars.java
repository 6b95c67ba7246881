package dev.frontrow.catalog.about;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a concert has beside title, venue, times and prices. Anything may be missing.
///
/// @param ageLimit         from which age people are let in
/// @param seatsPerBuyerMax lower than the limit of the house
/// @param poster           hash of its picture
public record Particulars(
        Map<Locale, ConcertText> texts,
        @Nullable String address,
        @Nullable Integer ageLimit,
        @Nullable Integer runningMinutes,
        @Nullable Integer seatsPerBuyerMax,
        @Nullable String poster) {

    public static final Particulars NONE = new Particulars(Map.of(), null, null, null, null, null);

    /// What the operator wrote in this language.
    public ConcertText text(Locale language) {
        return texts.getOrDefault(language, ConcertText.NONE);
    }

    /// A text in this language, or else in another one; null if there is none.
    public @Nullable String shown(Locale language, Function<ConcertText, @Nullable String> text) {
        return Stream.concat(Stream.of(text(language)), texts.values().stream())
                .map(text)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /// The same with another poster, or without one.
    public Particulars withPoster(@Nullable String hash) {
        return new Particulars(texts, address, ageLimit, runningMinutes, seatsPerBuyerMax, hash);
    }
}
