package dev.frontrow.catalog;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// A part of the house without seats, such as a standing floor: tickets for it name no seat. Each of its places is
/// stored like a seat, which nobody can name, so that all rules for seats hold for it too.
///
/// @param area         its name, unique among the areas and sections of its performance
/// @param entryNumbers whether its tickets get numbers, in whose order people are let in
public record Area(String area, int capacity, String priceLevel, long amountMinor, boolean entryNumbers) {

    /// Between an area's name and the number of the place.
    private static final char NUMBER_SIGN = '#';

    /// The label of its place with this number, counted from 1.
    public String label(int number) {
        return area + NUMBER_SIGN + number;
    }

    Area costing(long amount) {
        return new Area(area, capacity, priceLevel, amount, entryNumbers);
    }

    /// Its places, in the order of their numbers.
    List<Seat> places() {
        return IntStream.rangeClosed(1, capacity)
                .mapToObj(
                        number -> new Seat(label(number), area, "", "", null, priceLevel, amountMinor, area, Set.of()))
                .toList();
    }

    /// Whether one of its places has this label.
    public boolean labels(String label) {
        if (!label.startsWith(area + NUMBER_SIGN)) {
            return false;
        }
        String number = label.substring(area.length() + 1);
        return number.matches("[1-9][0-9]{0,5}") && Integer.parseInt(number) <= capacity;
    }
}
