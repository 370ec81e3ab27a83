package kaobako.data.practice;

import static kaobako.data.practice.Palette.hsb;
import static kaobako.data.practice.Palette.mix;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.RadialGradientPaint;
import java.awt.Rectangle;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;

/** A plain, graded, glowing or diagonally divided background that the hair stands out from. */
final class Backdrop {
    private static final int TRIES = 12, DISTINCT = 150;

    private Backdrop() {}

    static void draw(Brush b, Palette c) {
        Color first = colour(b);
        for (int i = 1; i < TRIES && Palette.distance(first, c.hair()) <= DISTINCT; i++) first = colour(b);
        Color second = mix(first, b.chance(0.6) ? Color.WHITE : new Color(0x404880), b.between(0.15, 0.4));
        int side = Brush.SIDE;
        Rectangle all = new Rectangle(0, 0, side, side);
        switch (b.pick(4)) {
            case 0 -> b.fill(all, first);
            case 1 -> b.fill(all, new GradientPaint(0, 0, first, 0, side, second));
            case 2 -> b.fill(all, new RadialGradientPaint(new Point2D.Double(128, 120), 170, new float[] {0, 1},
                new Color[] {second, first}));
            default -> {
                b.fill(all, first);
                double middle = b.between(80, 180), slope = b.between(-90, 90);
                Path2D lower = new Path2D.Double();
                lower.moveTo(0, middle - slope);
                lower.lineTo(side, middle + slope);
                lower.lineTo(side, side);
                lower.lineTo(0, side);
                lower.closePath();
                b.fill(lower, second);
            }
        }
    }

    /** Mostly pale, sometimes strong, now and then dark or nearly white. */
    private static Color colour(Brush b) {
        double kind = b.unit();
        if (kind < 0.62) return hsb(b.unit(), b.between(0.10, 0.30), b.between(0.90, 1));
        if (kind < 0.85) return hsb(b.between(0.45, 0.95), b.between(0.28, 0.45), b.between(0.78, 0.95));
        if (kind < 0.93) return hsb(b.between(0.55, 0.95), b.between(0.35, 0.55), b.between(0.4, 0.62));
        return hsb(0.6, b.between(0, 0.05), b.between(0.88, 0.98));
    }
}
