package dev.frontrow.catalog.posters;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/// The formats of pictures that are taken, told by their first bytes and never by a name.
enum PictureFormat {
    PNG("image/png") {
        @Override
        boolean begins(byte[] picture) {
            return has(picture, 0, "\u0089PNG\r\n\u001a\n");
        }
    },
    JPEG("image/jpeg") {
        @Override
        boolean begins(byte[] picture) {
            return has(picture, 0, "\u00ff\u00d8\u00ff");
        }
    },
    WEBP("image/webp") {
        @Override
        boolean begins(byte[] picture) {
            return has(picture, 0, "RIFF") && has(picture, 8, "WEBP");
        }

        @Override
        boolean hasFewParts(byte[] picture) {
            ByteBuffer riff = ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN);
            long at = RIFF_HEADER;
            for (int chunks = 0; at + CHUNK_HEADER <= picture.length; chunks++) {
                if (chunks == CHUNKS_MAX) {
                    return false;
                }
                long length = Integer.toUnsignedLong(riff.getInt((int) at + Integer.BYTES));
                at += CHUNK_HEADER + length + length % 2;
            }
            return true;
        }
    };

    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;

    /// A picture that does not move has at most a dozen.
    private static final int CHUNKS_MAX = 100;

    private final String mediaType;

    PictureFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    abstract boolean begins(byte[] picture);

    /// Whether its reader comes to an end of its parts soon: the reader of WebP looks at each chunk before any pixel.
    boolean hasFewParts(byte[] picture) {
        return true;
    }

    /// By its own class where the JDK has none, so that no other reader can be found on the class path.
    ImageReader reader() {
        return switch (this) {
            case PNG, JPEG -> ImageIO.getImageReadersByMIMEType(mediaType).next();
            case WEBP -> new WebPImageReaderSpi().createReaderInstance(null);
        };
    }

    /// As `Content-Type` names it.
    String mediaType() {
        return mediaType;
    }

    static Optional<PictureFormat> of(byte[] picture) {
        return Arrays.stream(values()).filter(format -> format.begins(picture)).findFirst();
    }

    private static boolean has(byte[] picture, int at, String bytes) {
        byte[] wanted = bytes.getBytes(StandardCharsets.ISO_8859_1);
        return picture.length >= at + wanted.length
                && Arrays.equals(picture, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
