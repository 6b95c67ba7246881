package dev.frontrow.identity;

import java.util.Optional;

/// Who sent a request, for those who cannot wait for an answer.
public interface BearerTokens {

    /// The caller whom a valid access token names. Empty where it is not valid, and also where telling would take the
    /// network or the database: then the whole of the authentication has to decide.
    Optional<Caller> tryCaller(String token);

    /// The same for the token in a browser's cookie. Also empty if the cookie has to be renewed.
    Optional<Caller> trySignedIn(String cookie);
}
