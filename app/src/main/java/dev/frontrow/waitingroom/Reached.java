package dev.frontrow.waitingroom;

/// A lane's progress.
///
/// @param servingPosition everybody up to it has been called
/// @param numberGiven     the end of the lane
record Reached(long servingPosition, long numberGiven) {

    static final Reached NOTHING = new Reached(0, 0);

    Reached orFurther(Reached other) {
        return new Reached(Math.max(servingPosition, other.servingPosition), Math.max(numberGiven, other.numberGiven));
    }
}
