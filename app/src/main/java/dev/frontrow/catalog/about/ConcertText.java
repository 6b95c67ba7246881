package dev.frontrow.catalog.about;

import org.jspecify.annotations.Nullable;

/// What a concert's page says in one language; what is null is taken from the other language.
public record ConcertText(
        @Nullable String title,
        @Nullable String artists,
        @Nullable String description,
        @Nullable String notices,
        @Nullable String terms) {

    public static final ConcertText NONE = new ConcertText(null, null, null, null, null);

    boolean isEmpty() {
        return equals(NONE);
    }
}
