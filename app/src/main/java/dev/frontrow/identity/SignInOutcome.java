package dev.frontrow.identity;

import java.util.UUID;

sealed interface SignInOutcome {

    record SignedIn(UUID buyerId, AccessTokens.AccessToken accessToken) implements SignInOutcome {}

    record CredentialsWrong() implements SignInOutcome {}

    record TooManySigningIn() implements SignInOutcome {}
}
