package dev.frontrow.waitingroom.codes;

import java.util.List;

/// The outcome of creating access codes: all of them, or none because some exist.
sealed interface NewCodesOutcome {

    record Made(List<AccessCode> codes) implements NewCodesOutcome {}

    record Exist(List<String> codes) implements NewCodesOutcome {}
}
