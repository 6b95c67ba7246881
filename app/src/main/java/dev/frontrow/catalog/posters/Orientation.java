package dev.frontrow.catalog.posters;

import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// How a camera was held, as Exif says it: 1 is upright, the others up to 8 are turned or mirrored.
final class Orientation {

    private static final int UPRIGHT = 1;
    private static final int TAG = 0x0112;
    private static final int ENTRY_BYTES = 12;
    private static final int ENTRIES_MAX = 200;

    /// Where Exif may stand: cameras write it in front of the picture, WebP allows it behind.
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final byte[] WEBP_EXIF = "EXIF".getBytes(StandardCharsets.ISO_8859_1);
    private static final int SEARCHED_MAX = 256 * 1024;

    private Orientation() {}

    /// What the picture says of itself, or upright.
    static int of(byte[] picture, PictureFormat format) {
        int tiff = switch (format) {
            case JPEG -> after(picture, EXIF, 0);
            case WEBP -> afterChunk(picture);
            case PNG -> -1;
        };
        try {
            return tiff < 0
                    ? UPRIGHT
                    : read(ByteBuffer.wrap(picture, tiff, picture.length - tiff).slice());
        } catch (BufferUnderflowException | IndexOutOfBoundsException cutShort) {
            return UPRIGHT;
        }
    }

    /// Some writers repeat the mark of JPEG within the chunk.
    private static int afterChunk(byte[] picture) {
        int chunk = after(picture, WEBP_EXIF, Math.max(0, picture.length - SEARCHED_MAX));
        if (chunk < 0) {
            return -1;
        }
        int content = chunk + 4;
        int repeated = after(picture, EXIF, content);
        return repeated == content + EXIF.length ? repeated : content;
    }

    private static int after(byte[] picture, byte[] mark, int from) {
        int end = Math.min(picture.length - mark.length, from + SEARCHED_MAX);
        for (int at = from; at <= end; at++) {
            if (startsAt(picture, at, mark)) {
                return at + mark.length;
            }
        }
        return -1;
    }

    private static boolean startsAt(byte[] picture, int at, byte[] mark) {
        for (int i = 0; i < mark.length; i++) {
            if (picture[at + i] != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static int read(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = Math.min(tiff.getShort(directory) & 0xffff, ENTRIES_MAX);
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + ENTRY_BYTES * i;
            if ((tiff.getShort(entry) & 0xffff) == TAG) {
                int value = tiff.getShort(entry + 8) & 0xffff;
                return value >= 1 && value <= 8 ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /// Whether width and height change places.
    static boolean isOnItsSide(int orientation) {
        return orientation >= 5;
    }

    /// From the picture as it is stored to the upright one.
    static AffineTransform upright(int orientation, BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }
}
