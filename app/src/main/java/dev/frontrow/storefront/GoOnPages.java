package dev.frontrow.storefront;

import dev.frontrow.address.OwnAddress;
import dev.frontrow.address.UnfinishedForm;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.HostCookie;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Goes on with what a reader pressed before the sign-in. The page only has the form again; sending it is a POST of its
/// own. It is shown once.
@Controller
class GoOnPages {

    /// Where a sign-in leads to: to the unfinished form of that page, or to the page.
    static String after(OwnAddress next, HttpServletRequest request) {
        return unfinished(request)
                .filter(form -> UnfinishedForm.page(form).equals(next.path()))
                .map(_ ->
                        new OwnAddress("/go-on", "next=" + URLEncoder.encode(next.toString(), StandardCharsets.UTF_8)))
                .orElse(next)
                .toString();
    }

    /// The form does not go on: its reader has gone elsewhere.
    static void forget(HttpServletRequest request, HttpServletResponse response) {
        if (unfinished(request).isPresent()) {
            String name = HostCookie.name(UnfinishedForm.COOKIE, request.isSecure());
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    HostCookie.of(name, "", Duration.ZERO, request.isSecure()).toString());
        }
    }

    @GetMapping("/go-on")
    String goOn(
            @RequestParam(defaultValue = "/") OwnAddress next,
            @AuthenticationPrincipal @Nullable Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<OwnAddress> form =
                unfinished(request).filter(one -> UnfinishedForm.page(one).equals(next.path()));
        if (form.isEmpty() || caller == null) {
            return "redirect:" + next;
        }
        forget(request, response);
        model.addAttribute("action", form.get().path());
        model.addAttribute("fields", UnfinishedForm.fields(form.get()));
        model.addAttribute("next", next);
        return "go-on";
    }

    private static Optional<OwnAddress> unfinished(HttpServletRequest request) {
        String name = HostCookie.name(UnfinishedForm.COOKIE, request.isSecure());
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .findFirst()
                        .flatMap(cookie -> UnfinishedForm.read(cookie.getValue()));
    }
}
