package dev.frontrow.identity.api;

import dev.frontrow.identity.Registration;
import dev.frontrow.identity.SignInOrigin;
import dev.frontrow.identity.SignInOutcome;
import dev.frontrow.identity.SignOutOutcome;
import dev.frontrow.identity.SignOuts;
import dev.frontrow.identity.SignUpForm;
import dev.frontrow.identity.SignUpOutcome;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Identity")
@RequestMapping("/api/v1")
class IdentityController {

    private static final Duration RETRY_WHEN_BUSY = Duration.ofSeconds(2);

    record BuyerAnswer(UUID buyerId, String username) {}

    record SignInRequest(@NotNull String username, @NotNull String password) {

        @Override
        public String toString() {
            return "SignInRequest[" + username + "]";
        }
    }

    record SessionAnswer(String accessToken, String tokenType, Instant expiresAt, UUID buyerId) {}

    private final Registration registration;
    private final SignOuts signOuts;

    IdentityController(Registration registration, SignOuts signOuts) {
        this.registration = registration;
        this.signOuts = signOuts;
    }

    @PostMapping("/buyers")
    @Operation(summary = "Sign up")
    @ResponseStatus(HttpStatus.CREATED)
    BuyerAnswer signUp(@Valid @RequestBody SignUpForm request) {
        return switch (registration.signUp(request.username(), request.password(), request.cleanDisplayName())) {
            case SignUpOutcome.SignedUp(var buyerId, var username) -> new BuyerAnswer(buyerId, username);
            case SignUpOutcome.UsernameTaken() -> throw Problem.of(ProblemCode.USERNAME_TAKEN);
            case SignUpOutcome.TooManySigningUp() -> throw busy();
        };
    }

    @PostMapping("/sessions")
    @Operation(summary = "Sign in", description = "Answers the access token for all other calls.")
    @ResponseStatus(HttpStatus.CREATED)
    SessionAnswer signIn(@Valid @RequestBody SignInRequest request, HttpServletRequest from) {
        return switch (registration.signIn(request.username(), request.password(), SignInOrigin.of(from))) {
            case SignInOutcome.SignedIn(var caller, var _, var accessToken) ->
                new SessionAnswer(accessToken.value(), "Bearer", accessToken.expiresAt(), caller.buyerId());
            case SignInOutcome.CredentialsWrong() -> throw Problem.of(ProblemCode.CREDENTIALS_WRONG);
            case SignInOutcome.TooManyAttempts(Duration pause) ->
                throw Problem.of(ProblemCode.TOO_MANY_REQUESTS).retryAfter(pause);
            case SignInOutcome.TooManySigningIn() -> throw busy();
        };
    }

    @DeleteMapping("/sessions/current")
    @Operation(
            summary = "Sign out",
            description =
                    "Ends the session of the token that the call is made with: that token is worth nothing any more.")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(@Parameter(hidden = true) Authentication authentication) {
        switch (signOuts.signOut(authentication)) {
            case SignOutOutcome.SignedOut() -> {}
            case SignOutOutcome.TooManySigningOut() -> throw busy();
        }
    }

    private static Problem busy() {
        return Problem.of(ProblemCode.BUSY).retryAfter(RETRY_WHEN_BUSY);
    }
}
