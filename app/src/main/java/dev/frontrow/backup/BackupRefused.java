package dev.frontrow.backup;

/// A backup cannot be made or restored, for a reason that its operator can mend. The message is one line.
public final class BackupRefused extends Exception {

    private static final long serialVersionUID = 1L;

    public BackupRefused(String message) {
        super(message);
    }

    BackupRefused(String message, Throwable cause) {
        super(message + said(cause), cause);
    }

    private static String said(Throwable cause) {
        return String.valueOf(cause.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
