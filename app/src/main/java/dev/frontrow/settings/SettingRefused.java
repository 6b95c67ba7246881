package dev.frontrow.settings;

/// A setting that Frontrow does not support. The message is one line for the operator.
public final class SettingRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SettingRefused(String line) {
        super(line);
    }
}
