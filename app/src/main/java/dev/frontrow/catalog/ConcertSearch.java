package dev.frontrow.catalog;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Finds concerts by words of their title and venue. Neither ever changes, so each is read once. Letters are compared
/// without case, accents, width, blanks and punctuation. Hangul is compared by its parts, so a syllable that is still
/// being typed finds its word. Thread-safe.
@Component
class ConcertSearch {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
    private static final Pattern IGNORED = Pattern.compile("[\\s\\p{Z}\\p{C}\\p{P}\\u0300-\\u036f]+");

    private final Concerts concerts;
    private final Map<Long, String> texts = new ConcurrentHashMap<>();

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

    private void readTexts(List<Long> concertIds) {
        List<Long> unknown =
                concertIds.stream().filter(id -> !texts.containsKey(id)).toList();
        if (!unknown.isEmpty()) {
            concerts.names(unknown).forEach((id, name) -> texts.put(id, comparable(name)));
        }
    }

    private static String comparable(String text) {
        String parts = Normalizer.normalize(text, Normalizer.Form.NFKD);
        // Both ways: some letters, such as ß, have one form only after the first.
        String folded = parts.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return IGNORED.matcher(folded).replaceAll("");
    }
}
