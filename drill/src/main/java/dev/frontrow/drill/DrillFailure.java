package dev.frontrow.drill;

/// The drill could not be done. What it finds wrong is no failure but a finding.
final class DrillFailure extends Exception {

    private static final long serialVersionUID = 1L;

    DrillFailure(String message) {
        super(message);
    }
}
