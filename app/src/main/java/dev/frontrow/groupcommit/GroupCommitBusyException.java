package dev.frontrow.groupcommit;

/// So many commands are waiting that this one was not taken, or it has waited for too long, be it behind others of its
/// undone batch. It had no effect.
public final class GroupCommitBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public GroupCommitBusyException(String message) {
        // It is thrown by the thousand when the server is overloaded, and nobody asks where.
        super(message, null, false, false);
    }
}
