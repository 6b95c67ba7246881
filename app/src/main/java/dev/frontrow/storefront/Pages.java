package dev.frontrow.storefront;

import dev.frontrow.address.OwnAddress;
import dev.frontrow.identity.BuyerNames;
import dev.frontrow.identity.Caller;
import dev.frontrow.problem.Language;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/// Adds the common data to every page, and forbids all caching: nearly every page shows data of its reader.
@ControllerAdvice(basePackageClasses = Pages.class)
class Pages {

    private final Assets assets;
    private final BuyerNames names;
    private final InstantSource clock;

    Pages(Assets assets, BuyerNames names, InstantSource clock) {
        this.assets = assets;
        this.names = names;
        this.clock = clock;
    }

    @ModelAttribute("page")
    Page page(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Page page = of(request);
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, page.lang());
        return page;
    }

    Page of(HttpServletRequest request) {
        var caller = Caller.of(SecurityContextHolder.getContext().getAuthentication());
        return new Page(
                Language.of(request),
                OwnAddress.asked(request.getRequestURI(), request.getQueryString())
                        .toString(),
                caller.orElse(null),
                caller.flatMap(known -> names.of(known.buyerId())).orElse(null),
                clock.instant(),
                assets);
    }
}
