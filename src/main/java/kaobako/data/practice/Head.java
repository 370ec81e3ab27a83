package kaobako.data.practice;

import java.awt.Shape;
import java.awt.geom.Path2D;

/**
 * The measures that several parts share, in pixels of the canvas.
 *
 * @param width  from the middle to the cheek
 * @param chin   y of the chin
 * @param turn   how far the features are moved sideways, as if the head were turned
 * @param top    y of the crown
 * @param eyeY   y of the eyes
 * @param length of the hair: 0 short, 1 to the shoulders, 2 long
 * @param extra  which hairdo or ornament, 0 to 8; 99 for none
 */
record Head(boolean girl, double width, double chin, double turn, double top, double eyeY, int length, int extra) {
    /** x of the middle. */
    static final double CX = 128;

    static Head choose(Brush b, boolean girl) {
        double width = girl ? b.between(62, 68) : b.between(61, 66);
        double chin = girl ? b.between(199, 206) : b.between(204, 213);
        double turn = b.between(-1, 1) * 9;
        double top = b.between(34, 40);
        double eyeY = girl ? b.between(146, 150) : b.between(146, 149);
        int length = (int) (girl ? b.pick(0, 1, 1, 2, 2, 2) : b.pick(0, 0, 0, 0, 1, 2));
        return new Head(girl, width, chin, turn, top, eyeY, length, girl ? b.pick(9) : 99);
    }

    Shape outline() {
        Path2D f = new Path2D.Double();
        double l = CX - width, r = CX + width, c = CX + turn * 0.7;
        f.moveTo(l, 118);
        f.curveTo(l, 70, l + 30, 52, CX, 52);
        f.curveTo(r - 30, 52, r, 70, r, 118);
        f.curveTo(r, 150, r - 4, 166, r - 24, 184);
        f.curveTo(c + 26, chin - 4, c + 10, chin, c, chin);
        f.curveTo(c - 10, chin, c - 26, chin - 4, l + 24, 184);
        f.curveTo(l + 4, 166, l, 150, l, 118);
        f.closePath();
        return f;
    }
}
