package kaobako.data.practice;

import static kaobako.data.practice.Brush.ellipse;
import static kaobako.data.practice.Head.CX;
import static kaobako.data.practice.Palette.mix;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;

/** Shoulders, neck, collar, ears. {@code s} is the side: -1 left, 1 right. */
final class Body {
    private static final int ROUND_NECK = 2;

    private Body() {}

    static void ears(Brush b, Head h, Palette c) {
        for (int s = -1; s <= 1; s += 2) {
            b.outlined(ellipse(CX + s * (h.width() + 3), 146, 11, 18), c.skin(), c.skinLine(), 3);
            b.fill(ellipse(CX + s * (h.width() + 4), 147, 5, 10), c.skinShade());
        }
    }

    static void shoulders(Brush b, Head h, Palette c) {
        double w = h.girl() ? b.between(84, 96) : b.between(100, 116);
        Path2D body = new Path2D.Double();
        body.moveTo(CX - w, 290);
        body.curveTo(CX - w, 250, CX - w + 14, 242, CX - 34, 232);
        body.lineTo(CX + 34, 232);
        body.curveTo(CX + w - 14, 242, CX + w, 250, CX + w, 290);
        body.closePath();
        b.outlined(body, c.cloth(), mix(c.cloth(), new Color(0x201830), 0.6), 4);
        Shape neck = neck(h.girl() ? 20 : 25);
        b.outlined(neck, c.skin(), c.skinLine(), 3);
        b.inside(neck, () -> b.fill(ellipse(CX + h.turn() * 0.5, 196, 44, 32), c.skinShade()));
        int kind = b.pick(4);
        for (int s = -1; s <= 1; s += 2) {
            Color fabric = kind == ROUND_NECK ? c.cloth() : c.collar();
            b.outlined(collar(kind, s), fabric, mix(c.collar(), new Color(0x302840), 0.55), 3);
        }
        if (kind < ROUND_NECK && b.chance(0.5)) bow(b, c);
    }

    private static Shape neck(double w) {
        Path2D n = new Path2D.Double();
        n.moveTo(CX - w, 185);
        n.lineTo(CX - w, 222);
        n.quadTo(CX - w - 4, 232, CX - w - 20, 236);
        n.lineTo(CX, 262);
        n.lineTo(CX + w + 20, 236);
        n.quadTo(CX + w + 4, 232, CX + w, 222);
        n.lineTo(CX + w, 185);
        n.closePath();
        return n;
    }

    private static Shape collar(int kind, int s) {
        Path2D c = new Path2D.Double();
        switch (kind) {
            case 0 -> polygon(c, CX + s * 42, 228, CX + s * 4, 264, CX + s * 34, 276, CX + s * 62, 240);
            case 1 -> polygon(c, CX + s * 30, 218, CX + s * 2, 250, CX + s * 20, 262, CX + s * 50, 236);
            case ROUND_NECK -> {
                c.moveTo(CX - 30, 216);
                c.quadTo(CX, 232, CX + 30, 216);
                c.lineTo(CX + 36, 240);
                c.quadTo(CX, 256, CX - 36, 240);
            }
            default -> polygon(c, CX + s * 46, 230, CX, 290, CX + s * 30, 296, CX + s * 66, 244);
        }
        c.closePath();
        return c;
    }

    private static void bow(Brush b, Palette c) {
        for (int s = -1; s <= 1; s += 2) {
            b.outlined(ellipse(CX + s * 12, 256, 13, 8), c.accent(), mix(c.accent(), Color.BLACK, 0.5), 3);
        }
    }

    private static void polygon(Path2D path, double... xy) {
        path.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) path.lineTo(xy[i], xy[i + 1]);
    }
}
