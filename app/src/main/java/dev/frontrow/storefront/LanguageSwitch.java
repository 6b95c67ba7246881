package dev.frontrow.storefront;

import dev.frontrow.address.OwnAddress;
import dev.frontrow.identity.HostCookie;
import dev.frontrow.problem.Language;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// Stores the reader's language in a cookie. It is a link, not a form: following it from another site does no
/// harm.
@Controller
class LanguageSwitch {

    private static final Duration REMEMBERED = Duration.ofDays(365);

    @GetMapping("/language/{language}")
    ResponseEntity<Void> switchTo(
            @PathVariable String language,
            @RequestParam(defaultValue = "/") OwnAddress back,
            HttpServletRequest request) {
        Locale chosen = Language.named(language).orElse(Locale.ENGLISH);
        var cookie = HostCookie.of(Language.COOKIE, chosen.getLanguage(), REMEMBERED, request.isSecure());
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.SET_COOKIE, cookie.toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .location(URI.create(back.toString()))
                .build();
    }
}
