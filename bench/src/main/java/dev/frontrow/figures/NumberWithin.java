package dev.frontrow.figures;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// The whole numbers that an option takes. Each option names a subclass of its own with its bounds.
public abstract class NumberWithin implements ITypeConverter<Integer> {

    private final int smallest;
    private final int largest;

    protected NumberWithin(int smallest, int largest) {
        this.smallest = smallest;
        this.largest = largest;
    }

    @Override
    public final Integer convert(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= smallest && number <= largest) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Refused below, as one that is out of bounds.
        }
        throw new TypeConversionException("wants a number from %d to %d, not '%s'".formatted(smallest, largest, text));
    }
}
