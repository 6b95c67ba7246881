package dev.frontrow.verifier;

/// What was given cannot be checked at all; the message is a sentence for whoever gave it.
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
        super(message);
    }
}
