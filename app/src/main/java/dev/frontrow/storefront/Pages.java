package dev.frontrow.storefront;

import dev.frontrow.address.OwnAddress;
import dev.frontrow.identity.BuyerNames;
import dev.frontrow.identity.Caller;
import dev.frontrow.problem.Language;
import dev.frontrow.storefront.held.RunningHolds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/// Adds the common data to every page, and forbids all caching: nearly every page shows data of its reader.
@ControllerAdvice(basePackageClasses = Pages.class)
class Pages {

    /// Also in the query of the request for the strip alone.
    private static final Pattern CHECKOUT =
            Pattern.compile("^(?:/held\\?at=)?/checkout/(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})");

    private final Assets assets;
    private final BuyerNames names;
    private final RunningHolds holds;
    private final InstantSource clock;

    Pages(Assets assets, BuyerNames names, RunningHolds holds, InstantSource clock) {
        this.holds = holds;
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
        String path = OwnAddress.asked(request.getRequestURI(), request.getQueryString())
                .toString();
        return new Page(
                Language.of(request),
                path,
                caller.orElse(null),
                caller.flatMap(known -> names.of(known.buyerId())).orElse(null),
                clock.instant(),
                assets,
                () -> holds.of(request, caller.orElse(null), heldAt(path)));
    }

    /// The hold that a page is about, by its address.
    private static @Nullable UUID heldAt(String path) {
        var checkout = CHECKOUT.matcher(path);
        return checkout.find() ? UUID.fromString(checkout.group(1)) : null;
    }
}
