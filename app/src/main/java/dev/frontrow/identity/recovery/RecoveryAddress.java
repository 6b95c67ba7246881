package dev.frontrow.identity.recovery;

import java.util.regex.Pattern;
import org.springframework.modulith.NamedInterface;

/// The form of an address to which a link may be mailed. It is up to the owner that the address is theirs.
@NamedInterface("recovery")
public final class RecoveryAddress {

    public static final String PATTERN =
            "[^\\s\\p{Cntrl}@,;<>()\"\\\\\\[\\]:]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,187}[A-Za-z0-9])?";

    private static final Pattern FORM = Pattern.compile(PATTERN);

    private RecoveryAddress() {}

    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }
}
