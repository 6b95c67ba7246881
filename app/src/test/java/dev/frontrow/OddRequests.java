package dev.frontrow;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Generates requests that none of our clients would send, to pages and to the API, as raw bytes. The same seed
/// gives the same requests.
final class OddRequests {

    /// @param bytes the whole request
    record OddRequest(String name, byte[] bytes) {}

    /// Values for a query or a form, already encoded.
    private static final List<String> ENCODED = List.of(
            "%ff",
            "%c0%ae",
            "%c1%bf",
            "%e0%80%ae",
            "%ed%a0%80",
            "%ed%a0%80%ed%b0%80",
            "%f5%80%80%80",
            "%f4%90%80%80",
            "%e3%81",
            "%80",
            "%00",
            "a%00b",
            "%",
            "%z",
            "%zz",
            "%u0041",
            "%2",
            "%25%30%30",
            "%0d%0aSet-Cookie:%20a=b",
            "%e2%80%ae",
            "%ef%bf%bf",
            "%f0%9f%8e%a4",
            "%1b%5b31m",
            "..%2f..%2fetc%2fpasswd",
            "'%20or%201=1--",
            "%3Cscript%3E",
            "$%7B7*7%7D",
            "__$%7B7*7%7D__::x",
            "redirect:%2f%2fevil.example",
            "-1",
            "0",
            "1.5",
            "1e400",
            "NaN",
            "9223372036854775808",
            "99999999999999999999999999",
            "-9223372036854775809",
            "%EF%BC%91%EF%BC%92",
            "%",
            "&",
            "=",
            "==&&==",
            "+",
            "%20",
            "x".repeat(3_000));

    private static final List<String> HEADERS = List.of(
            "Cookie: ",
            "Cookie: =",
            "Cookie: a",
            "Cookie: ;;;",
            "Cookie: \"",
            "Cookie: a=\"b",
            "Cookie: a=b; a=b; a",
            "Cookie: frontrow-session=",
            "Cookie: frontrow-session=a.b.c",
            "Cookie: frontrow-session=\"~\"; frontrow-session=~",
            "Cookie: frontrow-language=ko\u00e9",
            "Cookie: frontrow-language=../../x",
            "Cookie: frontrow-csrf=%00",
            "Cookie: frontrow-csrf=\u00ff; $Version=1; $Path=/",
            "Cookie: frontrow-device=.; frontrow-device=a.b",
            "Cookie: " + "a=b; ".repeat(700),
            "Authorization: Bearer",
            "Authorization: Bearer ~",
            "Authorization: Bearer a.b.c",
            "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.",
            "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.AA",
            "Authorization: Bearer " + "x".repeat(5_000),
            "Authorization: Basic ====",
            "Authorization: Basic b3BlcmF0b3I6eA==",
            "Accept: garbage",
            "Accept: */",
            "Accept: text/html;q=abc",
            "Accept: text/html;q=-1, */*;q=2",
            "Accept: text/html," + "a/b,".repeat(500),
            "Accept-Language: " + "aa-bbbbbbbb-".repeat(300),
            "Accept-Language: ko;q=1e999, en;q=NaN",
            "Accept-Language: \u00ff",
            "Accept-Language: ,;=,;q=,ko;;;q",
            "Accept-Encoding: gzip;q=abc, *;q=-1",
            "Accept-Charset: bogus",
            "Content-Type: ",
            "Content-Type: garbage",
            "Content-Type: application/json;charset=bogus",
            "Content-Type: application/json;charset=\"",
            "Content-Type: application/x-www-form-urlencoded;charset=utf-16",
            "Content-Type: multipart/form-data",
            "Content-Type: multipart/form-data; boundary=\u00ff",
            "Content-Type: text/html; " + "a=b;".repeat(500),
            "Content-Encoding: gzip",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: x",
            "Content-Length: 5",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: bogus",
            "Transfer-Encoding: chunked, chunked",
            "Expect: 100-continue",
            "Expect: garbage",
            "Range: bytes=9-1",
            "Range: bytes=-",
            "Range: bytes=" + "0-1,".repeat(400) + "0-1",
            "Range: bytes=99999999999999999999-",
            "If-None-Match: \"",
            "If-None-Match: W/",
            "If-None-Match: " + "\"a\",".repeat(500),
            "If-Modified-Since: yesterday",
            "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
            "If-Range: garbage",
            "Origin: null",
            "Origin: http://[::1",
            "Referer: http://%zz/\u00ff",
            "Host: ",
            "Host: a b",
            "Host: [::1",
            "Host: a:99999",
            "Host: \u00ff",
            "X-Forwarded-For: garbage, , \u00ff",
            "X-Forwarded-Proto: ftp",
            "X-Forwarded-Host: a b",
            "Forwarded: for=\"",
            "Upgrade: websocket",
            "Upgrade: h2c",
            "HTTP2-Settings: garbage",
            "Connection: upgrade, close, \u0001",
            "Queue-Token: \u00ff",
            "Idempotency-Key: \u00ff",
            "Last-Event-ID: garbage",
            "X-CSRF-Token: garbage",
            "X-HTTP-Method-Override: DELETE",
            "Sec-Fetch-Site: \u00ff",
            "A\u00ff: b",
            "A b: c",
            ": b",
            "A: b\rc",
            "A: b\0c",
            " folded: x",
            "User-Agent: " + "\u00ff".repeat(2_000),
            "X: " + "x".repeat(20_000));

