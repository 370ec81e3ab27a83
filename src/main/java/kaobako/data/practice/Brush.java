package kaobako.data.practice;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** A canvas and the random numbers that decide what is drawn on it. One picture, one thread. */
final class Brush implements AutoCloseable {
    /** The canvas is SIDE x SIDE; all coordinates of this package are in its pixels. */
    static final int SIDE = 256;

    private final Random random;
    private final Graphics2D g;

    Brush(BufferedImage canvas, long seed) {
        random = new Random(seed);
        g = canvas.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    /** Uniform in [from, to). */
    double between(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    /** True with this probability. */
    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    double unit() {
        return random.nextDouble();
    }

    /** Normal with mean 0 and deviation 1. */
    double normal() {
        return random.nextGaussian();
    }

    /** 0..n-1. */
    int pick(int n) {
        return random.nextInt(n);
    }

    double pick(double... choices) {
        return choices[random.nextInt(choices.length)];
    }

    void fill(Shape shape, Paint paint) {
        g.setPaint(paint);
        g.fill(shape);
    }

    void line(Shape shape, Color colour, double width) {
        g.setPaint(colour);
        g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(shape);
    }

    void outlined(Shape shape, Paint paint, Color outline, double width) {
        fill(shape, paint);
        line(shape, outline, width);
    }

    /** Runs {@code drawing} with everything outside {@code shape} protected. */
    void inside(Shape shape, Runnable drawing) {
        Shape before = g.getClip();
        g.clip(shape);
        drawing.run();
        g.setClip(before);
    }

    /** Tilts, moves, scales and perhaps mirrors all that is drawn from here on. */
    void pose() {
        g.rotate(Math.toRadians(between(-7, 7)), 128, 200);
        double zoom = between(0.97, 1.08);
        g.translate(128 + between(-5, 5), 138 + between(-3, 5));
        g.scale(zoom * (chance(0.5) ? -1 : 1), zoom);
        g.translate(-128, -138);
    }

    static Shape ellipse(double x, double y, double radiusX, double radiusY) {
        return new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY);
    }

    @Override
    public void close() {
        g.dispose();
    }
}
