package dev.frontrow.groupcommit;

/// The command was not run and had no effect: too many commands wait, it waited too long, or its batch was rolled
/// back and the commands before it failed too slowly.
public final class GroupCommitBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public GroupCommitBusyException(String message) {
        // Thrown thousands of times under overload, so it has no stack trace.
        super(message, null, false, false);
    }
}
