package kaobako.data.practice;

import static kaobako.data.practice.Brush.ellipse;
import static kaobako.data.practice.Head.CX;
import static kaobako.data.practice.Palette.hsb;
import static kaobako.data.practice.Palette.mix;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Eyes, brows, nose and mouth. {@code s} is the side: -1 left, 1 right. */
final class Features {
    private static final int SHUT = 0, WINK = 1, MOODS = 12;

    private final Brush b;
    private final Head h;
    private final Palette c;

    Features(Brush b, Head h, Palette c) {
        this.b = b;
        this.h = h;
        this.c = c;
    }

    void draw() {
        double eyeWidth = h.girl() ? b.between(18, 21) : b.between(17, 19);
        double eyeHeight = h.girl() ? b.between(20, 26) : b.between(14, 19);
        double gap = b.between(34, 37), slant = b.between(-3, 3.5), look = b.between(-2.5, 2.5);
        int mood = b.pick(MOODS);
        boolean shut = mood == SHUT, wink = mood == WINK && b.chance(0.5);
        Color ink = mix(c.hairLine(), new Color(0x1A1020), 0.7);
        Color odd = b.chance(0.03) ? hsb(b.unit(), 0.75, 0.8) : c.eye();
        for (int s = -1; s <= 1; s += 2) {
            double x = CX + h.turn() + s * gap, width = eyeWidth * Math.min(1.03, 1 - 0.02 * h.turn() * s);
            if (shut || wink && s == 1) closedEye(x, width, s, slant, wink, ink);
            else new Eye(x, h.eyeY(), width, eyeHeight, s, slant, look).draw(b, c, s == 1 ? odd : c.eye(), ink, h.girl());
        }
        brows(gap, eyeHeight);
        double noseX = CX + h.turn() * 1.5, noseY = h.eyeY() + 31;
        double mouthY = Math.min(h.chin() - 17, h.eyeY() + b.between(41, 45));
        Path2D nose = new Path2D.Double();
        nose.moveTo(noseX - 2, noseY - 4);
        nose.lineTo(noseX + 2, noseY + 1);
        nose.lineTo(noseX - 2, noseY + 3);
        b.line(nose, mix(c.skinShade(), c.skinLine(), 0.55), 2.6);
        mouth(CX + h.turn() * 1.2, mouthY, b.between(8, 15));
    }

    private void closedEye(double x, double w, int s, double slant, boolean wink, Color ink) {
        double bend = b.chance(0.6) || wink ? -1 : 1;
        Path2D arc = new Path2D.Double();
        arc.moveTo(x - w, h.eyeY() + 4);
        arc.quadTo(x, h.eyeY() + 4 + bend * 20, x + w, h.eyeY() + 4 - slant * s);
        b.line(arc, ink, 5.5);
    }

    private void brows(double gap, double eyeHeight) {
        double tilt = b.pick(0, 0, 0, 5, -5, 8) * b.between(0.7, 1.1);
        double y = h.eyeY() - eyeHeight - b.between(9, 14);
        for (int s = -1; s <= 1; s += 2) {
            double x = CX + h.turn() + s * (gap + 1);
            Path2D brow = new Path2D.Double();
            brow.moveTo(x - s * 17, y + tilt);
            brow.quadTo(x, y - 5, x + s * 17, y + 1 - tilt * 0.6);
            b.line(brow, mix(c.hairShade(), c.hairLine(), 0.6), h.girl() ? 4 : 6);
        }
    }

    private void mouth(double x, double y, double w) {
        Color lip = mix(c.skinLine(), new Color(0x802838), 0.5);
        Path2D m = new Path2D.Double();
        switch (b.pick(7)) {
            case 0, 1, 2 -> arc(m, x, w, y, y + b.between(5, 11), lip);
            case 3 -> arc(m, x, w * 0.7, y + 2, y + 2, lip);
            case 4 -> arc(m, x, w * 0.7, y + 4, y - 3, lip);
            case 5 -> {
                m.moveTo(x - w - 2, y - 3);
                m.quadTo(x, y, x + w + 2, y - 3);
                m.quadTo(x, y + 26, x - w - 2, y - 3);
                m.closePath();
                b.outlined(m, new Color(0x9C3048), lip, 3.2);
                b.inside(m, () -> {
                    b.fill(ellipse(x, y + 13, 9, 6), new Color(0xF08088));                            // tongue
                    b.fill(new Rectangle2D.Double(x - 20, y - 6, 40, 6.5), Color.WHITE);              // teeth
                });
            }
            default -> b.outlined(ellipse(x, y + 3, b.between(4, 7), b.between(4, 8)), new Color(0xB04858), lip, 3);
        }
    }

    private void arc(Path2D m, double x, double w, double corners, double middle, Color lip) {
        m.moveTo(x - w, corners);
        m.quadTo(x, middle, x + w, corners);
        b.line(m, lip, 3.6);
    }
}
