package dev.frontrow.database.primary;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The hosts that a JDBC URL names, with commas between them.
///
/// @param url  for drivers that choose a host by themselves: they are to choose the primary
/// @param urls one for each host
record Hosts(String url, List<String> urls) {

    private static final Pattern SEVERAL = Pattern.compile("(jdbc:postgresql://)([^/?]*,[^/?]*)(.*)");
    private static final String WANTS = "targetServerType=";

    static Hosts of(String url) {
        Matcher several = SEVERAL.matcher(url);
        if (!several.matches()) {
            return new Hosts(url, List.of(url));
        }
        String rest = several.group(3);
        return new Hosts(
                rest.contains(WANTS) ? url : url + (rest.contains("?") ? "&" : "?") + WANTS + "primary",
                Stream.of(several.group(2).split(","))
                        .map(host -> several.group(1) + host + rest)
                        .toList());
    }

    boolean areSeveral() {
        return urls.size() > 1;
    }

    /// The URL without its settings, of which one may be a password.
    static String named(String url) {
        return url.replaceFirst("\\?.*", "");
    }
}
