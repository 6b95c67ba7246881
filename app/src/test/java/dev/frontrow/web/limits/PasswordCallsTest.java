package dev.frontrow.web.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every call that hashes a password uses the sign-in slots and rate limits.
class PasswordCallsTest {

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/sessions, true",
        "POST, /api/v1/buyers, true",
        "POST, /api/v1/password-resets/redemptions, true",
        "PUT, /api/v1/buyers/me/password, true",
        "PUT, /api/v1/buyers/me/recovery-address, true",
        "POST, /sign-in, true",
        "POST, /office/sign-in, true",
        "POST, /sign-up, true",
        "POST, /reset-password, true",
        "POST, /account/password, true",
        "POST, /account/recovery-address, true",
        "POST, /%61ccount/password, true",
        "POST, /sign-in;x=1, true",
        "POST, /Sign-In, false",
        "POST, //sign-in, false",
        "POST, /sign-in/, false",
        "POST, /a%63count/passwor%64, true",
        "GET, /sign-in, false",
        "GET, /account, false",
        "GET, /reset-password, false",
        "GET, /api/v1/buyers/me, false",
        "DELETE, /api/v1/sessions/current, false",
        "POST, /sign-out, false",
        "POST, /api/v1/holds, false"
    })
    void areThoseThatHashAPassword(String method, String path, boolean isOne) {
        assertThat(PasswordCalls.isOne(method, path)).isEqualTo(isOne);
    }
}
