package dev.frontrow.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// In which order the seats of a row stand, and where gaps are between them.
///
/// If every seat has a position, the positions decide both. Otherwise the given order is the order from left to
/// right, whatever the numbers are. If all of them are numbers, they tell where a gap is: between 10 and 13 there
/// is an aisle. In many houses odd numbers stand on one side and even ones on the other, as in 5 3 1 2 4 6, or in
/// rows of their own: there the next number is two away. In 1 2 4 the 3 is missing.
///
/// @param leftToRight indexes of the given seats
/// @param columns     of the seats in that order, ascending from 0; between neighbours it differs by one
record RowOrder(List<Integer> leftToRight, int[] columns) {

    /// A gap is drawn no wider than this, however many numbers are left out.
    private static final int STEP_MAX = 4;

    static RowOrder of(List<Seat> row) {
        List<Integer> given = IntStream.range(0, row.size()).boxed().toList();
        if (row.stream().allMatch(seat -> seat.position() != null)) {
            List<Integer> sorted = given.stream()
                    .sorted(Comparator.comparing(seat -> position(row, seat)))
                    .toList();
            int[] positions =
                    sorted.stream().mapToInt(seat -> position(row, seat)).toArray();
            return new RowOrder(sorted, columns(positions, 1));
        }
        if (!row.stream().allMatch(seat -> seat.number().matches("[0-9]{1,9}"))) {
            return new RowOrder(
                    given, given.stream().mapToInt(Integer::intValue).toArray());
        }
        int[] numbers =
                row.stream().mapToInt(seat -> Integer.parseInt(seat.number())).toArray();
        return new RowOrder(given, columns(numbers, isOddAndEven(numbers) ? 2 : 1));
    }

    private static int position(List<Seat> row, int seat) {
        return Objects.requireNonNull(row.get(seat).position());
    }

    /// Whether all numbers have one parity, or those on the left have one and those on the right the other, and count
    /// in the other direction.
    private static boolean isOddAndEven(int[] numbers) {
        int changes = 0;
        boolean up = false;
        boolean down = false;
        for (int i = 1; i < numbers.length; i++) {
            int step = numbers[i] - numbers[i - 1];
            changes += Math.abs(step) % 2;
            up |= step > 0;
            down |= step < 0;
        }
        return changes == 0 || changes == 1 && up && down;
    }

    /// @param unit by how much the next number differs where nothing is left out
    private static int[] columns(int[] numbers, int unit) {
        int[] columns = new int[numbers.length];
        for (int i = 1; i < numbers.length; i++) {
            int step = Math.ceilDiv(Math.abs(numbers[i] - numbers[i - 1]), unit);
            columns[i] = columns[i - 1] + Math.clamp(step, 1, STEP_MAX);
        }
        return columns;
    }
}
