package dev.frontrow.identity;

import java.util.regex.Pattern;

/// The form of an address to which a link may be mailed. Whether somebody reads it is for its owner to know.
public final class RecoveryAddress {

    public static final String PATTERN =
            "[^\\s\\p{Cntrl}@,;<>()\"\\\\\\[\\]:]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,187}[A-Za-z0-9])?";

    private static final Pattern FORM = Pattern.compile(PATTERN);

    private RecoveryAddress() {}

    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }
}
