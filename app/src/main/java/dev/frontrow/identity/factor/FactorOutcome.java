package dev.frontrow.identity.factor;

import java.time.Duration;
import java.util.List;

/// What a step with a second factor came to.
public sealed interface FactorOutcome {

    /// @param recoveryCodes new ones, shown only here; none if there were some already
    record Confirmed(List<String> recoveryCodes) implements FactorOutcome {

        @Override
        public String toString() {
            return "Confirmed";
        }
    }

    /// It is not the code of this moment, or it was used already.
    record CodeWrong() implements FactorOutcome {}

    /// There is none to be confirmed.
    record NotBegun() implements FactorOutcome {}

    record TooManyGuesses(Duration pause) implements FactorOutcome {}
}
