package dev.frontrow.identity.keys;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The signing keys that a database was used with, as fingerprints that reveal nothing else. So a key that was
/// lost, or that belongs to another installation, is told from one that is made for the first time.
public final class KeyHistory {

    private static final Logger LOG = LoggerFactory.getLogger(KeyHistory.class);

    private static final String FINGERPRINT = "fingerprint";

    private final JdbcClient jdbc;

    /// Reads and adds fingerprints in this database.
    public KeyHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The configured key, or the one in the data folder, which is made if there never was one.
    ///
    /// @param newIsWanted whether the operator has asked for a new key, or for another one than the last
    public SigningKey goOn(@Nullable String configured, Path dataDir, boolean newIsWanted) {
        Optional<byte[]> last = last();
        SigningKey key = configured != null && !configured.isBlank()
                ? SigningKey.configured(configured)
                : kept(dataDir, newIsWanted, last.isPresent());
        byte[] fingerprint = key.derive(FINGERPRINT);
        if (last.isPresent() && Arrays.equals(last.get(), fingerprint)) {
            return key;
        }
        boolean lastCounts = last.filter(known -> counts(key, known)).isPresent();
        if (lastCounts && isKnown(fingerprint)) {
            // Another node signs with the newer of two keys, and this one will after its own restart.
            return key;
        }
        if (last.isPresent() && !newIsWanted && (configured == null || configured.isBlank())) {
            throw UnfitSigningKey.because(
                    SigningKey.fileIn(dataDir), "is not the one that this database was last used with");
        }
        jdbc.sql("insert into identity.signing_key (fingerprint) values (:fingerprint)")
                .param("fingerprint", fingerprint)
                .update();
        if (lastCounts) {
            LOG.info("The signing key has changed; what the one before has signed still counts");
        } else if (last.isPresent()) {
            LOG.warn("The signing key has changed: all sessions are over, and all queue tokens are void");
        }
        return key;
    }

    private static boolean counts(SigningKey key, byte[] known) {
        return key.deriveAll(FINGERPRINT).stream().anyMatch(own -> Arrays.equals(own, known));
    }

    private boolean isKnown(byte[] fingerprint) {
        return jdbc.sql("select exists (select from identity.signing_key where fingerprint = :fingerprint)")
                .param("fingerprint", fingerprint)
                .query(Boolean.class)
                .single();
    }

    private static SigningKey kept(Path dataDir, boolean newIsWanted, boolean wasUsed) {
        try {
            Optional<SigningKey> kept = SigningKey.keptIn(dataDir);
            if (kept.isPresent()) {
                return kept.get();
            }
            if (wasUsed && !newIsWanted) {
                throw UnfitSigningKey.because(
                        SigningKey.fileIn(dataDir), "is missing, but this database was used with one");
            }
        } catch (UnfitSigningKey unfit) {
            if (!newIsWanted) {
                throw unfit;
            }
        }
        return SigningKey.madeIn(dataDir);
    }

    private Optional<byte[]> last() {
        return jdbc.sql("""
                        select fingerprint
                        from identity.signing_key
                        order by sequence desc
                        limit 1
                        """).query((row, _) -> row.getBytes("fingerprint")).optional();
    }
}
