package dev.frontrow.waitingroom.push;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param services   hosts to which alerts are sent, with all hosts below them; empty switches web push off
/// @param contact    whom a push service may ask, such as `mailto:office@tickets.example` or an `https` address; some
///     services refuse alerts without it. `frontrow.recovery.public-address` if not set
/// @param publicKey  the key (VAPID) that all nodes sign with, in base64url; made at the first start if not set
/// @param privateKey its private part, in base64url
/// @param alertsMax  how many alerts may be asked for at a time
@ConfigurationProperties("frontrow.push")
public record PushSettings(
        @DefaultValue List<String> services,
        @Nullable String contact,
        @Nullable String publicKey,
        @Nullable String privateKey,
        @DefaultValue("200000") int alertsMax) {

    private static final Pattern HOST = Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,62}");

    public PushSettings {
        services = services.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .toList();
        services.forEach(PushSettings::check);
        contact = given(contact);
        publicKey = given(publicKey);
        privateKey = given(privateKey);
        if (contact != null && !isContact(contact)) {
            throw new IllegalArgumentException(
                    "frontrow.push.contact must begin with mailto: or https:, such as mailto:office@tickets.example");
        }
        if ((publicKey == null) != (privateKey == null)) {
            throw new IllegalArgumentException(
                    "frontrow.push.public-key and frontrow.push.private-key belong together");
        }
        if (alertsMax < 1) {
            throw new IllegalArgumentException("frontrow.push.alerts-max must be at least 1");
        }
    }

    private static void check(String host) {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "frontrow.push.services must be names of hosts such as push.services.example, not " + host);
        }
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static boolean isContact(String text) {
        try {
            String scheme = URI.create(text).getScheme();
            return "mailto".equals(scheme) || "https".equals(scheme);
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "PushSettings[" + services + "]";
    }
}
