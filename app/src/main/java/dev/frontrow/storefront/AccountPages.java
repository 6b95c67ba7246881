package dev.frontrow.storefront;

import dev.frontrow.identity.AccountChanges;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.NewPasswordOutcome;
import dev.frontrow.identity.SessionCookies;
import dev.frontrow.identity.SignInOrigin;
import dev.frontrow.identity.owndata.AccountDeletion;
import dev.frontrow.identity.owndata.DeletionOutcome;
import dev.frontrow.identity.passwords.PasswordFault;
import dev.frontrow.identity.passwords.PasswordRule;
import dev.frontrow.identity.recovery.RecoveryAddress;
import dev.frontrow.storefront.held.RunningHolds;
import dev.frontrow.wallet.Wallet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The reader's own account: password, recovery address, and its deletion after they have read what goes and what
/// stays.
@Controller
@RequestMapping("/account")
class AccountPages {

    private final AccountChanges changes;
    private final AccountDeletion deletion;
    private final Wallet wallet;
    private final SessionCookies cookies;

    AccountPages(AccountChanges changes, AccountDeletion deletion, Wallet wallet, SessionCookies cookies) {
        this.changes = changes;
        this.deletion = deletion;
        this.wallet = wallet;
        this.cookies = cookies;
    }

    @GetMapping
    String account(@AuthenticationPrincipal Caller caller, Model model) {
        model.addAttribute(
                "recoveryAddress", changes.recoveryAddress(caller.buyerId()).orElse(""));
        model.addAttribute("charactersMin", PasswordRule.CHARACTERS_MIN);
        return "account";
    }

    @PostMapping("/password")
    String changePassword(
            @RequestParam(defaultValue = "") String currentPassword,
            @RequestParam(defaultValue = "") String newPassword,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return switch (changes.changePassword(caller, currentPassword, newPassword, SignInOrigin.of(request))) {
            case NewPasswordOutcome.Changed(var signedIn) -> {
                response.addHeader(
                        HttpHeaders.SET_COOKIE, cookies.begin(signedIn, request).toString());
                yield "redirect:/account?changed";
            }
            case NewPasswordOutcome refused -> refused(refused, caller, response, model);
        };
    }

    @PostMapping("/recovery-address")
    String changeRecoveryAddress(
            @RequestParam(defaultValue = "") String currentPassword,
            @RequestParam(defaultValue = "") String recoveryAddress,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        String address = recoveryAddress.strip();
        if (!address.isEmpty() && !RecoveryAddress.isOne(address)) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("refusal", "account.addressUnfit");
            String page = account(caller, model);
            model.addAttribute("recoveryAddress", address);
            return page;
        }
        return changes.changeRecoveryAddress(
                        caller, currentPassword, address.isEmpty() ? null : address, SignInOrigin.of(request))
                .map(refused -> refused(refused, caller, response, model))
                .orElse("redirect:/account?addressChanged");
    }

    private String refused(NewPasswordOutcome refused, Caller caller, HttpServletResponse response, Model model) {
        tell(refused, "account.wrong", response, model);
        return account(caller, model);
    }

    /// Adds to the page why the password was not changed, and sets the status.
    static void tell(NewPasswordOutcome refused, String notProven, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        switch (refused) {
            case NewPasswordOutcome.Unfit(PasswordFault fault) ->
                model.addAttribute("fault", fault.key().replaceFirst("-", "."));
            case NewPasswordOutcome.NotProven() -> model.addAttribute("refusal", notProven);
            case NewPasswordOutcome.TooManyAttempts(Duration wait) -> {
                Pause pause = Pause.of(wait).tell(response);
                model.addAttribute("refusal", pause.words("signIn.tooMany"));
                model.addAttribute("pause", pause.amount());
            }
            case NewPasswordOutcome.TooManyHashing() -> {
                response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
                model.addAttribute("refusal", "signIn.busy");
            }
            case NewPasswordOutcome.Changed _, NewPasswordOutcome.Reset _ ->
                throw new IllegalStateException("that is no refusal");
        }
    }

    @GetMapping("/deletion")
    String askForDeletion(@AuthenticationPrincipal Caller caller, Model model) {
        model.addAttribute(
                "balances",
                wallet.balances(caller.buyerId()).stream()
                        .filter(balance -> balance.amountMinor() > 0)
                        .toList());
        return "account-deletion";
    }

    @PostMapping("/deletion")
    String delete(
            @RequestParam(defaultValue = "") String currentPassword,
            @RequestParam(defaultValue = "false") boolean giveUpMoney,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var outcome = deletion.delete(caller, currentPassword, giveUpMoney, SignInOrigin.of(request));
        if (outcome instanceof DeletionOutcome.Deleted) {
            response.addHeader(HttpHeaders.SET_COOKIE, cookies.end(request).toString());
            RunningHolds.forget(request, response);
            GoOnPages.forget(request, response);
            return "redirect:/sign-in?deleted";
        }
        tell(outcome, response, model);
        model.addAttribute("giveUpMoney", giveUpMoney);
        return askForDeletion(caller, model);
    }

    private static void tell(DeletionOutcome refused, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        switch (refused) {
            case DeletionOutcome.NotProven(NewPasswordOutcome why) -> tell(why, "account.wrong", response, model);
            case DeletionOutcome.OfOperator() -> model.addAttribute("refusal", "deletion.refused.operator");
            case DeletionOutcome.HoldRuns() -> model.addAttribute("refusal", "deletion.refused.hold");
            case DeletionOutcome.RefundWaits() -> model.addAttribute("refusal", "deletion.refused.refund");
            case DeletionOutcome.MoneyLeft() -> model.addAttribute("refusal", "deletion.refused.money");
            case DeletionOutcome.Deleted() -> throw new IllegalStateException("that is no refusal");
        }
    }
}
