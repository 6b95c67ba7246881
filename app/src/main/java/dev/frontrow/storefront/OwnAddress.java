package dev.frontrow.storefront;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where to send a reader who has told us where they came from: to a page of ours, never elsewhere.
final class OwnAddress {

    /// A path and a query in plain characters. What a browser could read as another host (`//`, `/\`) does
    /// not fit.
    private static final Pattern LOCAL = Pattern.compile("/(?:[\\w.~%=&?-][\\w.~%=&?/-]*)?");

    private OwnAddress() {}

    static String orStart(@Nullable String wanted) {
        return wanted != null && LOCAL.matcher(wanted).matches() ? wanted : "/";
    }
}
