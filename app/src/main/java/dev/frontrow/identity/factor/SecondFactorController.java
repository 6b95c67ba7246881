package dev.frontrow.identity.factor;

import dev.frontrow.identity.BuyerNames;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.CallerAuthentication;
import dev.frontrow.identity.roles.FactorSettings;
import dev.frontrow.identity.roles.Right;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// An operator's own second factor.
@RestController
@Tag(name = "Operator")
@RequestMapping("/api/v1/operator")
class SecondFactorController {

    /// @param confirmed whether this session may do what its operator may
    record SecondFactorAnswer(boolean active, boolean confirmed, boolean required, int recoveryCodesLeft) {}

    /// @param secret in Base32, to be typed into an app
    /// @param qrCode a data URI of a picture, to be scanned by one
    record NewSecondFactor(String secret, String uri, String qrCode) {

        @Override
        public String toString() {
            return "NewSecondFactor";
        }
    }

    record CodeForm(@NotNull @Size(min = 1, max = 40) String code) {

        @Override
        public String toString() {
            return "CodeForm";
        }
    }

    /// @param recoveryCodes each good once in place of a code; shown only here, when a second factor is new
    record ConfirmedSession(List<String> recoveryCodes) {

        @Override
        public String toString() {
            return "ConfirmedSession";
        }
    }

    private final SecondFactors factors;
    private final BuyerNames names;
    private final FactorSettings settings;

    SecondFactorController(SecondFactors factors, BuyerNames names, FactorSettings settings) {
        this.factors = factors;
        this.names = names;
        this.settings = settings;
    }

    @GetMapping("/second-factor")
    @Operation(summary = "Whether one has a second factor, and whether this session has shown it")
    SecondFactorAnswer state(@AuthenticationPrincipal Caller caller) {
        Optional<FactorRows.Factor> active = factors.find(caller.buyerId()).filter(FactorRows.Factor::active);
        return new SecondFactorAnswer(
                active.isPresent(),
                caller.may(Right.SEE_SALE),
                settings.required(),
                active.map(FactorRows.Factor::recoveryCodes).orElse(0));
    }

    @PostMapping("/second-factor")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Set up a second factor",
            description = "It counts from its first code on: POST /api/v1/operator/second-factor/confirmation.")
    NewSecondFactor begin(@AuthenticationPrincipal Caller caller) {
        if (!factors.isOperator(caller.buyerId())) {
            throw Problem.of(ProblemCode.SECOND_FACTOR_OUTSIDE);
        }
        byte[] secret = factors.begin(caller.buyerId()).orElseThrow(() -> Problem.of(ProblemCode.SECOND_FACTOR_ACTIVE));
        var link = new EnrolmentLink(names.of(caller.buyerId()).orElse("operator"), secret);
        return new NewSecondFactor(link.base32(), link.uri(), link.qrCode());
    }

    @PostMapping("/second-factor/confirmation")
    @Operation(
            summary = "Show a code of one's second factor",
            description = "Makes a new second factor count, and answers its recovery codes; or lets this session in."
                    + " A recovery code does the same once.")
    ConfirmedSession confirm(@Valid @RequestBody CodeForm form, @Parameter(hidden = true) CallerAuthentication caller) {
        return switch (factors.confirm(caller, form.code())) {
            case FactorOutcome.Confirmed(List<String> codes) -> new ConfirmedSession(codes);
            case FactorOutcome.CodeWrong() ->
                throw Problem.of(ProblemCode.SECOND_FACTOR_WRONG).at("code", "second-factor");
            case FactorOutcome.NotBegun() -> throw Problem.of(ProblemCode.SECOND_FACTOR_UNKNOWN);
            case FactorOutcome.TooManyGuesses(Duration pause) ->
                throw Problem.of(ProblemCode.TOO_MANY_REQUESTS).retryAfter(pause);
        };
    }

    @DeleteMapping("/people/{operatorId}/second-factor")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take away an operator's second factor", description = "For one who has lost their phone.")
    void remove(@PathVariable UUID operatorId) {
        if (!factors.remove(operatorId)) {
            throw Problem.unknown(
                    factors.isOperator(operatorId) ? ProblemCode.SECOND_FACTOR_UNKNOWN : ProblemCode.OPERATOR_UNKNOWN,
                    "operatorId");
        }
    }
}
