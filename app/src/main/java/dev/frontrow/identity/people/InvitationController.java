package dev.frontrow.identity.people;

import dev.frontrow.identity.Username;
import dev.frontrow.identity.passwords.AcceptablePassword;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What somebody does who has the link of an invitation, and no account yet.
@RestController
@Tag(name = "Identity")
class InvitationController {

    private static final Duration RETRY_WHEN_BUSY = Duration.ofSeconds(2);

    /// @param token of the link
    @AcceptablePassword
    record RedemptionForm(
            @NotNull String token,

            @NotNull @Pattern(regexp = Username.PATTERN, message = "username")
            String username,

            @NotNull String password)
            implements AcceptablePassword.ChosenCredentials {

        RedemptionForm {
            username = username == null ? null : Username.normalized(username);
        }

        @Override
        public String toString() {
            return "RedemptionForm[" + username + "]";
        }
    }

    record NewOperator(UUID operatorId, String username) {}

    private final Invitations invitations;

    InvitationController(Invitations invitations) {
        this.invitations = invitations;
    }

    @PostMapping("/api/v1/invitations/redemptions")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Become an operator by the link of an invitation")
    NewOperator join(@Valid @RequestBody RedemptionForm form, HttpServletRequest from) {
        return switch (invitations.join(form.token(), form.username(), form.password(), from.getRemoteAddr())) {
            case JoinOutcome.Joined(UUID operatorId, String username) -> new NewOperator(operatorId, username);
            case JoinOutcome.LinkInvalid() ->
                throw Problem.of(ProblemCode.INVITATION_INVALID).at("token", "value");
            case JoinOutcome.UsernameTaken() -> throw Problem.of(ProblemCode.USERNAME_TAKEN);
            case JoinOutcome.TooManyHashing() ->
                throw Problem.of(ProblemCode.BUSY).retryAfter(RETRY_WHEN_BUSY);
        };
    }
}
