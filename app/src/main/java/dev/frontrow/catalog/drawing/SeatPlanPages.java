package dev.frontrow.catalog.drawing;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.frontrow.catalog.Catalog;
import dev.frontrow.gzip.Gzip;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The plans of performances as they are sent. A plan never changes, so each is made once. Thread-safe.
@Component
class SeatPlanPages {

    /// Some twenty of the largest houses in which every seat stands alone, or a thousand with straight rows.
    private static final int BYTES_KEPT_MAX = 16 << 20;

    private static final int BYTES_OF_ENTRY = 500;
    private static final int TAG_BYTES = 16;

    /// @param tag  of `json`, without quotes
    /// @param gzip null if too short to gain anything
    record Page(String tag, byte[] json, byte @Nullable [] gzip) {

        static Page of(byte[] json) {
            return new Page(tag(json), json, Gzip.isWorthIt(json) ? Gzip.tightly(json) : null);
        }

        private static String tag(byte[] json) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
                return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        int weight() {
            return BYTES_OF_ENTRY + json.length + (gzip == null ? 0 : gzip.length);
        }
    }

    private final LoadingCache<Long, Page> pages;

    SeatPlanPages(Catalog catalog, JsonMapper json) {
        pages = Caffeine.newBuilder()
                .maximumWeight(BYTES_KEPT_MAX)
                .weigher((Long _, Page page) -> page.weight())
                .build(id -> Page.of(json.writeValueAsBytes(SeatPlanDocument.of(id, catalog.seatMap(id)))));
    }

    /// The plan of a performance that exists.
    Page of(long performanceId) {
        return pages.get(performanceId);
    }
}
