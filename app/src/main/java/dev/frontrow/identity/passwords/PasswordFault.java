package dev.frontrow.identity.passwords;

import java.util.Locale;
import org.springframework.modulith.NamedInterface;

/// Why a text cannot be a password; see [PasswordRule].
@NamedInterface("passwords")
public enum PasswordFault {
    TOO_SHORT,
    TOO_LONG,
    BLANK,
    CONTROL,
    COMMON;

    /// The key of its words, behind `field.` and on pages behind `password.`.
    public String key() {
        return "password-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
