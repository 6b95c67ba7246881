package dev.frontrow.catalog.posters;

import dev.frontrow.database.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of posters. A picture that came before is kept once.
@Repository
class StoredPosters {

    private final JdbcClient jdbc;

    StoredPosters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(String hash, List<Picture> sizes, Instant now) {
        for (Picture picture : sizes) {
            jdbc.sql("""
                            insert into catalog.poster (hash, size, width, height, jpeg, created_at)
                            values (:hash, :size, :width, :height, :jpeg, :now)
                            on conflict (hash, size) do nothing
                            """)
                    .param("hash", hash)
                    .param("size", picture.size())
                    .param("width", picture.width())
                    .param("height", picture.height())
                    .param("jpeg", picture.jpeg())
                    .param("now", Timestamps.of(now))
                    .update();
        }
    }

    Optional<byte[]> jpeg(String hash, int size) {
        return jdbc.sql("select jpeg from catalog.poster where hash = :hash and size = :size")
                .param("hash", hash)
                .param("size", size)
                .query((row, _) -> row.getBytes("jpeg"))
                .optional();
    }
}
