package dev.frontrow.boxoffice;

import dev.frontrow.address.OwnAddress;
import dev.frontrow.identity.BuyerNames;
import dev.frontrow.identity.Caller;
import dev.frontrow.problem.Language;
import dev.frontrow.storefront.Assets;
import dev.frontrow.storefront.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/// Adds the common data to every page of the box office, and forbids all caching.
@ControllerAdvice(basePackageClasses = OfficePages.class)
class OfficePages {

    private final Assets assets;
    private final BuyerNames names;
    private final Navigation navigation;
    private final InstantSource clock;

    OfficePages(Assets assets, BuyerNames names, Navigation navigation, InstantSource clock) {
        this.assets = assets;
        this.names = names;
        this.navigation = navigation;
        this.clock = clock;
    }

    @ModelAttribute("page")
    Page page(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var language = Language.of(request);
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language.getLanguage());
        var caller = Caller.of(SecurityContextHolder.getContext().getAuthentication());
        return new Page(
                language,
                OwnAddress.asked(request.getRequestURI(), request.getQueryString())
                        .toString(),
                caller.orElse(null),
                caller.flatMap(known -> names.of(known.buyerId())).orElse(null),
                clock.instant(),
                assets,
                () -> null);
    }

    @ModelAttribute("entries")
    List<Navigation.Entry> entries(HttpServletRequest request) {
        return navigation.entries(request.getRequestURI());
    }
}
