package dev.frontrow.catalog.posters;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// Serves posters. What an address once answered it answers for ever.
@Controller
class PosterController {

    private static final int BYTES_KEPT_MAX = 32 << 20;

    private record Key(String hash, int size) {}

    private final LoadingCache<Key, byte @Nullable []> kept;

    PosterController(StoredPosters stored) {
        kept = Caffeine.newBuilder()
                .maximumWeight(BYTES_KEPT_MAX)
                .weigher((Key _, byte[] jpeg) -> jpeg.length)
                .build(key -> stored.jpeg(key.hash(), key.size()).orElse(null));
    }

    @GetMapping("/posters/{hash:[0-9a-f]{32}}-{size:480|960|1600}.jpg")
    ResponseEntity<byte[]> poster(@PathVariable String hash, @PathVariable int size) {
        byte[] jpeg = kept.get(new Key(hash, size));
        if (jpeg == null) {
            throw Problem.of(ProblemCode.NOT_FOUND);
        }
        return ResponseEntity.ok()
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .contentType(MediaType.IMAGE_JPEG)
                .body(jpeg);
    }
}
