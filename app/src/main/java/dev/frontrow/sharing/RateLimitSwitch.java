package dev.frontrow.sharing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Whether clients are told apart by their address, to limit the rates of their requests. Where it is off, a proxy
/// limits the rates, and all addresses may be the proxy's. A boolean, because YAML reads a bare `off` as one.
///
/// @param rateLimits limits on the rate of requests; `off` where a proxy in front has its own, and for load tests
@ConfigurationProperties("frontrow")
public record RateLimitSwitch(@DefaultValue("on") boolean rateLimits) {}
