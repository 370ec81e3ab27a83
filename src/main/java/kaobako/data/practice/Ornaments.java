package kaobako.data.practice;

import static kaobako.data.practice.Brush.ellipse;
import static kaobako.data.practice.Head.CX;
import static kaobako.data.practice.Palette.mix;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;

/** What lies on top: animal ears, a bow, a hairband, hairpins, glasses. {@code s} is the side: -1 left, 1 right. */
final class Ornaments {
    private static final int BOW = 3, HAIRBAND = 4, HAIRPINS = 5;

    private Ornaments() {}

    static void draw(Brush b, Head h, Palette c) {
        if (b.chance(0.11)) for (int s = -1; s <= 1; s += 2) animalEar(b, h, c, s);
        switch (h.extra()) {
            case BOW -> bow(b, h, c);
            case HAIRBAND -> hairband(b, h, c);
            case HAIRPINS -> {
                b.line(new Line2D.Double(CX + 40, 100, CX + 60, 92), c.accent(), 6);
                b.line(new Line2D.Double(CX + 42, 110, CX + 62, 103), c.accent(), 6);
            }
            default -> { }
        }
        if (b.chance(0.09)) glasses(b, h, b.chance(0.5) ? new Color(0x302838) : c.accent());
    }

    private static void animalEar(Brush b, Head h, Palette c, int s) {
        double x = CX + s * 48, top = h.top();
        Path2D ear = new Path2D.Double();
        ear.moveTo(x - s * 26, top + 16);
        ear.quadTo(x + s * 2, top - 30, x + s * 18, top - 34);
        ear.quadTo(x + s * 26, top + 6, x + s * 24, top + 40);
        ear.closePath();
        b.outlined(ear, c.hair(), c.hairLine(), 4);
        Path2D inner = new Path2D.Double();
        inner.moveTo(x - s * 10, top + 12);
        inner.quadTo(x + s * 6, top - 16, x + s * 13, top - 20);
        inner.quadTo(x + s * 18, top + 4, x + s * 15, top + 24);
        inner.closePath();
        b.fill(inner, mix(c.skin(), new Color(0xF08898), 0.4));
    }

    private static void bow(Brush b, Head h, Palette c) {
        double x = CX + 44, y = h.top() + 20;
        Color outline = mix(c.accent(), Color.BLACK, 0.5);
        for (int s = -1; s <= 1; s += 2) {
            Path2D loop = new Path2D.Double();
            loop.moveTo(x, y);
            loop.lineTo(x + s * 30, y - 18);
            loop.lineTo(x + s * 32, y + 16);
            loop.closePath();
            b.outlined(loop, c.accent(), outline, 3.4);
        }
        b.outlined(ellipse(x, y, 8, 9), c.accent(), outline, 3.4);
    }

    private static void hairband(Brush b, Head h, Palette c) {
        double side = h.width() + 12, top = h.top() + 8;
        Path2D band = new Path2D.Double();
        band.moveTo(CX - side, 96);
        band.curveTo(CX - 56, top, CX + 56, top, CX + side, 96);
        b.line(band, mix(c.accent(), Color.BLACK, 0.45), 14);
        b.line(band, c.accent(), 9);
    }

    private static void glasses(Brush b, Head h, Color frame) {
        double middle = CX + h.turn();
        for (int s = -1; s <= 1; s += 2) {
            Shape lens = new RoundRectangle2D.Double(middle + s * 36 - 27, h.eyeY() - 22, 54, 46, 34, 34);
            b.fill(lens, new Color(255, 255, 255, 38));
            b.line(lens, frame, 4);
        }
        b.line(new Line2D.Double(middle - 9, h.eyeY() - 4, middle + 9, h.eyeY() - 4), frame, 4);
    }
}
