package kaobako.data.practice;

import static kaobako.data.practice.Head.CX;
import static kaobako.data.practice.Palette.alpha;

import java.awt.Color;
import java.awt.geom.Path2D;

/** Light on the hair: a soft band, a few streaks on one side, or a ring of tufts with a gap. */
final class Shine {
    private static final double BOW = 20;

    private final Brush b;
    private final double part;
    private final double y;
    private final double span;
    private final Color light;

    /**
     * @param w    half the width of the fringe
     * @param part where the hair is parted, -0.5 to 0.5
     */
    Shine(Brush b, Palette c, double w, double part) {
        this.b = b;
        this.part = part;
        y = b.between(70, 84);
        span = w * b.between(0.62, 0.85);
        light = alpha(c.hairLight(), b.between(0.45, 0.85));
    }

    void draw() {
        switch (b.pick(4)) {
            case 0 -> band();
            case 1 -> streaks();
            default -> ring();
        }
    }

    private void band() {
        Path2D band = new Path2D.Double();
        band.moveTo(CX - span, y + BOW);
        band.quadTo(CX, y - BOW, CX + span, y + BOW);
        band.quadTo(CX, y - BOW + b.between(16, 24), CX - span, y + BOW);
        b.fill(band, light);
    }

    private void streaks() {
        for (int i = 0; i < 4; i++) {
            double x = CX + Math.signum(part + 0.01) * (16 + i * 14), at = y - 8 + i * 5;
            Path2D streak = new Path2D.Double();
            streak.moveTo(x, at - b.between(10, 16));
            streak.quadTo(x + 7, at, x + 3, at + b.between(12, 20));
            streak.quadTo(x - 3, at, x, at - 12);
            b.fill(streak, light);
        }
    }

    private void ring() {
        int teeth = 7 + b.pick(5), gap = b.pick(teeth);
        for (int i = 0; i < teeth; i++) {
            if (i == gap) continue;
            double from = -1 + 2.0 * i / teeth, to = -1 + 2.0 * (i + 0.92) / teeth, middle = (from + to) / 2;
            double thick = 1 - 0.6 * middle * middle;
            Path2D tuft = new Path2D.Double();
            tuft.moveTo(CX + from * span, y + BOW * from * from);
            tuft.lineTo(CX + middle * span, y + BOW * middle * middle - b.between(3, 8) * thick);
            tuft.lineTo(CX + to * span, y + BOW * to * to);
            tuft.lineTo(CX + middle * span, y + BOW * middle * middle + b.between(7, 15) * thick);
            tuft.closePath();
            b.fill(tuft, light);
        }
    }
}