    private static final List<String> METHODS = List.of(
            "BREW",
            "get",
            "TRACE",
            "CONNECT",
            "PROPFIND",
            "PUT",
            "DELETE",
            "PATCH",
            "OPTIONS",
            "HEAD",
            "G\u00c9T",
            "",
            "X".repeat(5_000));

    private static final List<String> ADDRESSES = List.of(
            "",
            "*",
            "//",
            "/%",
            "/%ff",
            "/%c0%ae%c0%ae/",
            "/%00",
            "/..",
            "/../../etc/passwd",
            "/%2e%2e/%2e%2e/",
            "/;",
            "/;a=b",
            "/a;b/c",
            "/\\",
            "/%5c",
            "/a%2fb",
            "/\u00ff",
            "/concerts/%ff",
            "/concerts/1%00",
            "/concerts/-1",
            "/concerts/99999999999999999999",
            "/checkout/x",
            "/tickets/%ed%a0%80",
            "/tickets/x/calendar.ics",
            "/language/%ff",
            "/language/xx",
            "/assets/",
            "/assets/..%2f",
            "/assets/%ff.css",
            "/assets/x%00.js",
            "/docs/%ff",
            "/v3/api-docs/%ff",
            "/v3/api-docs/x",
            "/actuator/health/%ff",
            "/actuator/x",
            "/error",
            "/error?x=%ff",
            "/swagger-ui/..;/x",
            "http://",
            "http://a b/",
            "https://127.0.0.1/%ff",
            "mailto:x",
            "/" + "x".repeat(9_000),
            "/" + "a/".repeat(3_000));

    private static final List<byte[]> BODIES = List.of(
            bytes(""),
            bytes("\0"),
            bytes("{"),
            bytes("{}"),
            bytes("[]"),
            bytes("null"),
            bytes("{\"\\ud83c\":1}"),
            bytes("{\"a\\u0000\":1}"),
            bytes("{\"" + "n".repeat(40_000) + "\":1}"),
            bytes("{\"a\":" + "9".repeat(5_000) + "}"),
            bytes("[".repeat(3_000)),
            bytes("{\"username\":\"\\ud83c\",\"password\":\"\\ud83c\"}"),
            "{\"a\":1}".getBytes(StandardCharsets.UTF_16),
            "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE),
            "{\"a\":1}".getBytes(java.nio.charset.Charset.forName("UTF-32")),
            latin("{\"\u00c0\u00ae\":1}"),
            latin("{\"a\":\"\u00ed\u00a0\u0080\"}"),
            latin("\u00ef\u00bb\u00bf{}"),
            latin("a=\u00ff&\u00c0\u00ae=1"),
            latin("--x\r\nContent-Disposition: form-data; name=\"\u00ff\"\r\n\r\nv\r\n--x--"),
            bytes("&".repeat(9_000)),
            bytes("a=1&".repeat(9_000)),
            bytes("x".repeat(70_000)));

