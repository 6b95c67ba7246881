package dev.frontrow.waitingroom.challenge;

/// A proof of work for the ALTCHA widget (version 1 of its protocol, spoken by widgets up to version 2): find the
/// number from 0 to `maxnumber` for which the hash of salt and number is `challenge`.
///
/// @param algorithm `SHA-256`
/// @param challenge the hash of salt and number, in hexadecimal
/// @param maxnumber the largest possible number
/// @param salt      random text; after its `?` come buyer, concert and `expires`, the end as epoch seconds
/// @param signature proves that the server made the challenge
public record Challenge(String algorithm, String challenge, long maxnumber, String salt, String signature) {}
