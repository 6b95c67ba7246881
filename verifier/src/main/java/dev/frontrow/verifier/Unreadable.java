package dev.frontrow.verifier;

/// The input cannot be checked at all. The message is a sentence for the user.
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
        super(message);
    }
}
