package dev.frontrow.idempotency;

import java.security.MessageDigest;

record StoredAnswer(byte[] fingerprint, int status, String mediaType, String body) {

    boolean answers(byte[] otherFingerprint) {
        return MessageDigest.isEqual(fingerprint, otherFingerprint);
    }
}
