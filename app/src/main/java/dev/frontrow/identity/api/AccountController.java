package dev.frontrow.identity.api;

import dev.frontrow.identity.AccountChanges;
import dev.frontrow.identity.BoxOfficeLinks;
import dev.frontrow.identity.BuyerNames;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.identity.NewPasswordOutcome;
import dev.frontrow.identity.PasswordResets;
import dev.frontrow.identity.SignInOrigin;
import dev.frontrow.identity.SignInOutcome;
import dev.frontrow.identity.Username;
import dev.frontrow.identity.passwords.PasswordFault;
import dev.frontrow.identity.recovery.RecoveryAddress;
import dev.frontrow.identity.recovery.RecoverySettings;
import dev.frontrow.problem.Language;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What owners can do with their accounts.
@RestController
@Tag(name = "Identity")
@RequestMapping("/api/v1")
class AccountController {

    private static final Duration RETRY_WHEN_BUSY = Duration.ofSeconds(2);

    record AccountAnswer(
            UUID buyerId,
            @Nullable String username,
            @Nullable String recoveryAddress) {}

    record PasswordForm(
            @NotNull String currentPassword, @NotNull String newPassword) {

        @Override
        public String toString() {
            return "PasswordForm";
        }
    }

    record RecoveryForm(
            @NotNull String currentPassword,

            @Nullable @Pattern(regexp = RecoveryAddress.PATTERN, message = "recovery-address")
            String recoveryAddress) {

        @Override
        public String toString() {
            return "RecoveryForm";
        }
    }

    record ResetRequest(
            @NotNull @Pattern(regexp = Username.PATTERN, message = "username")
            String username) {

        ResetRequest {
            username = username == null ? null : Username.normalized(username);
        }
    }

    record ResetForm(@NotNull String token, @NotNull String newPassword) {

        @Override
        public String toString() {
            return "ResetForm";
        }
    }

    record ResetLink(String token, String link, Instant expiresAt) {

        @Override
        public String toString() {
            return "ResetLink";
        }
    }

    private final AccountChanges changes;
    private final PasswordResets resets;
    private final BoxOfficeLinks boxOffice;
    private final BuyerNames names;
    private final RecoverySettings settings;

    AccountController(
            AccountChanges changes,
            PasswordResets resets,
            BoxOfficeLinks boxOffice,
            BuyerNames names,
            RecoverySettings settings) {
        this.changes = changes;
        this.resets = resets;
        this.boxOffice = boxOffice;
        this.names = names;
        this.settings = settings;
    }

    @GetMapping("/buyers/me")
    @Operation(summary = "Who one is")
    AccountAnswer account(@AuthenticationPrincipal Caller caller) {
        return new AccountAnswer(
                caller.buyerId(),
                names.of(caller.buyerId()).orElse(null),
                changes.recoveryAddress(caller.buyerId()).orElse(null));
    }

    @PutMapping("/buyers/me/password")
    @Operation(
            summary = "Change one's password",
            description = "Ends all sessions that were begun before, and answers a token of a new one.")
    IdentityController.SessionAnswer changePassword(
            @Valid @RequestBody PasswordForm form, @AuthenticationPrincipal Caller caller, HttpServletRequest from) {
        return switch (changes.changePassword(
                caller, form.currentPassword(), form.newPassword(), SignInOrigin.of(from))) {
            case NewPasswordOutcome.Changed(SignInOutcome.SignedIn(Caller known, var _, var token)) ->
                new IdentityController.SessionAnswer(token.value(), "Bearer", token.expiresAt(), known.buyerId());
            case NewPasswordOutcome refused -> throw refusal(refused);
        };
    }

    @PutMapping("/buyers/me/recovery-address")
    @Operation(
            summary = "Say where links to set a new password may be mailed",
            description = "Without `recoveryAddress` none are mailed any more.")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeRecoveryAddress(
            @Valid @RequestBody RecoveryForm form, @AuthenticationPrincipal Caller caller, HttpServletRequest from) {
        changes.changeRecoveryAddress(caller, form.currentPassword(), form.recoveryAddress(), SignInOrigin.of(from))
                .ifPresent(refused -> {
                    throw refusal(refused);
                });
    }

    @PostMapping("/password-resets")
    @Operation(
            summary = "Ask for a link to set a new password",
            description = "It is mailed to the account's recovery address, if there is one and this server sends mail. "
                    + "The answer is always the same.")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void requestReset(@Valid @RequestBody ResetRequest form, HttpServletRequest from) {
        Duration pause = resets.request(form.username(), ClientNetwork.of(from.getRemoteAddr()), Language.of(from));
        if (pause.isPositive()) {
            throw Problem.of(ProblemCode.TOO_MANY_REQUESTS).retryAfter(pause);
        }
    }

    @PostMapping("/password-resets/redemptions")
    @Operation(summary = "Set a new password by a link", description = "Uses the link up, and ends all sessions.")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reset(@Valid @RequestBody ResetForm form) {
        switch (resets.redeem(form.token(), form.newPassword())) {
            case NewPasswordOutcome.Reset() -> {}
            case NewPasswordOutcome.NotProven() ->
                throw Problem.of(ProblemCode.RESET_LINK_INVALID).at("token", "value");
            case NewPasswordOutcome refused -> throw refusal(refused);
        }
    }

    @PostMapping("/operator/password-resets")
    @Tag(name = "Operator")
    @Operation(
            summary = "Make a link that lets a buyer set a new password",
            description = "For the box office, once it knows who stands before it. Good once, for an hour.")
    @ResponseStatus(HttpStatus.CREATED)
    ResetLink giveLink(@Valid @RequestBody ResetRequest form) {
        var link = boxOffice
                .give(form.username())
                .orElseThrow(() -> Problem.unknown(ProblemCode.BUYER_UNKNOWN, "username"));
        return new ResetLink(link.token(), settings.link("/reset-password?token=" + link.token()), link.expiresAt());
    }

    static Problem refusal(NewPasswordOutcome refused) {
        return switch (refused) {
            case NewPasswordOutcome.Unfit(PasswordFault fault) -> Problem.invalidField("newPassword", fault.key());
            case NewPasswordOutcome.NotProven() -> Problem.invalidField("currentPassword", "wrong-password");
            case NewPasswordOutcome.TooManyAttempts(Duration pause) ->
                Problem.of(ProblemCode.TOO_MANY_REQUESTS).retryAfter(pause);
            case NewPasswordOutcome.TooManyHashing() ->
                Problem.of(ProblemCode.BUSY).retryAfter(RETRY_WHEN_BUSY);
            case NewPasswordOutcome.Changed _, NewPasswordOutcome.Reset _ ->
                throw new IllegalStateException("that is no refusal");
        };
    }
}