    private final Random random;
    private final Site site;
    private final List<String> always;
    private final String csrf;
    private final List<OddRequest> made = new ArrayList<>();

    /// What can be asked for.
    ///
    /// @param pages paths that answer a GET
    /// @param forms paths that accept a form or JSON
    /// @param names of parameters and fields
    record Site(List<String> pages, List<String> forms, List<String> names) {}

    /// @param always headers of the signed-in buyer
    /// @param csrf   the CSRF token
    OddRequests(long seed, Site site, List<String> always, String csrf) {
        this.random = new Random(seed);
        this.site = site;
        this.always = always;
        this.csrf = csrf;
    }

    List<OddRequest> make() {
        for (String value : ENCODED) {
            for (int i = 0; i < 3; i++) {
                query(any(site.pages()), any(site.names()) + "=" + value);
                form(any(site.forms()), any(site.names()) + "=" + value + "&_csrf=" + csrf);
            }
            query(any(site.pages()), value);
            query(any(site.pages()), value + "=1&" + any(site.names()) + "=1&" + any(site.names()) + "=" + value);
            form(any(site.forms()), value + "=1&_csrf=" + csrf);
        }
        for (String header : HEADERS) {
            head("GET", any(site.pages()), List.of(header), new byte[0]);
            head("POST", any(site.forms()), List.of(header, "Content-Length: 3"), bytes("a=b"));
        }
        for (String method : METHODS) {
            head(method, any(site.pages()), List.of(), new byte[0]);
            head(method, any(site.forms()), List.of(), new byte[0]);
        }
        ADDRESSES.forEach(address -> head("GET", address, List.of(), new byte[0]));
        oddBodies();
        return List.copyOf(made);
    }

    private void oddBodies() {
        for (byte[] body : BODIES) {
            for (String type : List.of(
                    "application/json",
                    "application/json;charset=utf-16",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data; boundary=x")) {
                head(
                        "POST",
                        any(site.forms()),
                        List.of("Content-Type: " + type, "X-CSRF-Token: " + csrf, "Content-Length: " + body.length),
                        body);
            }
        }
    }

    private void query(String page, String query) {
        head("GET", page + "?" + query, List.of(), new byte[0]);
    }

    private void form(String address, String fields) {
        byte[] body = bytes(fields);
        head(
                "POST",
                address,
                List.of("Content-Type: application/x-www-form-urlencoded", "Content-Length: " + body.length),
                body);
    }

    private void head(String method, String target, List<String> headers, byte[] body) {
        boolean signedIn = random.nextBoolean() || !csrf.isEmpty() && method.equals("POST");
        boolean named = headers.stream().anyMatch(header -> header.startsWith("Host:"));
        String accept = random.nextBoolean() ? "Accept: text/html" : "Accept: */*";
        String head = Stream.of(
                        Stream.of(method + " " + target + " HTTP/1.1"),
                        named ? Stream.<String>of() : Stream.of("Host: 127.0.0.1"),
                        Stream.of("Connection: close"),
                        headers.stream().anyMatch(header -> header.startsWith("Accept:"))
                                ? Stream.<String>of()
                                : Stream.of(accept),
                        signedIn ? always.stream() : Stream.<String>of(),
                        headers.stream())
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\r\n", "", "\r\n\r\n"));
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(latin(head));
        bytes.writeBytes(body);
        String shown = method + " " + target + " " + String.join(" | ", headers);
        made.add(new OddRequest(shown.length() > 200 ? shown.substring(0, 200) : shown, bytes.toByteArray()));
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
