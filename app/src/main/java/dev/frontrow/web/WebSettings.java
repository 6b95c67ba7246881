package dev.frontrow.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param bodyMax the largest request body
/// @param operatorBodyMax the largest one on the operator's endpoints, which import seat maps: 200,000 seats with
///                        long labels. How much memory it takes is bounded by the number of tokens too
/// @param requestsAtOnceMax requests that may wait for anything at the same time; more are told 503 `busy`. Each costs
/// some 10 to 30 KB while it waits. One network never has more than are free
/// @param requestsPerAccountMax of them, those of one account; more are told 429
/// @param signInsAtOnceMax requests that may hash a password, or wait for their turn to, at the same time. They take
/// none of the former places
/// @param connectionsMax open connections; fewer where the system allows fewer. One network never has more than are
/// free
@ConfigurationProperties("frontrow.web")
record WebSettings(
        @DefaultValue("64KB") DataSize bodyMax,
        @DefaultValue("64MB") DataSize operatorBodyMax,
        @DefaultValue("4096") int requestsAtOnceMax,
        @DefaultValue("128") int requestsPerAccountMax,
        @DefaultValue("128") int signInsAtOnceMax,
        @DefaultValue("20000") int connectionsMax) {

    WebSettings {
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
