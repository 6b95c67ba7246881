package dev.frontrow.catalog.posters;

import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/// Takes pictures for posters. One is decoded at a time: each needs some hundred megabytes of memory. Thread-safe.
@Component
public class PosterUpload {

    private static final int HASH_BYTES = 16;
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final StoredPosters stored;
    private final InstantSource clock;
    private final Semaphore decoding = new Semaphore(1);

    /// A virtual thread would keep its carrier from other requests for as long as it computes.
    private final Executor drawing =
            task -> Thread.ofPlatform().daemon().name("poster").start(task);

    PosterUpload(StoredPosters stored, InstantSource clock) {
        this.stored = stored;
        this.clock = clock;
    }

    /// Keeps a picture, and answers the name of its poster.
    ///
    /// @param mediaType that its sender says
    public String keep(byte[] picture, String mediaType) {
        PictureFormat format = PictureFormat.of(picture)
                .filter(found -> found.mediaType().equals(mediaType))
                .filter(found -> picture.length <= PictureDecoder.BYTES_MAX && found.hasFewParts(picture))
                .orElseThrow(PosterUpload::refused);
        if (!decoding.tryAcquire()) {
            throw Problem.of(ProblemCode.BUSY).retryAfter(RETRY);
        }
        try {
            List<Picture> sizes = CompletableFuture.supplyAsync(() -> sizes(picture, format), drawing)
                    .join()
                    .orElseThrow(PosterUpload::refused);
            String hash = hash(picture);
            stored.insert(hash, sizes, clock.instant());
            return hash;
        } finally {
            decoding.release();
        }
    }

    private static Optional<List<Picture>> sizes(byte[] picture, PictureFormat format) {
        return PictureDecoder.decode(picture, format)
                .map(decoded -> PictureSizes.of(decoded, Orientation.of(picture, format)));
    }

    private static Problem refused() {
        return Problem.of(ProblemCode.PICTURE_INVALID)
                .saying(PictureDecoder.BYTES_MAX >> 20, PictureDecoder.SIDE_MIN, PictureDecoder.MEGAPIXELS_MAX);
    }

    private static String hash(byte[] picture) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(picture);
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
