package dev.frontrow.web.security;

import dev.frontrow.address.Origin;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param origins origins of other sites whose scripts may use the API with a bearer token, with commas between, such
///     as `https://shop.example`; see [below](#scripts-of-other-sites)
@ConfigurationProperties("frontrow.web.cors")
record CorsSettings(@DefaultValue List<String> origins) {

    CorsSettings {
        origins.forEach(Origin::of);
    }

    /// Origins in the spelling that browsers send.
    Set<String> allowed() {
        return origins.stream().map(Origin::of).map(Origin::text).collect(Collectors.toUnmodifiableSet());
    }
}
