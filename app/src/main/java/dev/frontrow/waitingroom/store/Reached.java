package dev.frontrow.waitingroom.store;

/// A lane's progress.
///
/// @param servingPosition everybody up to it has been called
/// @param numberGiven     the end of the lane
public record Reached(long servingPosition, long numberGiven) {

    public static final Reached NOTHING = new Reached(0, 0);

    public Reached orFurther(Reached other) {
        return new Reached(Math.max(servingPosition, other.servingPosition), Math.max(numberGiven, other.numberGiven));
    }
}
