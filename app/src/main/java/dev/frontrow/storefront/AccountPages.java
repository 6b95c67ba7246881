package dev.frontrow.storefront;

import dev.frontrow.identity.AccountChanges;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.NewPasswordOutcome;
import dev.frontrow.identity.SessionCookies;
import dev.frontrow.identity.SignInOrigin;
import dev.frontrow.identity.passwords.PasswordFault;
import dev.frontrow.identity.passwords.PasswordRule;
import dev.frontrow.identity.recovery.RecoveryAddress;
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

/// The reader's own account: password and recovery address.
@Controller
@RequestMapping("/account")
class AccountPages {

    private final AccountChanges changes;
    private final SessionCookies cookies;

    AccountPages(AccountChanges changes, SessionCookies cookies) {
        this.changes = changes;
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
}
