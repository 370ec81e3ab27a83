package kaobako.data.practice;

import static kaobako.data.practice.Brush.ellipse;
import static kaobako.data.practice.Palette.alpha;
import static kaobako.data.practice.Palette.mix;

import java.awt.Color;
import java.awt.LinearGradientPaint;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * An open eye around (x, y).
 *
 * @param s     side: -1 left, 1 right
 * @param slant how much higher the outer corner is
 * @param look  how far the iris is moved sideways
 */
record Eye(double x, double y, double w, double h, int s, double slant, double look) {
    void draw(Brush b, Palette c, Color iris, Color ink, boolean lashes) {
        double out = x + s * w, up = y - h, low = y + h * 0.82;
        Shape white = white(up, low);
        b.fill(white, new Color(0xFCFCFF));
        b.inside(white, () -> iris(b, iris, up));
        double in = x - s * w;
        Path2D lid = new Path2D.Double();
        lid.moveTo(in - s * 0.5, y + 1);
        lid.curveTo(in + s * 3, up + 1, x - s * 4, up - 1, x + s * 3, up - 1);
        lid.curveTo(x + s * w * 0.7, up - 1, out + s, up + h * 0.5, out + s * 3, y - slant - 1);
        b.line(lid, ink, lashes ? 5.4 : 4.6);
        if (lashes) {
            Path2D lash = new Path2D.Double();
            lash.moveTo(out, y - h * 0.42);
            lash.lineTo(out + s * 6, y - h * 0.66);
            b.line(lash, ink, 3.6);
        }
        Path2D lower = new Path2D.Double();
        lower.moveTo(out - s * 1, y + 3);
        lower.quadTo(out - s * 4, low - 1, x + s * 4, low);
        b.line(lower, mix(ink, c.skinLine(), 0.5), 2);
    }

    private Shape white(double up, double low) {
        double in = x - s * w, out = x + s * w;
        Path2D e = new Path2D.Double();
        e.moveTo(in, y + 2);
        e.curveTo(in + s * 3, up + 2, x - s * 4, up, x + s * 3, up);
        e.curveTo(x + s * w * 0.7, up, out, up + h * 0.5, out - s, y - slant);
        e.curveTo(out - s * 2, low - 2, x + s * 8, low, x, low);
        e.curveTo(x - s * 9, low, in + s * 3, low - 5, in, y + 2);
        e.closePath();
        return e;
    }

    private void iris(Brush b, Color iris, double up) {
        double ix = x + look - s * 1.5, iw = w * 0.70, ih = h * 0.93, iy = y - h * 0.06;
        Color deep = mix(iris, new Color(0x140C28), 0.68), glow = mix(iris, Color.WHITE, 0.5);
        b.fill(ellipse(ix, iy, iw, ih), new LinearGradientPaint((float) ix, (float) (iy - ih), (float) ix, (float) (iy + ih),
            new float[] {0, 0.4f, 0.75f, 1}, new Color[] {deep, mix(iris, deep, 0.45), iris, glow}));
        b.line(ellipse(ix, iy, iw, ih), mix(deep, Color.BLACK, 0.2), 2.2);
        b.fill(ellipse(ix, iy + 1, iw * 0.42, ih * 0.46), mix(deep, Color.BLACK, 0.45));
        b.fill(new Rectangle2D.Double(x - 40, up - 4, 80, h * 0.34), alpha(new Color(0x40305C), 0.35));   // shadow of the lid
        b.fill(ellipse(ix - iw * 0.38, iy - ih * 0.40, iw * 0.36, ih * 0.26), Color.WHITE);
        b.fill(ellipse(ix + iw * 0.40, iy + ih * 0.42, iw * 0.2, ih * 0.15), alpha(Color.WHITE, 0.85));
    }
}
