package dev.frontrow.storefront;

import dev.frontrow.identity.ClientNetwork;
import dev.frontrow.identity.NewPasswordOutcome;
import dev.frontrow.identity.PasswordResets;
import dev.frontrow.problem.Language;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// For fans who have forgotten their password: to request a link, and to use it.
@Controller
class RecoveryPages {

    private final PasswordResets resets;

    RecoveryPages(PasswordResets resets) {
        this.resets = resets;
    }

    @GetMapping("/forgot-password")
    String forgotten(Model model) {
        model.addAttribute("canMail", resets.canMail());
        return "forgot-password";
    }

    @PostMapping("/forgot-password")
    String request(
            @RequestParam(defaultValue = "") String username,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Duration wait = resets.request(username, ClientNetwork.of(request.getRemoteAddr()), Language.of(request));
        if (wait.isPositive()) {
            Pause pause = Pause.of(wait).tell(response);
            model.addAttribute("refusal", pause.words("forgot.tooMany"));
            model.addAttribute("pause", pause.amount());
        } else {
            model.addAttribute("asked", true);
        }
        return forgotten(model);
    }

    @GetMapping("/reset-password")
    String reset(@RequestParam(defaultValue = "") String token, Model model) {
        model.addAttribute("token", token);
        model.addAttribute("good", resets.isGood(token));
        return "reset-password";
    }

    @PostMapping("/reset-password")
    String reset(
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String newPassword,
            HttpServletResponse response,
            Model model) {
        return switch (resets.redeem(token, newPassword)) {
            case NewPasswordOutcome.Reset() -> "redirect:/sign-in?reset";
            case NewPasswordOutcome refused -> {
                AccountPages.tell(refused, "reset.gone", response, model);
                yield reset(token, model);
            }
        };
    }
}
