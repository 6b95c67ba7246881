package dev.frontrow.identity.api;

import dev.frontrow.identity.Caller;
import dev.frontrow.identity.NewPasswordOutcome;
import dev.frontrow.identity.SignInOrigin;
import dev.frontrow.identity.owndata.AccountDeletion;
import dev.frontrow.identity.owndata.AccountExport;
import dev.frontrow.identity.owndata.DeletionOutcome;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What owners of accounts get and delete of their data.
@RestController
@Tag(name = "Identity")
@RequestMapping("/api/v1/buyers/me")
class OwnDataController {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    record DeletionForm(
            @NotNull String currentPassword, @Nullable Boolean giveUpMoney) {

        @Override
        public String toString() {
            return "DeletionForm";
        }
    }

    private final AccountExport export;
    private final AccountDeletion deletion;

    OwnDataController(AccountExport export, AccountDeletion deletion) {
        this.export = export;
        this.deletion = deletion;
    }

    @GetMapping(path = "/export", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "All that is stored about one's account",
            description = "As of one moment. Amounts are in minor units. Two are written at a time; another is answered"
                    + " 503 with `Retry-After`. docs/privacy.md says what the parts are.")
    void export(@AuthenticationPrincipal Caller caller, HttpServletResponse response) throws IOException {
        Path file = export.write(caller.buyerId())
                .orElseThrow(() -> Problem.of(ProblemCode.BUSY).retryAfter(RETRY_AFTER));
        long length = Files.size(file);
        // The file is gone as soon as it is open, so nothing of it stays whatever happens.
        try (InputStream data = Files.newInputStream(file)) {
            Files.delete(file);
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename("frontrow-account.json")
                            .build()
                            .toString());
            response.setContentLengthLong(length);
            data.transferTo(response.getOutputStream());
        }
    }

    @PostMapping("/deletion")
    @Operation(
            summary = "Delete one's account",
            description =
                    "For good. Names, password, addresses and sessions go at once. Tickets stay valid at the door,"
                            + " and transfers stay in the ledger, but nothing leads from them to a person. An account of an"
                            + " outside issuer has no password: send an empty one. Money left in the wallet has to be given up.")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @Valid @RequestBody DeletionForm form, @AuthenticationPrincipal Caller caller, HttpServletRequest from) {
        boolean moneyGivenUp = Boolean.TRUE.equals(form.giveUpMoney());
        switch (deletion.delete(caller, form.currentPassword(), moneyGivenUp, SignInOrigin.of(from))) {
            case DeletionOutcome.Deleted() -> {}
            case DeletionOutcome.NotProven(NewPasswordOutcome why) -> throw AccountController.refusal(why);
            case DeletionOutcome.OfOperator() -> throw Problem.of(ProblemCode.ACCOUNT_OF_OPERATOR);
            case DeletionOutcome.HoldRuns() -> throw Problem.of(ProblemCode.ACCOUNT_HOLDS_SEATS);
            case DeletionOutcome.RefundWaits() -> throw Problem.of(ProblemCode.ACCOUNT_AWAITS_REFUND);
            case DeletionOutcome.MoneyLeft() -> throw Problem.of(ProblemCode.ACCOUNT_HAS_MONEY);
        }
    }
}
