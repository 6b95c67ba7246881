package dev.frontrow.catalog.posters;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Decodes pictures of strangers: size and shape are read from the header before any pixel, large ones are read with
/// fewer pixels, and what takes too long is given up.
final class PictureDecoder {

    static final int BYTES_MAX = 8 << 20;
    static final int SIDE_MIN = 200;
    static final int MEGAPIXELS_MAX = 40;

    private static final int SIDE_MAX = 12_000;

    /// More pixels than the largest size has are not needed.
    private static final int DECODED_SIDE_MAX = 3_200;

    private static final Duration TIME_MAX = Duration.ofSeconds(10);

    private PictureDecoder() {}

    /// The picture as it is meant to be seen; empty if it is none, is broken, or exceeds a limit.
    static Optional<BufferedImage> decode(byte[] picture, PictureFormat format) {
        ImageReader reader = format.reader();
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
            reader.setInput(stream, true, true);
            return isInLimits(reader) ? Optional.of(decoded(reader)) : Optional.empty();
        } catch (IOException | RuntimeException broken) {
            // The readers throw whatever comes to them on broken input.
            return Optional.empty();
        } finally {
            reader.dispose();
        }
    }

    private static boolean isInLimits(ImageReader reader) throws IOException {
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        return Math.min(width, height) >= SIDE_MIN
                && Math.max(width, height) <= SIDE_MAX
                && width * height <= MEGAPIXELS_MAX * 1_000_000L;
    }

    private static BufferedImage decoded(ImageReader reader) throws IOException {
        reader.addIIOReadProgressListener(new Deadline(System.nanoTime() + TIME_MAX.toNanos()));
        ImageReadParam param = reader.getDefaultReadParam();
        int side = Math.max(reader.getWidth(0), reader.getHeight(0));
        int every = Math.max(1, side / DECODED_SIDE_MAX);
        param.setSourceSubsampling(every, every, 0, 0);
        BufferedImage read = reader.read(0, param);
        if (read == null) {
            throw new IIOException("given up");
        }
        return read;
    }

    /// Ends a reading that takes too long: progressive pictures may have hundreds of passes.
    private record Deadline(long nanoTime) implements IIOReadProgressListener {

        private void look(ImageReader reader) {
            if (System.nanoTime() - nanoTime > 0) {
                throw new IllegalStateException("too slow");
            }
        }

        @Override
        public void imageProgress(ImageReader reader, float percentageDone) {
            look(reader);
        }

        @Override
        public void sequenceStarted(ImageReader reader, int minIndex) {}

        @Override
        public void sequenceComplete(ImageReader reader) {}

        @Override
        public void imageStarted(ImageReader reader, int imageIndex) {}

        @Override
        public void imageComplete(ImageReader reader) {}

        @Override
        public void thumbnailStarted(ImageReader reader, int imageIndex, int thumbnailIndex) {}

        @Override
        public void thumbnailProgress(ImageReader reader, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader reader) {}

        @Override
        public void readAborted(ImageReader reader) {}
    }
}
