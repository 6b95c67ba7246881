package dev.frontrow.boxoffice.report;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The key that signs reports. All nodes share it; it is made once, and never replaced, or old reports would be
/// doubted.
@Repository
class ReportKeys {

    static final String ALGORITHM = "Ed25519";

    private final JdbcClient jdbc;

    ReportKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param publicKey in base64, as X.509 writes it
    record ReportKey(String publicKey, PrivateKey privateKey) {

        /// The signature in base64.
        String sign(byte[] message) {
            try {
                var signature = Signature.getInstance(ALGORITHM);
                signature.initSign(privateKey);
                signature.update(message);
                return Base64.getEncoder().encodeToString(signature.sign());
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
            }
        }

        @Override
        public String toString() {
            return publicKey;
        }
    }

    /// The stored key, which is made if there is none.
    ReportKey key() {
        return stored().orElseGet(this::made);
    }

    private Optional<ReportKey> stored() {
        return jdbc.sql("select public_key, private_key from boxoffice.report_key")
                .query((row, _) -> new ReportKey(row.getString("public_key"), read(row.getString("private_key"))))
                .optional();
    }

    private static PrivateKey read(String base64) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException damaged) {
            throw new IllegalStateException("the key of reports in the database is damaged", damaged);
        }
    }

    /// Of several nodes that need it at once, one makes it.
    private ReportKey made() {
        KeyPair pair = generated();
        jdbc.sql("""
                        insert into boxoffice.report_key (public_key, private_key)
                        values (:publicKey, :privateKey)
                        on conflict (one) do nothing
                        """)
                .param(
                        "publicKey",
                        Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()))
                .param(
                        "privateKey",
                        Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()))
                .update();
        return stored().orElseThrow();
    }

    private static KeyPair generated() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }
}
