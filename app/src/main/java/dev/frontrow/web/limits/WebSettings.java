package dev.frontrow.web.limits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param bodyMax the largest request body
/// @param operatorBodyMax the largest body on the operator's endpoints, which import seat maps: 200,000 seats of some
///     300 bytes each. A limit on JSON tokens bounds its memory too
/// @param requestsAtOnceMax requests that may wait for anything at the same time; more get 503 `busy`. Each costs
///     some 10 to 30 KB while it waits. One network never gets more than are free
/// @param requestsPerAccountMax how many of them one account may have; more get 429
/// @param signInsAtOnceMax requests that may hash a password, or wait for that, at the same time. They have slots
///     of their own
/// @param connectionsMax open connections; fewer if the system allows fewer. One network never gets more than are
///     free
@ConfigurationProperties("frontrow.web")
public record WebSettings(
        @DefaultValue("64KB") DataSize bodyMax,
        @DefaultValue("64MB") DataSize operatorBodyMax,
        @DefaultValue("4096") int requestsAtOnceMax,
        @DefaultValue("128") int requestsPerAccountMax,
        @DefaultValue("128") int signInsAtOnceMax,
        @DefaultValue("20000") int connectionsMax) {

    public WebSettings {
        atLeastOne("requests-at-once-max", requestsAtOnceMax);
        atLeastOne("requests-per-account-max", requestsPerAccountMax);
        atLeastOne("sign-ins-at-once-max", signInsAtOnceMax);
        atLeastOne("connections-max", connectionsMax);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s must be at least 1, not %d".formatted(name, value));
        }
    }
}
