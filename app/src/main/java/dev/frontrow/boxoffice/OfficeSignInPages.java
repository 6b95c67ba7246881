package dev.frontrow.boxoffice;

import dev.frontrow.address.OwnAddress;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.KnownDevices;
import dev.frontrow.identity.Registration;
import dev.frontrow.identity.Role;
import dev.frontrow.identity.SessionCookies;
import dev.frontrow.identity.SignInOrigin;
import dev.frontrow.identity.SignInOutcome;
import dev.frontrow.identity.SignOutOutcome;
import dev.frontrow.identity.SignOuts;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Signing in and out of the box office, by the same cookie as fans. An account that only buys is told so, and gets no
/// session: a fan who strays here must not think that the password is wrong.
@Controller
class OfficeSignInPages {

    private static final String PAGE = "office/sign-in";
    private static final String START = "/office/concerts";
    private static final String REFUSAL = "refusal";
    private static final Duration RETRY_WHEN_BUSY = Duration.ofSeconds(2);
    private static final int MINUTE = 60;

    private final Registration registration;
    private final SessionCookies cookies;
    private final SignOuts signOuts;
    private final KnownDevices devices;

    OfficeSignInPages(Registration registration, SessionCookies cookies, SignOuts signOuts, KnownDevices devices) {
        this.registration = registration;
        this.cookies = cookies;
        this.signOuts = signOuts;
        this.devices = devices;
    }

    @GetMapping("/office/sign-in")
    String signIn(
            @RequestParam(defaultValue = START) OwnAddress next,
            @AuthenticationPrincipal @Nullable Caller caller,
            HttpServletRequest request,
            Model model) {
        if (caller != null && caller.operatorRole() != null) {
            return "redirect:" + inOffice(next);
        }
        if (caller != null) {
            model.addAttribute(REFUSAL, "office.signIn.buyer");
        }
        model.addAttribute("ended", caller == null && request.getParameter("ended") != null);
        return form(next, "", model);
    }

    @PostMapping("/office/sign-in")
    String signIn(
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = START) OwnAddress next,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (username.isBlank() || password.isEmpty()) {
            return refuse(HttpStatus.UNPROCESSABLE_CONTENT, "office.signIn.missing", next, username, response, model);
        }
        return switch (registration.signIn(username, password, SignInOrigin.of(request))) {
            case SignInOutcome.SignedIn signedIn
            when signedIn.caller().role() != Role.OPERATOR ->
                refuse(HttpStatus.FORBIDDEN, "office.signIn.buyer", next, username, response, model);
            case SignInOutcome.SignedIn signedIn -> {
                response.addHeader(
                        HttpHeaders.SET_COOKIE,
                        devices.remember(username, request).toString());
                response.addHeader(
                        HttpHeaders.SET_COOKIE, cookies.begin(signedIn, request).toString());
                yield "redirect:" + inOffice(next);
            }
            case SignInOutcome.CredentialsWrong() ->
                refuse(HttpStatus.UNPROCESSABLE_CONTENT, "signIn.wrong", next, username, response, model);
            case SignInOutcome.TooManyAttempts(Duration pause) ->
                tooMany(pause.plusMillis(999).toSeconds(), next, username, response, model);
            case SignInOutcome.TooManySigningIn() ->
                refuse(HttpStatus.SERVICE_UNAVAILABLE, "signIn.busy", next, username, response, model);
        };
    }

    /// Where the sign-in of another tab ends: it tells the tab that waits, and can be closed.
    @GetMapping("/office/signed-in")
    String signedIn() {
        return "office/signed-in";
    }

    @PostMapping("/office/sign-out")
    String signOut(@Nullable Authentication authentication, HttpServletRequest request, HttpServletResponse response) {
        switch (signOuts.signOut(authentication)) {
            case SignOutOutcome.SignedOut() -> {}
            case SignOutOutcome.TooManySigningOut() ->
                throw Problem.of(ProblemCode.BUSY).retryAfter(RETRY_WHEN_BUSY);
        }
        response.addHeader(HttpHeaders.SET_COOKIE, cookies.end(request).toString());
        return "redirect:/office/sign-in";
    }

    private static String tooMany(
            long seconds, OwnAddress next, String username, HttpServletResponse response, Model model) {
        boolean brief = seconds <= MINUTE;
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        model.addAttribute("pause", brief ? seconds : Math.ceilDiv(seconds, MINUTE));
        String words = brief ? "signIn.tooMany.seconds" : "signIn.tooMany.minutes";
        return refuse(HttpStatus.TOO_MANY_REQUESTS, words, next, username, response, model);
    }

    private static String refuse(
            HttpStatus status,
            String words,
            OwnAddress next,
            String username,
            HttpServletResponse response,
            Model model) {
        response.setStatus(status.value());
        model.addAttribute(REFUSAL, words);
        return form(next, username, model);
    }

    private static String form(OwnAddress next, String username, Model model) {
        model.addAttribute("next", inOffice(next));
        model.addAttribute("username", username);
        return PAGE;
    }

    private static String inOffice(OwnAddress next) {
        return next.path().startsWith("/office/") ? next.toString() : START;
    }
}
