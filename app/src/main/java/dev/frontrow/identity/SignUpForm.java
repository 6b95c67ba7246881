package dev.frontrow.identity;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// What a new buyer tells, and the rules for it. The messages are keys under `field.`.
@AcceptablePassword
public record SignUpForm(
        @NotNull @Pattern(regexp = Username.PATTERN, message = "username")
        String username,

        @NotNull String password,

        @Nullable
        @Size(min = 1, max = 80)
        @Pattern(regexp = "[^\\p{Cntrl}]*", message = "plain-text")
        @Pattern(regexp = "(?sU)(.*\\S.*)?", message = "required")
        String displayName) {

    public SignUpForm {
        username = username == null ? null : Username.normalized(username);
    }

    /// Records print their components; this one must never reach a log.
    @Override
    public String toString() {
        return "SignUpForm[" + username + "]";
    }
}
