package dev.frontrow.storefront.posters;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/// A poster as `poster.css` draws it on pages: beams of light on a dark stage, above the heads of a crowd.
record PosterArt(Color light, Color wash, List<Beam> beams) {

    /// The size that previews of links have.
    private static final int WIDTH = 1_200;

    private static final int HEIGHT = 630;
    private static final double BEAM_HEIGHT = 1.3 * HEIGHT;
    private static final Color NIGHT = new Color(0x0c0a1e);

    /// @param shift   of its lamp from the middle, in widths of a beam
    /// @param degrees to the left
    private record Beam(double shift, double degrees, double opacity) {}

    private static final Beam MIDDLE = new Beam(0, 0, 0.62);

    /// In the order of their numbers on pages.
    static final List<PosterArt> ALL = List.of(
            of(0xff7041, 0x562c8b, MIDDLE, new Beam(0, 24, 0.45), new Beam(0, -24, 0.45)),
            of(0x55c4fe, 0x123e86, new Beam(-0.7, -14, 0.62), new Beam(0.6, 14, 0.45), new Beam(0, 0, 0.3)),
            of(0xff64ab, 0x681053, MIDDLE, new Beam(-1, 0, 0.45), new Beam(1, 0, 0.45)),
            of(0xf7c243, 0x713500, MIDDLE, new Beam(0, 38, 0.45), new Beam(0, -38, 0.45)),
            of(0x43dab0, 0x004b48, new Beam(-0.4, 22, 0.62), new Beam(0.4, -22, 0.45), new Beam(0, -24, 0.45)),
            of(0xc197ff, 0x30358b, MIDDLE, new Beam(0, 24, 0.45), new Beam(0, -24, 0.45)));

    private static PosterArt of(int light, int wash, Beam... beams) {
        return new PosterArt(new Color(light), new Color(wash), List.of(beams));
    }

    BufferedImage drawn() {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            drawStage(g);
            beams.forEach(beam -> draw(beam, g));
            drawCrowd(g);
        } finally {
            g.dispose();
        }
        return image;
    }

    private void drawStage(Graphics2D g) {
        var all = new Rectangle2D.Double(0, 0, WIDTH, HEIGHT);
        g.setPaint(NIGHT);
        g.fill(all);
        g.setPaint(new RadialGradientPaint(
                new Point2D.Double(WIDTH / 2.0, HEIGHT * 1.18), WIDTH * 0.75f, new float[] {0, 0.7f}, new Color[] {
                    wash, withAlpha(wash, 0)
                }));
        g.fill(all);
    }

    private void draw(Beam beam, Graphics2D g) {
        double width = 0.44 * WIDTH;
        var light = new Path2D.Double();
        light.moveTo(-0.03 * width, 0);
        light.lineTo(0.03 * width, 0);
        light.lineTo(0.5 * width, BEAM_HEIGHT);
        light.lineTo(-0.5 * width, BEAM_HEIGHT);
        light.closePath();
        AffineTransform before = g.getTransform();
        g.translate(WIDTH / 2.0 + beam.shift() * width, -0.12 * HEIGHT);
        g.rotate(Math.toRadians(beam.degrees()));
        float fade = (float) (BEAM_HEIGHT * 0.82);
        g.setPaint(new GradientPaint(0, 0, withAlpha(this.light, beam.opacity()), 0, fade, withAlpha(this.light, 0)));
        g.fill(light);
        g.setTransform(before);
    }

    private static void drawCrowd(Graphics2D g) {
        g.setPaint(NIGHT);
        for (int i = 0; i * 48 < WIDTH + 48; i++) {
            double size = i % 2 == 0 ? 40 : 52;
            g.fill(new Ellipse2D.Double(i * 48 - size / 2, HEIGHT - size * 1.2, size, size * 2));
        }
    }

    private static Color withAlpha(Color colour, double alpha) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * alpha));
    }
}
