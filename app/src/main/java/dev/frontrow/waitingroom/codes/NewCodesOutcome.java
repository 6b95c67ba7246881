package dev.frontrow.waitingroom.codes;

import java.util.List;

/// What became of the wish for new access codes: all of them, or none.
sealed interface NewCodesOutcome {

    record Made(List<AccessCode> codes) implements NewCodesOutcome {}

    record Exist(List<String> codes) implements NewCodesOutcome {}
}
