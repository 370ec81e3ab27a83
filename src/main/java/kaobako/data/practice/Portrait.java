package kaobako.data.practice;

import static kaobako.data.practice.Brush.ellipse;
import static kaobako.data.practice.Head.CX;
import static kaobako.data.practice.Palette.alpha;

import java.awt.Color;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.Point2D;

/** One head, back to front. */
final class Portrait {
    private static final Color ROSE = new Color(0xF06070);

    private Portrait() {}

    static void draw(Brush b) {
        boolean girl = b.chance(0.68);
        Palette c = Palette.choose(b);
        Backdrop.draw(b, c);
        b.pose();
        Head h = Head.choose(b, girl);
        BackHair behind = new BackHair(b, h, c);
        behind.draw();
        if (b.chance(girl ? 0.06 : 0.5)) behind.spikes();
        behind.hairdo();
        Body.shoulders(b, h, c);
        Body.ears(b, h, c);
        skin(b, h, c);
        new Features(b, h, c).draw();
        Fringe fringe = new Fringe(b, h, c);
        fringe.draw();
        fringe.curl();
        fringe.sideLocks();
        Ornaments.draw(b, h, c);
    }

    private static void skin(Brush b, Head h, Palette c) {
        Shape face = h.outline();
        b.fill(face, c.skin());
        b.inside(face, () -> {
            b.fill(ellipse(CX + h.turn() * 0.4, 72, h.width() * 1.15, 62), c.skinShade());   // shadow of the hair
            if (b.chance(h.girl() ? 0.8 : 0.4)) for (int s = -1; s <= 1; s += 2) blush(b, h, s);
        });
        b.line(face, c.skinLine(), 3.2);
    }

    private static void blush(Brush b, Head h, int s) {
        Point2D centre = new Point2D.Double(CX + h.turn() + s * 40, h.eyeY() + 29);
        b.fill(ellipse(centre.getX(), centre.getY(), 17, 9), new RadialGradientPaint(centre, 17, new float[] {0, 1},
            new Color[] {alpha(ROSE, 0.45), alpha(ROSE, 0)}));
    }
}
