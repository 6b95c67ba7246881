package dev.frontrow.identity.people;

/// What a change of somebody's account came to.
sealed interface PersonOutcome {

    record Changed(Person person) implements PersonOutcome {}

    /// There is no such operator, or they have gone.
    record Unknown() implements PersonOutcome {}

    /// Without them nobody could let anybody in.
    record LastOwner() implements PersonOutcome {}
}
