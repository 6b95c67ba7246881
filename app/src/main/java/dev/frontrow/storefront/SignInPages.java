package dev.frontrow.storefront;

import dev.frontrow.address.OwnAddress;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.KnownDevices;
import dev.frontrow.identity.Registration;
import dev.frontrow.identity.SessionCookies;
import dev.frontrow.identity.SignInOrigin;
import dev.frontrow.identity.SignInOutcome;
import dev.frontrow.identity.SignOutOutcome;
import dev.frontrow.identity.SignOuts;
import dev.frontrow.identity.SignUpForm;
import dev.frontrow.identity.SignUpOutcome;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.storefront.held.RunningHolds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Signing up, in and out. Each returns readers to the page that they came from.
@Controller
class SignInPages {

    private static final Duration RETRY_WHEN_BUSY = Duration.ofSeconds(2);

    private final Registration registration;
    private final SessionCookies cookies;
    private final SignOuts signOuts;
    private final KnownDevices devices;

    SignInPages(Registration registration, SessionCookies cookies, SignOuts signOuts, KnownDevices devices) {
        this.devices = devices;
        this.registration = registration;
        this.cookies = cookies;
        this.signOuts = signOuts;
    }

    @GetMapping("/sign-in")
    String signIn(
            @RequestParam(defaultValue = "/") OwnAddress next,
            @AuthenticationPrincipal @Nullable Caller caller,
            HttpServletRequest request,
            Model model) {
        if (caller != null) {
            return "redirect:" + next;
        }
        // The session has ended: the previous page says so, or there is an expired cookie.
        model.addAttribute("ended", request.getParameter("ended") != null || cookies.isSent(request));
        return form("sign-in", next, "", model);
    }

    @PostMapping("/sign-in")
    String signIn(
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "/") OwnAddress next,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (username.isBlank() || password.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("missing", username.isBlank() ? "username" : "password");
            return form("sign-in", next, username, model);
        }
        return switch (registration.signIn(username, password, SignInOrigin.of(request))) {
            case SignInOutcome.SignedIn signedIn -> {
                response.addHeader(
                        HttpHeaders.SET_COOKIE,
                        devices.remember(username, request).toString());
                yield begin(signedIn, next, request, response);
            }
            case SignInOutcome.CredentialsWrong() -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                model.addAttribute("refusal", "signIn.wrong");
                yield form("sign-in", next, username, model);
            }
            case SignInOutcome.TooManyAttempts(Duration pause) -> {
                model.addAttribute("refusal", Pause.of(pause).tell(response).words("signIn.tooMany"));
                model.addAttribute("pause", Pause.of(pause).amount());
                yield form("sign-in", next, username, model);
            }
            case SignInOutcome.TooManySigningIn() -> busy("sign-in", next, username, response, model);
        };
    }

    @GetMapping("/sign-up")
    String signUp(@RequestParam(defaultValue = "/") OwnAddress next, Model model) {
        model.addAttribute("faults", Map.of());
        return form("sign-up", next, "", model);
    }

    @PostMapping("/sign-up")
    String signUp(
            @Valid @ModelAttribute SignUpForm form,
            BindingResult result,
            @RequestParam(defaultValue = "/") OwnAddress next,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        String username = form.username() == null ? "" : form.username();
        Map<String, String> faults = faults(result);
        model.addAttribute("faults", faults);
        if (!faults.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form("sign-up", next, username, model);
        }
        return switch (registration.signUp(username, form.password(), null)) {
            case SignUpOutcome.SignedUp _ -> signIn(username, form.password(), next, request, response, model);
            case SignUpOutcome.UsernameTaken() -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                faults.put("username", "signUp.taken");
                yield form("sign-up", next, username, model);
            }
            case SignUpOutcome.TooManySigningUp() -> busy("sign-up", next, username, response, model);
        };
    }

    @PostMapping("/sign-out")
    String signOut(@Nullable Authentication authentication, HttpServletRequest request, HttpServletResponse response) {
        switch (signOuts.signOut(authentication)) {
            case SignOutOutcome.SignedOut() -> {}
            case SignOutOutcome.TooManySigningOut() ->
                throw Problem.of(ProblemCode.BUSY).retryAfter(RETRY_WHEN_BUSY);
        }
        response.addHeader(HttpHeaders.SET_COOKIE, cookies.end(request).toString());
        RunningHolds.forget(request, response);
        GoOnPages.forget(request, response);
        return "redirect:/";
    }

    private String begin(
            SignInOutcome.SignedIn signedIn,
            OwnAddress next,
            HttpServletRequest request,
            HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE, cookies.begin(signedIn, request).toString());
        // Seats may be held at another device, or since before the session ended.
        RunningHolds.expect(request, response);
        String after = GoOnPages.after(next, request);
        if (after.equals(next.toString())) {
            GoOnPages.forget(request, response);
        }
        return "redirect:" + after;
    }

    private static String busy(
            String template, OwnAddress next, String username, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        model.addAttribute("refusal", "signIn.busy");
        if (!model.containsAttribute("faults")) {
            model.addAttribute("faults", Map.of());
        }
        return form(template, next, username, model);
    }

    private static String form(String template, OwnAddress next, String username, Model model) {
        model.addAttribute("next", next);
        model.addAttribute("username", username);
        return template;
    }

    /// The message for the first fault of each field.
    private static Map<String, String> faults(BindingResult result) {
        Map<String, String> faults = new TreeMap<>();
        for (FieldError error : result.getFieldErrors()) {
            String words = String.valueOf(error.getDefaultMessage());
            faults.putIfAbsent(
                    error.getField(),
                    words.startsWith("password-") ? words.replaceFirst("-", ".") : "signUp." + error.getField());
        }
        return faults;
    }
}
