package dev.frontrow.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/// Where an attempt to sign in comes from.
///
/// @param device what a browser brings from an earlier sign-in, see [KnownDevices]
public record SignInOrigin(ClientNetwork network, @Nullable String device) {

    public static SignInOrigin of(HttpServletRequest request) {
        return new SignInOrigin(ClientNetwork.of(request.getRemoteAddr()), KnownDevices.cookie(request));
    }
}
