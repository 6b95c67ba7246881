package dev.frontrow.waitingroom.push;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The key in the database, which all nodes share. It is made once.
final class VapidKeys {

    private final JdbcClient jdbc;

    VapidKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The configured key, or the stored one, which is made if there is none.
    VapidKey goOn(PushSettings settings) {
        String publicKey = settings.publicKey();
        String privateKey = settings.privateKey();
        if (publicKey != null && privateKey != null) {
            try {
                return VapidKey.of(publicKey, privateKey);
            } catch (IllegalArgumentException unfit) {
                throw new IllegalArgumentException(
                        "frontrow.push.public-key and frontrow.push.private-key are not a key: " + unfit.getMessage(),
                        unfit);
            }
        }
        return stored().orElseGet(this::made);
    }

    private Optional<VapidKey> stored() {
        return jdbc.sql("select public_key, private_key from waitingroom.push_key")
                .query((row, _) -> VapidKey.stored(row.getString("public_key"), row.getString("private_key")))
                .optional();
    }

    /// Of several nodes that start at once, one makes it.
    private VapidKey made() {
        VapidKey made = VapidKey.made();
        jdbc.sql("""
                        insert into waitingroom.push_key (public_key, private_key)
                        values (:publicKey, :privateKey)
                        on conflict (one) do nothing
                        """)
                .param("publicKey", made.publicKey())
                .param("privateKey", made.privateKey())
                .update();
        return stored().orElseThrow();
    }
}
