package dev.frontrow.storefront;

import dev.frontrow.address.FormPage;
import dev.frontrow.address.OwnAddress;
import dev.frontrow.problem.BrowserPages;
import dev.frontrow.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/// The page that explains a refusal in words. Filters use it too, so it is rendered without Spring MVC.
@Component
class ProblemPage implements BrowserPages {

    private final ITemplateEngine templates;
    private final Pages pages;

    ProblemPage(ITemplateEngine templates, Pages pages) {
        this.templates = templates;
        this.pages = pages;
    }

    @Override
    public void show(
            ProblemCode code, @Nullable Duration retryAfter, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Page page = pages.of(request);
        var exchange = JakartaServletWebApplication.buildApplication(request.getServletContext())
                .buildExchange(request, response);
        OwnAddress back = FormPage.of(request);
        boolean again = retryAfter != null || code == ProblemCode.FORBIDDEN || code == ProblemCode.COOKIES_REQUIRED;
        boolean elsewhere = !back.equals(OwnAddress.asked(request.getRequestURI(), request.getQueryString()));
        if (code == ProblemCode.METHOD_NOT_ALLOWED && elsewhere && isRead(request)) {
            // The address of a form, opened again or reloaded: its page shows how things stand.
            response.sendRedirect(back.toString());
            return;
        }
        String words = words(code, request);
        Map<String, Object> model =
                Map.of("page", page, "words", words, "again", again, "back", again || elsewhere ? back.toString() : "");
        byte[] html = templates
                .process("problem", new WebContext(exchange, page.language(), model))
                .getBytes(StandardCharsets.UTF_8);
        response.setContentType(MediaType.TEXT_HTML_VALUE + ";charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, page.lang());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentLength(html.length);
        response.getOutputStream().write(html);
    }

    /// Whether the database is still away for a payment whose outcome we do not know.
    private static boolean isLookedUp(ProblemCode code, HttpServletRequest request) {
        String query = request.getQueryString();
        return code == ProblemCode.BUSY
                && request.getRequestURI().startsWith("/checkout/")
                && query != null
                && List.of(query.split("&")).contains(PayPages.UNPAID);
    }

    private static boolean isRead(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    private static String words(ProblemCode code, HttpServletRequest request) {
        return isLookedUp(code, request) ? "problem.unclear" : words(code);
    }

    /// The message key. Faults that only programs can cause share one message.
    private static String words(ProblemCode code) {
        return switch (code) {
            case NOT_FOUND,
                    CONCERT_UNKNOWN,
                    PERFORMANCE_UNKNOWN,
                    HOLD_UNKNOWN,
                    PAYMENT_UNKNOWN,
                    TICKET_UNKNOWN,
                    BUYER_UNKNOWN,
                    DRAW_RECEIPT_UNKNOWN -> "problem.absent";
            case FORBIDDEN -> "problem.stale";
            case COOKIES_REQUIRED -> "problem.cookies";
            case IDEMPOTENCY_KEY_REUSED -> "problem.sentBefore";
            case REQUEST_IN_PROGRESS -> "problem.underWay";
            case UNAUTHENTICATED, CREDENTIALS_WRONG -> "problem.signedOut";
            case NOT_ADMITTED, QUEUE_TOKEN_INVALID -> "problem.notYourTurn";
            case ADMISSION_OVER -> "problem.turnOver";
            case BODY_TOO_LARGE, URI_TOO_LONG, HEADERS_TOO_LARGE -> "problem.tooLarge";
            case BUSY -> "problem.busy";
            case TOO_MANY_REQUESTS -> "problem.tooFast";
            case INTERNAL_ERROR -> "problem.ours";
            default -> "problem.odd";
        };
    }
}
