package dev.frontrow.catalog.editing;

import dev.frontrow.catalog.about.ConcertText;
import dev.frontrow.catalog.about.Particulars;
import dev.frontrow.catalog.editing.ConcertForm.ConcertTextForm;
import dev.frontrow.catalog.editing.ConcertForm.ConcertTextsForm;
import dev.frontrow.text.PlainText;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns what an operator writes of a concert into what can be stored. A blank text and a 0 mean that there is none.
public final class ParticularsPlan {

    private static final int TITLE_MAX = 200;
    private static final int ARTISTS_MAX = 500;
    private static final int DESCRIPTION_MAX = 5_000;
    private static final int NOTICES_MAX = 2_000;
    private static final int TERMS_MAX = 10_000;
    private static final int ADDRESS_MAX = 300;

    private ParticularsPlan() {}

    static Particulars of(ConcertForm form) {
        return new Particulars(
                form.texts() == null ? Map.of() : texts(form.texts()),
                form.address() == null ? null : address(form.address()),
                number(form.ageLimit()),
                number(form.runningMinutes()),
                number(form.seatsPerBuyerMax()),
                null);
    }

    /// For both languages, so that a text can be removed.
    public static Map<Locale, ConcertText> texts(ConcertTextsForm form) {
        Map<Locale, ConcertText> texts = new HashMap<>();
        texts.put(Locale.ENGLISH, text("texts.en.", form.en()));
        texts.put(Locale.KOREAN, text("texts.ko.", form.ko()));
        return Map.copyOf(texts);
    }

    private static ConcertText text(String path, @Nullable ConcertTextForm form) {
        return form == null
                ? ConcertText.NONE
                : new ConcertText(
                        line(path + "title", form.title(), TITLE_MAX),
                        line(path + "artists", form.artists(), ARTISTS_MAX),
                        lines(path + "description", form.description(), DESCRIPTION_MAX),
                        lines(path + "notices", form.notices(), NOTICES_MAX),
                        lines(path + "terms", form.terms(), TERMS_MAX));
    }

    public static @Nullable String address(String address) {
        return line("address", address, ADDRESS_MAX);
    }

    public static @Nullable Integer number(@Nullable Integer number) {
        return number == null || number == 0 ? null : number;
    }

    private static @Nullable String line(String field, @Nullable String text, int max) {
        return text == null || text.isBlank() ? null : PlainText.line(field, text, max);
    }

    private static @Nullable String lines(String field, @Nullable String text, int max) {
        return text == null || text.isBlank() ? null : PlainText.lines(field, text, max);
    }
}
