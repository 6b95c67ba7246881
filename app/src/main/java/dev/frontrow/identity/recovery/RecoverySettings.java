package dev.frontrow.identity.recovery;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.modulith.NamedInterface;

/// @param publicAddress where fans reach the server, such as `https://tickets.example`, for links in mails; required
///     with mail. It is never taken from a request, because a client can write any host into one
/// @param mailFrom the sender of mails; required with mail
@NamedInterface("recovery")
@ConfigurationProperties("frontrow.recovery")
public record RecoverySettings(
        @Nullable String publicAddress, @Nullable String mailFrom) {

    public RecoverySettings {
        publicAddress = publicAddress == null || publicAddress.isBlank() ? null : publicAddress.strip();
        mailFrom = mailFrom == null || mailFrom.isBlank() ? null : mailFrom.strip();
        if (publicAddress != null && !isAddress(publicAddress)) {
            throw new IllegalArgumentException(
                    "frontrow.recovery.public-address must be an address such as https://tickets.example");
        }
        if (mailFrom != null && !RecoveryAddress.isOne(mailFrom)) {
            throw new IllegalArgumentException("frontrow.recovery.mail-from must be an e-mail address");
        }
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = URI.create(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && uri.getUserInfo() == null;
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    /// The address of a page of ours; only its path if no public address is configured.
    public String link(String path) {
        return publicAddress == null ? path : publicAddress.replaceFirst("/+$", "") + path;
    }
}
