package dev.frontrow.identity.signedin;

import dev.frontrow.identity.CallerAuthentication;

/// What became of an operator's wish to end sessions.
public sealed interface SessionEndOutcome {

    record Ended() implements SessionEndOutcome {}

    /// All but the caller's, of which older tokens are over too.
    record OthersEnded(CallerAuthentication goesOn) implements SessionEndOutcome {}

    /// It has ended already, or there never was one.
    record SessionUnknown() implements SessionEndOutcome {}

    record OperatorUnknown() implements SessionEndOutcome {}

    /// So many are remembered as ended that no more fit in.
    record TooManyEnded() implements SessionEndOutcome {}
}
