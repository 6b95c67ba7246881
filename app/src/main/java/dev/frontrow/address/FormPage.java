package dev.frontrow.address;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The page that a request came from; for a form, the page that the form stands on. Readers are sent back to it if
/// their request could not be carried out.
public final class FormPage {

    /// The last segments of addresses that take forms only; the segments before are the page.
    private static final Set<String> ACTIONS =
            Set.of("pay", "extension", "release", "top-ups", "leave", "sign-out", "password", "recovery-address");

    /// Fields with the reader's choice, which the page shows again.
    private static final List<String> CHOSEN = List.of("part", "seats", "places");

    private FormPage() {}

    public static OwnAddress of(HttpServletRequest request) {
        OwnAddress asked = OwnAddress.asked(request.getRequestURI(), request.getQueryString());
        if (isRead(request)) {
            return page(asked);
        }
        OwnAddress back = OwnAddress.of(field(request, "back"));
        if (!back.equals(OwnAddress.START)) {
            return back;
        }
        OwnAddress page = new OwnAddress(page(asked).path(), null);
        OwnAddress next = OwnAddress.of(field(request, "next"));
        if (!next.equals(OwnAddress.START)) {
            return page.with("next=" + encoded(next.toString()));
        }
        return page.path().endsWith("/seats") ? chosen(page, request) : page;
    }

    private static boolean isRead(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    private static OwnAddress page(OwnAddress asked) {
        int last = asked.path().lastIndexOf('/');
        if (!ACTIONS.contains(asked.path().substring(last + 1))) {
            return asked;
        }
        return last == 0 ? OwnAddress.START : new OwnAddress(asked.path().substring(0, last), null);
    }

    private static OwnAddress chosen(OwnAddress page, HttpServletRequest request) {
        OwnAddress chosen = page;
        for (String name : CHOSEN) {
            String[] values = isForm(request) ? request.getParameterValues(name) : null;
            for (String value : values == null ? new String[0] : values) {
                chosen = chosen.with(name + "=" + encoded(value));
            }
        }
        // A choice that does not fit into an address has to be made again.
        return OwnAddress.asked(chosen.path(), chosen.query());
    }

    /// Reads fields of forms only: the query may be unreadable.
    private static @Nullable String field(HttpServletRequest request, String name) {
        return isForm(request) ? request.getParameter(name) : null;
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.startsWith("application/x-www-form-urlencoded");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
