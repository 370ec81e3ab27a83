package kaobako.data.practice;

import static kaobako.data.practice.Brush.ellipse;
import static kaobako.data.practice.Head.CX;
import static kaobako.data.practice.Palette.alpha;
import static kaobako.data.practice.Palette.mix;

import java.awt.Color;
import java.awt.LinearGradientPaint;
import java.awt.geom.Path2D;

/** The hair behind the head. {@code s} is the side: -1 left, 1 right. */
final class BackHair {
    private static final int WAVY = 2, FLICKED = 3;
    private static final int TWIN_TAILS = 0, SIDE_TAIL = 1, BUNS = 2;

    private final Brush b;
    private final Head h;
    private final Palette c;

    BackHair(Brush b, Head h, Palette c) {
        this.b = b;
        this.h = h;
        this.c = c;
    }

    void draw() {
        double w = h.width() + b.between(13, 23);
        double[] ends = {b.between(184, 204), b.between(216, 240), 300};
        double end = ends[h.length()], flare = h.length() == 0 ? b.between(-14, -4) : b.between(-6, 18);
        int style = b.pick(4);
        double crown = h.top() - b.between(4, 9);
        Path2D mass = new Path2D.Double();
        mass.moveTo(CX - w, 118);
        mass.curveTo(CX - w, 60, CX - 54, crown, CX, crown);
        mass.curveTo(CX + 54, crown, CX + w, 60, CX + w, 118);
        side(mass, 1, w, flare, end, style);
        tips(mass, CX + w + flare - 6, CX - w - flare + 6, end, style == WAVY ? 5 : 6);
        side(mass, -1, w, flare, end, style);
        mass.closePath();
        b.fill(mass, new LinearGradientPaint(0, 60, 0, 256, new float[] {0, 1},
            new Color[] {mix(c.hairShade(), c.hairLine(), 0.18), mix(c.hairShade(), c.hair(), 0.35)}));
        b.inside(mass, this::strands);
        b.line(mass, c.hairLine(), 4);
        if (style == FLICKED || h.length() == 0 && b.chance(0.4)) flicks(w, flare, end);
    }

    /** One side: down on the right, up on the left. */
    private static void side(Path2D path, int s, double w, double flare, double end, int style) {
        double x0 = CX + s * w, x1 = CX + s * (w + flare - 6);
        if (style != WAVY) {
            if (s > 0) path.curveTo(x0 + 4, 160, x1 + 6, end - 30, x1, end);
            else path.curveTo(x1 - 6, end - 30, x0 - 4, 160, x0, 118);
            return;
        }
        int waves = Math.max(2, (int) Math.round((end - 118) / 34));
        for (int i = 0; i < waves; i++) {
            double crest = (i + 0.5) / waves, next = (i + 1.0) / waves;
            if (s < 0) {
                crest = 1 - crest;
                next = 1 - next;
            }
            path.quadTo(x0 + (x1 - x0) * crest + s * 17, 118 + (end - 118) * crest,
                x0 + (x1 - x0) * next + s * (next == 0 ? 0 : -1), 118 + (end - 118) * next);
        }
    }

    private void tips(Path2D path, double from, double to, double end, int teeth) {
        for (int i = 1; i <= teeth; i++) {
            double x = from + (to - from) * i / teeth;
            path.quadTo(x + 14, end + b.between(6, 16), x, i == teeth ? end : end - b.between(4, 14));
        }
    }

    private void strands() {
        for (int i = -3; i <= 3; i++) {
            if (i == 0) continue;
            double x = CX + i * 24 + b.between(-6, 6) + Math.signum(i) * 26;
            Path2D strand = new Path2D.Double();
            strand.moveTo(x, 120);
            strand.quadTo(x + b.between(-10, 10), 190, x + b.between(-14, 14), 300);
            b.line(strand, alpha(c.hairLine(), 0.35), 3);
        }
    }

    private void flicks(double w, double flare, double end) {
        for (int s = -1; s <= 1; s += 2) {
            for (int i = 0; i < 2; i++) {
                double y = Math.min(end, 236) - 8 - i * b.between(22, 30), x = CX + s * (w + flare * 0.6 - 8);
                Path2D flick = new Path2D.Double();
                flick.moveTo(x - s * 12, y - 26);
                flick.quadTo(x + s * 4, y - 10, x + s * b.between(16, 26), y + b.between(-6, 4));
                flick.quadTo(x, y + 8, x - s * 16, y + 2);
                b.outlined(flick, mix(c.hairShade(), c.hair(), 0.3), c.hairLine(), 3.4);
            }
        }
    }

    /** Tails or buns, where the head's extra is one of them. */
    void hairdo() {
        if (h.extra() == TWIN_TAILS) for (int s = -1; s <= 1; s += 2) tail(s, h.top() + b.between(30, 60));
        if (h.extra() == SIDE_TAIL) tail(1, h.top() + 20);
        if (h.extra() == BUNS) for (int s = -1; s <= 1; s += 2) bun(s);
    }    private void bun(int s) {
        b.outlined(ellipse(CX + s * 52, h.top() + 10, 25, 24), c.hair(), c.hairLine(), 4);
    }

    private void tail(int s, double y) {
        double x = CX + s * (h.width() + 6), out = b.between(26, 44), end = b.between(220, 285);
        Path2D tail = new Path2D.Double();
        tail.moveTo(x, y);
        tail.curveTo(x + s * out * 1.5, y - 24, x + s * (out + 34), y + 60, x + s * (out + 4), end);
        tail.curveTo(x + s * (out - 8), end - 30, x + s * 2, y + 90, x - s * 6, y + 26);
        tail.closePath();
        b.outlined(tail, c.hair(), c.hairLine(), 4);
        Path2D strand = new Path2D.Double();
        strand.moveTo(x + s * 10, y + 8);
        strand.curveTo(x + s * out, y + 10, x + s * (out + 14), y + 70, x + s * (out + 2), end - 24);
        b.line(strand, c.hairShade(), 4);
        b.outlined(ellipse(x + s * 2, y + 8, 9, 11), c.accent(), mix(c.accent(), Color.BLACK, 0.5), 3);
    }

    /** Tufts that stand up from the crown, from both sides to the middle. */
    void spikes() {
        int n = 5 + b.pick(3);
        double lean = b.between(-14, 14), tall = b.between(20, 40);
        for (int k = 0; k < n; k++) {
            int i = k % 2 == 0 ? k / 2 : n - 1 - k / 2;
            double t = -1 + 2.0 * i / (n - 1), angle = Math.toRadians(-90 + t * 82), cos = Math.cos(angle), sin = Math.sin(angle);
            double x = CX + cos * (h.width() + 6), y = 112 + sin * (112 - h.top() - 2);
            double tipX = x + cos * tall * b.between(0.75, 1.15) + lean;
            double tipY = y + sin * tall * b.between(0.75, 1.1) + Math.abs(t) * 10;
            double nx = -sin * 26, ny = cos * 26;
            Path2D spike = new Path2D.Double();
            spike.moveTo(x - nx - cos * 20, y - ny - sin * 20);
            spike.quadTo(x - nx * 0.7, y - ny * 0.7, tipX, tipY);
            spike.quadTo(x + nx * 0.5, y + ny * 0.5, x + nx - cos * 20, y + ny - sin * 20);
            spike.closePath();
            b.outlined(spike, mix(c.hair(), c.hairShade(), 0.3), c.hairLine(), 4);
        }
    }
}
