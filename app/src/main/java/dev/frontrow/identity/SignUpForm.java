package dev.frontrow.identity;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// What a new buyer tells, and the rules for it. The messages are keys under `field.`.
public record SignUpForm(
        @NotNull @Pattern(regexp = "[A-Za-z0-9._@-]{3,64}", message = "username")
        String username,

        @NotNull @AcceptablePassword String password,

        @Nullable
        @Size(min = 1, max = 80)
        @Pattern(regexp = "[^\\p{Cntrl}]*", message = "plain-text")
        @Pattern(regexp = "(?sU)(.*\\S.*)?", message = "required")
        String displayName) {

    /// Records print their components; this one must never reach a log.
    @Override
    public String toString() {
        return "SignUpForm[" + username + "]";
    }
}
