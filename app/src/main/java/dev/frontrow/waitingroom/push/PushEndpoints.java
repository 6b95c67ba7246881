package dev.frontrow.waitingroom.push;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Which addresses the server sends alerts to. A browser names the address, so a client may write any: without this
/// it could make the server call others in its name.
@Component
public class PushEndpoints {

    private static final int LENGTH_MAX = 1_000;
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");

    private final List<String> services;

    PushEndpoints(PushSettings settings) {
        this.services = settings.services();
    }

    /// Whether alerts can be sent at all.
    public final boolean isOn() {
        return !services.isEmpty();
    }

    /// The address, if it belongs to a known push service.
    public final Optional<URI> known(String endpoint) {
        if (endpoint.length() > LENGTH_MAX || !PRINTABLE.matcher(endpoint).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(endpoint)).filter(this::isKnown);
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    private boolean isKnown(URI address) {
        String host = address.getHost();
        return "https".equals(address.getScheme())
                && host != null
                && address.getRawUserInfo() == null
                && address.getRawFragment() == null
                && address.getPort() == -1
                && services.stream().anyMatch(service -> isBelow(host.toLowerCase(Locale.ROOT), service));
    }

    private static boolean isBelow(String host, String service) {
        return host.equals(service) || host.endsWith("." + service);
    }
}
