package dev.frontrow.catalog;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Finds concerts by words of their titles, artists and venue, each read once until it is edited. Letters are compared
/// without case, accents, width, blanks and punctuation. Hangul is compared by its parts, so a syllable that is still
/// being typed finds its word. Thread-safe.
@Component
class ConcertSearch {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
    private static final Pattern IGNORED = Pattern.compile("[\\s\\p{Z}\\p{C}\\p{P}\\u0300-\\u036f]+");

    private final Concerts concerts;
    private final Map<Long, String> texts = new ConcurrentHashMap<>();
    private final AtomicLong edits = new AtomicLong();

    ConcertSearch(Concerts concerts) {
        this.concerts = concerts;
    }

    /// Those of the concerts that have every word, in their order; all of them if nothing is sought.
    List<Long> among(List<Long> concertIds, String sought) {
        if (sought.isBlank()) {
            return concertIds;
        }
        List<String> words = BLANKS.splitAsStream(sought)
                .map(ConcertSearch::comparable)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        if (words.isEmpty()) {
            return List.of();
        }
        readTexts(concertIds);
        return concertIds.stream()
                .filter(id -> words.stream().allMatch(texts.getOrDefault(id, "")::contains))
                .toList();
    }

    /// To be called once an edit of the concert is there for everybody.
    void forget(long concertId) {
        edits.incrementAndGet();
        texts.remove(concertId);
    }

    /// To be called if any concert may have been edited.
    void forgetAll() {
        edits.incrementAndGet();
        texts.clear();
    }

    /// What was read while an edit was on its way may be old, so it is read again at the next search.
    private void readTexts(List<Long> concertIds) {
        List<Long> unknown =
                concertIds.stream().filter(id -> !texts.containsKey(id)).toList();
        if (!unknown.isEmpty()) {
            long before = edits.get();
            concerts.names(unknown).forEach((id, name) -> texts.put(id, comparable(name)));
            if (edits.get() != before) {
                unknown.forEach(texts::remove);
            }
        }
    }

    private static String comparable(String text) {
        String parts = Normalizer.normalize(text, Normalizer.Form.NFKD);
        // Both ways: some letters, such as ß, have one form only after the first.
        String folded = parts.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return IGNORED.matcher(folded).replaceAll("");
    }
}
