package dev.frontrow.address;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A form that its reader sent while nobody was signed in: joining, holding seats, paying. It goes on after the
/// sign-in. Written as the form's address with its fields as the query. It is kept in a cookie that only the refusal
/// of the form itself sets, so no link can make a reader do what they have not pressed.
public final class UnfinishedForm {

    public static final String COOKIE = "frontrow-unfinished";

    private static final Pattern ADDRESS = Pattern.compile(
            "/concerts/\\d{1,18}/waiting-room|/performances/\\d{1,18}/seats|/checkout/[0-9a-f-]{36}/pay");

    private static final Set<String> FIELDS = Set.of(
            "seats", "places", "part", "count", "level", "accessCode", "amount", "exactly", "only", "key", "currency");

    private static final int FIELDS_MAX = 100;

    public record Field(String name, String value) {}

    private UnfinishedForm() {}

    /// The form that was sent; empty if it is of another kind, or too large to keep.
    public static Optional<OwnAddress> of(HttpServletRequest request) {
        OwnAddress asked = OwnAddress.asked(request.getRequestURI(), null);
        if (!request.getMethod().equals("POST") || !isOne(asked)) {
            return Optional.empty();
        }
        List<String> query = new ArrayList<>();
        request.getParameterMap().forEach((name, values) -> {
            if (FIELDS.contains(name)) {
                for (String value : values) {
                    query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
                }
            }
        });
        OwnAddress whole = OwnAddress.of(asked.path() + "?" + String.join("&", query));
        return query.size() <= FIELDS_MAX && isOne(whole) ? Optional.of(whole) : Optional.empty();
    }

    /// Reads what a cookie has; empty if it is not what [#of] writes.
    public static Optional<OwnAddress> read(String cookie) {
        return Optional.of(OwnAddress.of(cookie)).filter(UnfinishedForm::isOne);
    }

    private static boolean isOne(OwnAddress address) {
        return ADDRESS.matcher(address.path()).matches();
    }

    /// The page that the form stands on.
    public static String page(OwnAddress form) {
        String path = form.path();
        return path.endsWith("/pay") ? path.substring(0, path.lastIndexOf('/')) : path;
    }

    public static List<Field> fields(OwnAddress form) {
        String query = form.query();
        List<Field> fields = new ArrayList<>();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int sign = pair.indexOf('=');
            if (sign > 0) {
                fields.add(new Field(
                        pair.substring(0, sign), URLDecoder.decode(pair.substring(sign + 1), StandardCharsets.UTF_8)));
            }
        }
        return fields;
    }
}
