package dev.frontrow.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/// The origin of an attempt to sign in.
///
/// @param device the cookie that a browser has from an earlier sign-in, see [KnownDevices]
public record SignInOrigin(ClientNetwork network, @Nullable String device) {

    public static SignInOrigin of(HttpServletRequest request) {
        return new SignInOrigin(ClientNetwork.of(request.getRemoteAddr()), KnownDevices.cookie(request));
    }
}
