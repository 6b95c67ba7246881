package dev.frontrow.identity;

import dev.frontrow.identity.passwords.AcceptablePassword;
import dev.frontrow.text.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// A new buyer's details, and the rules for them. The messages are keys under `field.`.
@AcceptablePassword
public record SignUpForm(
        @NotNull @Pattern(regexp = Username.PATTERN, message = "username")
        String username,

        @NotNull String password,

        @Nullable @Schema(minLength = 1, maxLength = SignUpForm.DISPLAY_NAME_MAX)
        String displayName)
        implements AcceptablePassword.ChosenCredentials {

    static final int DISPLAY_NAME_MAX = 80;

    public SignUpForm {
        username = username == null ? null : Username.normalized(username);
    }

    /// The display name in its clean form.
    ///
    /// @throws Problem 400 if it breaks the rule of [PlainText]
    @Nullable
    public String cleanDisplayName() {
        return displayName == null ? null : PlainText.line("displayName", displayName, DISPLAY_NAME_MAX);
    }

    /// Records print their components; this one must never reach a log.
    @Override
    public String toString() {
        return "SignUpForm[" + username + "]";
    }
}
