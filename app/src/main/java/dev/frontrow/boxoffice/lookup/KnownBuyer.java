package dev.frontrow.boxoffice.lookup;

import dev.frontrow.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A buyer, without anything that could sign them in.
///
/// @param issuer who else vouches for them, if they have no username here
record KnownBuyer(
        UUID buyerId,
        @Nullable String username,
        @Nullable String displayName,
        @Nullable String recoveryAddress,
        @Nullable String issuer,
        Instant signedUpAt) {

    /// From a complete row.
    static KnownBuyer of(ResultSet row) throws SQLException {
        return new KnownBuyer(
                row.getObject("buyer_id", UUID.class),
                row.getString("username"),
                row.getString("display_name"),
                row.getString("recovery_address"),
                row.getString("issuer"),
                Timestamps.required(row, "created_at"));
    }
}
