package dev.frontrow.catalog.editing;

import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.about.ConcertChange;
import dev.frontrow.catalog.about.ConcertChange.What;
import dev.frontrow.catalog.about.Particulars;
import dev.frontrow.problem.Language;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// What reads differently after an edit. Not thread-safe.
final class Changes {

    /// Longer texts are not told, only that they are others now.
    private static final int TOLD_MAX = 500;

    private final Instant now;
    private final List<ConcertChange> found = new ArrayList<>();

    private Changes(Instant now) {
        this.now = now;
    }

    /// What a buyer sees differently; nothing before fans have seen the concert.
    static List<ConcertChange> between(Concert before, Concert after, Instant now) {
        if (!before.isPublic()) {
            return List.of();
        }
        Changes changes = new Changes(now);
        changes.inEachLanguage(What.TITLE, before, after, Concert::titleIn);
        changes.inEachLanguage(What.ARTISTS, before, after, Concert::artistsIn);
        changes.note(What.VENUE, null, before.venue(), after.venue());
        changes.inParticulars(before.particulars(), after.particulars());
        changes.inEachLanguage(What.NOTICES, before, after, Concert::noticesIn);
        changes.inEachLanguage(What.TERMS, before, after, Concert::termsIn);
        return changes.found;
    }

    private void inParticulars(Particulars before, Particulars after) {
        note(What.ADDRESS, null, before.address(), after.address());
        note(What.AGE_LIMIT, null, text(before.ageLimit()), text(after.ageLimit()));
        note(What.RUNNING_TIME, null, text(before.runningMinutes()), text(after.runningMinutes()));
    }

    private void inEachLanguage(
            What what, Concert before, Concert after, BiFunction<Concert, Locale, @Nullable String> text) {
        for (Locale language : Language.ALL) {
            note(what, language, text.apply(before, language), text.apply(after, language));
        }
    }

    private void note(What what, @Nullable Locale language, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            found.add(new ConcertChange(now, null, what, language, told(before), told(after)));
        }
    }

    private static @Nullable String told(@Nullable String text) {
        return text == null || text.length() > TOLD_MAX ? null : text;
    }

    private static @Nullable String text(@Nullable Integer number) {
        return number == null ? null : number.toString();
    }
}
