package dev.frontrow.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param bodyMax the largest request body
/// @param operatorBodyMax the largest one on the operator's endpoints, which import seat maps
/// @param requestsAtOnceMax requests that may wait for anything at the same time; more are told 503 `busy`. Each costs
/// some 10 to 30 KB while it waits
@ConfigurationProperties("frontrow.web")
record WebSettings(
        @DefaultValue("64KB") DataSize bodyMax,
        @DefaultValue("16MB") DataSize operatorBodyMax,
        @DefaultValue("4096") int requestsAtOnceMax) {

    WebSettings {
        if (requestsAtOnceMax < 1) {
            throw new IllegalArgumentException("requests-at-once-max must be at least 1, not " + requestsAtOnceMax);
        }
    }
}
