package kaobako.data.practice;

import static kaobako.data.practice.Head.CX;
import static kaobako.data.practice.Palette.alpha;
import static kaobako.data.practice.Palette.mix;

import java.awt.Color;
import java.awt.LinearGradientPaint;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/** The hair in front of the face: pointed tufts over the forehead, a curl, locks at the sides. */
final class Fringe {
    private static final int STRAIGHT = 0, PARTED = 1, SWEPT = 2, WILD = 3, OVER_ONE_EYE = 5, BETWEEN_THE_EYES = 6, STYLES = 7;

    private final Brush b;
    private final Head h;
    private final Palette c;

    Fringe(Brush b, Head h, Palette c) {
        this.b = b;
        this.h = h;
        this.c = c;
    }

    void draw() {
        double w = h.width() + 12, line = h.girl() ? b.between(112, 128) : b.between(104, 126);
        int n = 4 + b.pick(4), style = b.pick(STYLES);
        if (style == OVER_ONE_EYE) n = 3 + b.pick(2);
        double part = b.between(-0.5, 0.5);
        double[] xs = new double[n + 1];
        for (int i = 0; i <= n; i++) xs[i] = CX + w - 2 * w * i / n + (i == 0 || i == n ? 0 : b.between(-6, 6));
        Path2D tufts = tufts(xs, w, line, style, part);
        b.inside(h.outline(), () -> {
            Shape shadow = AffineTransform.getTranslateInstance(h.turn() * 0.3, 8).createTransformedShape(tufts);
            b.fill(shadow, alpha(mix(c.skinShade(), c.skinLine(), 0.25), 0.75));
        });
        b.fill(tufts, new LinearGradientPaint(0, (float) h.top(), 0, 150, new float[] {0, 0.55f, 1},
            new Color[] {mix(c.hair(), c.hairShade(), 0.25), c.hair(), mix(c.hair(), c.hairLight(), 0.25)}));
        b.inside(tufts, () -> {
            strands(xs, part);
            new Shine(b, c, w, part).draw();
        });
        b.line(tufts, c.hairLine(), 4);
    }

    private Path2D tufts(double[] xs, double w, double line, int style, double part) {
        double top = h.top();
        int n = xs.length - 1;
        Path2D path = new Path2D.Double();
        path.moveTo(CX - w, 132);
        path.curveTo(CX - w - 2, 66, CX - 50, top, CX, top);
        path.curveTo(CX + 50, top, CX + w + 2, 66, CX + w, 132);
        path.lineTo(CX + w - 6, 132 + 14);
        for (int i = 0; i < n; i++) {
            double middle = (xs[i] + xs[i + 1]) / 2, rel = (middle - CX) / w;
            double tip = tip(style, line, rel, part), lean = lean(style, rel, part);
            double valley = Math.min(tip - 16, line - 22 - b.between(0, 12));
            if (i == n - 1) {
                path.quadTo(middle + 8, tip - 10, middle + lean, tip);
                path.quadTo(CX - w + 14, 120, CX - w + 6, 146);
            } else {
                path.quadTo(xs[i] - 2, tip - 14, middle + lean, tip);
                path.quadTo(xs[i + 1] + 6, tip - 12, xs[i + 1], valley);
            }
        }
        path.closePath();
        return path;
    }

    /** y of a tuft's tip; {@code rel} is -1 at the left end of the fringe and 1 at the right. */
    private double tip(int style, double line, double rel, double part) {
        double towards = rel * Math.signum(part + 0.01);
        return switch (style) {
            case STRAIGHT -> line + b.between(-5, 9);
            case PARTED -> line + 18 * Math.abs(rel - part) + b.between(-6, 6) - 8;
            case SWEPT -> line - 14 + 26 * (towards + 0.5) + b.between(-4, 4);
            case WILD -> line + b.between(-24, 20);
            case OVER_ONE_EYE -> line - 26 + 64 * Math.max(0, towards) + b.between(-3, 3);
            case BETWEEN_THE_EYES -> Math.abs(rel) < 0.3 ? line + b.between(6, 26) : line - 16 + b.between(-5, 5);
            default -> line + 22 * (0.6 - Math.abs(rel)) + b.between(-6, 6);   // long in the middle
        };
    }

    private double lean(int style, double rel, double part) {
        return switch (style) {
            case PARTED -> Math.signum(rel - part) * 10;
            case SWEPT, OVER_ONE_EYE -> Math.signum(part + 0.01) * 13;
            default -> b.between(-7, 7);
        };
    }

    private void strands(double[] xs, double part) {
        for (int i = 1; i < xs.length - 1; i++) {
            Path2D strand = new Path2D.Double();
            strand.moveTo(xs[i], 150);
            strand.quadTo(xs[i] + (xs[i] - CX) * 0.05, 90, CX + (xs[i] - CX) * 0.25 + part * 14, h.top() + 4);
            b.line(strand, alpha(c.hairShade(), 0.55), 2.6);
        }
    }

    /** Sometimes, a loose curl on the crown. */
    void curl() {
        if (!b.chance(h.girl() ? 0.2 : 0.3)) return;
        double s = b.chance(0.5) ? 1 : -1, top = h.top();
        Path2D curl = new Path2D.Double();
        curl.moveTo(CX - 6, top + 6);
        curl.curveTo(CX - 4, top - 24, CX + s * 20, top - 30, CX + s * 34, top - 12);
        curl.curveTo(CX + s * 18, top - 20, CX + 8, top - 14, CX + 8, top + 6);
        curl.closePath();
        b.outlined(curl, c.hair(), c.hairLine(), 3.4);
    }

    /** Locks before the ears; short hair often has none. */
    void sideLocks() {
        if (h.length() == 0 && b.chance(0.35)) return;
        double end = h.length() == 0 ? b.between(176, 196) : h.length() == 1 ? b.between(196, 222) : b.between(206, 260);
        double wide = b.between(12, 18);
        for (int s = -1; s <= 1; s += 2) {
            double x = CX + s * (h.width() + 9), e = end + b.between(-8, 8);
            b.fill(lock(x, s, wide, e, 104, 100), c.hair());
            Path2D strand = new Path2D.Double();
            strand.moveTo(x - s * 2, 116);
            strand.quadTo(x - s * 4, 160, x - s * 3, e - 16);
            b.line(strand, c.hairShade(), 3.4);
            b.line(lock(x, s, wide, e, 118, 112), c.hairLine(), 3.6);   // open at the top, where it joins the fringe
        }
    }

    private static Path2D lock(double x, int s, double wide, double end, double outer, double inner) {
        Path2D lock = new Path2D.Double();
        lock.moveTo(x - s * wide, outer);
        lock.curveTo(x - s * (wide + 2), 140, x - s * (wide - 4), end - 34, x - s * 3, end);
        lock.curveTo(x + s * 8, end - 30, x + s * 7, 140, x + s * 4, inner);
        return lock;
    }
}
