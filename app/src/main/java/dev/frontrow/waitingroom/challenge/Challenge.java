package dev.frontrow.waitingroom.challenge;

/// A proof of work to be done, as the ALTCHA widget reads it (version 1 of its protocol, which widgets up to version 2
/// speak): find the number from 0 to `maxnumber` whose hash behind the salt is `challenge`.
///
/// @param algorithm `SHA-256`
/// @param challenge the hash of salt and number, in hexadecimal
/// @param maxnumber the largest number that it may be
/// @param salt      random text; behind its `?` the buyer, the concert and the end of the time, `expires`, in seconds
/// @param signature proves that the challenge is ours
public record Challenge(String algorithm, String challenge, long maxnumber, String salt, String signature) {}
