package dev.frontrow.identity.keys;

import java.nio.file.Path;
import org.springframework.modulith.NamedInterface;

/// The signing key cannot be used, or is not the one of before. The message is one line that says what to do. A
/// new key is never made unasked: it ends all sessions and makes all queue tokens void.
@NamedInterface("keys")
public final class UnfitSigningKey extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String WAYS_OUT =
            " Put the file back from a backup. Or ask for another key by starting once with"
                    + " FRONTROW_IDENTITY_NEW_TOKEN_KEY=true: everybody has to sign in again then, and whoever is in line has to join"
                    + " again and gets the same place.";

    private UnfitSigningKey(String message) {
        super(message);
    }

    static UnfitSigningKey because(Path file, String fault) {
        return new UnfitSigningKey("The signing key " + file + " " + fault + "." + WAYS_OUT);
    }
}
