package dev.frontrow.storefront;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A browser without scripts. Keeps cookies, sends forms with the CSRF token of the last page, and follows no
/// redirects.
public final class PlainBrowser {

    private static final Pattern CSRF_FIELD = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final ApiClient api;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private String csrfField = "";

    public PlainBrowser(ApiClient api) {
        this.api = api.with("Accept", "text/html");
    }

    /// A browser with this language.
    public PlainBrowser(ApiClient api, String language) {
        this(api.language(language));
    }

    public Answer gets(String path) {
        Answer page = kept(asked().get(path));
        var field = CSRF_FIELD.matcher(page.text());
        if (field.find()) {
            csrfField = field.group(1);
        }
        return page;
    }

    public Answer posts(String path, Map<String, String> fields) {
        return sends(
                path,
                fields.entrySet().stream()
                        .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                        .toArray(String[]::new));
    }

    /// Sends a form in which a field may be repeated.
    ///
    /// @param fields name, value, name, value …
    public Answer sends(String path, String... fields) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            body.append(encoded(fields[i]))
                    .append('=')
                    .append(encoded(fields[i + 1]))
                    .append('&');
        }
        if (!List.of(fields).contains("_csrf")) {
            body.append("_csrf=").append(encoded(csrfField));
        }
        return kept(asked().with("Content-Type", "application/x-www-form-urlencoded")
                .raw("POST", path, body.toString()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public PlainBrowser with(String cookie, String value) {
        cookies.put(cookie, value);
        return this;
    }

    /// The value of a cookie; empty if there is none.
    public String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    /// Deletes the cookies whose names begin with this text.
    public PlainBrowser forgets(String beginning) {
        cookies.keySet().removeIf(name -> name.startsWith(beginning));
        return this;
    }

    private ApiClient asked() {
        return cookies.isEmpty() ? api : api.with("Cookie", cookieHeader());
    }

    /// The `Cookie` header of every request.
    public String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private Answer kept(Answer answer) {
        for (String header : answer.headers().allValues("Set-Cookie")) {
            String[] cookie = header.split(";")[0].split("=", 2);
            if (cookie[1].isEmpty()) {
                cookies.remove(cookie[0]);
            } else {
                cookies.put(cookie[0], cookie[1]);
            }
        }
        return answer;
    }
}
