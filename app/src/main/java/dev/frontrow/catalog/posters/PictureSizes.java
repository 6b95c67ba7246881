package dev.frontrow.catalog.posters;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Draws a decoded picture anew, upright and in each size, and writes it as JPEG: pixels and nothing else.
final class PictureSizes {

    static final List<Integer> ALL = List.of(480, 960, 1_600);

    private static final int HEIGHT_MAX = 4_000;
    private static final float QUALITY = 0.85f;

    private PictureSizes() {}

    static List<Picture> of(BufferedImage decoded, int orientation) {
        return ALL.stream().map(size -> of(decoded, orientation, size)).toList();
    }

    private static Picture of(BufferedImage decoded, int orientation, int size) {
        boolean onItsSide = Orientation.isOnItsSide(orientation);
        int width = onItsSide ? decoded.getHeight() : decoded.getWidth();
        int height = onItsSide ? decoded.getWidth() : decoded.getHeight();
        double scale = Math.min(1, Math.min((double) size / width, (double) HEIGHT_MAX / height));
        var drawn = new BufferedImage(
                Math.max(1, (int) Math.round(width * scale)),
                Math.max(1, (int) Math.round(height * scale)),
                BufferedImage.TYPE_INT_RGB);
        draw(decoded, orientation, scale, drawn);
        return new Picture(size, drawn.getWidth(), drawn.getHeight(), jpeg(drawn));
    }

    /// Halved first while it is much too large: one step alone would leave out pixels.
    private static void draw(BufferedImage decoded, int orientation, double scale, BufferedImage drawn) {
        BufferedImage source = decoded;
        double left = scale;
        while (left <= 0.5) {
            source = halved(source);
            left = Math.min(1, left * 2);
        }
        Graphics2D g = graphics(drawn);
        try {
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, drawn.getWidth(), drawn.getHeight());
            AffineTransform upright = Orientation.upright(orientation, source);
            upright.preConcatenate(AffineTransform.getScaleInstance(left, left));
            g.drawImage(source, upright, null);
        } finally {
            g.dispose();
        }
    }

    private static BufferedImage halved(BufferedImage source) {
        var half = new BufferedImage(
                Math.max(1, source.getWidth() / 2), Math.max(1, source.getHeight() / 2), BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = graphics(half);
        try {
            g.drawImage(source, 0, 0, half.getWidth(), half.getHeight(), null);
        } finally {
            g.dispose();
        }
        return half;
    }

    private static Graphics2D graphics(BufferedImage image) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        return g;
    }

    private static byte[] jpeg(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot write a poster", broken);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
