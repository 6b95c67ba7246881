package dev.frontrow.storefront;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Chooses a letter for each price level: its name if that is one letter, otherwise the name's first letter,
/// otherwise a free letter, otherwise a number.
final class LevelLetters {

    private LevelLetters() {}

    /// @param names of all levels of a concert
    static List<String> of(List<String> names) {
        List<String> written = names.stream()
                .map(name -> name.strip().toUpperCase(Locale.ROOT))
                .toList();
        List<String> taken =
                new ArrayList<>(written.stream().filter(LevelLetters::isLetter).toList());
        List<String> letters = new ArrayList<>();
        for (String name : written) {
            String letter = isLetter(name) && !letters.contains(name) ? name : next(name, taken);
            taken.add(letter);
            letters.add(letter);
        }
        return letters;
    }

    private static String next(String name, List<String> taken) {
        Stream<String> first = name.isEmpty() ? Stream.empty() : Stream.of(name.substring(0, 1));
        Stream<String> others = IntStream.rangeClosed('A', 'Z').mapToObj(Character::toString);
        // A concert may have more levels than there are letters.
        Stream<String> numbers = IntStream.iterate(1, n -> n + 1).mapToObj(Integer::toString);
        return Stream.of(first.filter(LevelLetters::isLetter), others, numbers)
                .flatMap(candidates -> candidates)
                .filter(Predicate.not(taken::contains))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isLetter(String text) {
        return text.length() == 1 && text.charAt(0) >= 'A' && text.charAt(0) <= 'Z';
    }
}
