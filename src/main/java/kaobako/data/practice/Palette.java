package kaobako.data.practice;

import java.awt.Color;

/** The colours of one person; shades and lines are derived from the three base colours by hue shifts, as in cel animation. */
record Palette(Color skin, Color skinShade, Color skinLine, Color hair, Color hairShade, Color hairLight, Color hairLine,
               Color eye, Color cloth, Color collar, Color accent) {
    // hue, saturation, brightness
    private static final double[][] HAIR = {{0.70, 0.25, 0.26}, {0.06, 0.25, 0.24}, {0.06, 0.5, 0.42}, {0.07, 0.5, 0.6},
        {0.1, 0.45, 0.86}, {0.13, 0.32, 0.96}, {0.62, 0.08, 0.86}, {0.65, 0.14, 0.68}, {0.05, 0.7, 0.88}, {0.0, 0.68, 0.78},
        {0.96, 0.42, 0.95}, {0.92, 0.55, 0.9}, {0.79, 0.38, 0.82}, {0.73, 0.5, 0.74}, {0.64, 0.55, 0.8}, {0.57, 0.5, 0.88},
        {0.51, 0.42, 0.88}, {0.46, 0.48, 0.76}, {0.36, 0.4, 0.7}, {0.25, 0.42, 0.8}};
    private static final double[][] SKIN = {{0.05, 0.09, 1}, {0.06, 0.14, 1}, {0.06, 0.18, 0.99}, {0.065, 0.26, 0.96},
        {0.065, 0.36, 0.86}, {0.06, 0.46, 0.68}, {0.055, 0.5, 0.5}};
    private static final double[] EYE_HUES = {0.58, 0.62, 0.5, 0.4, 0.33, 0.14, 0.09, 0.06, 0.0, 0.93, 0.8, 0.74};

    static Palette choose(Brush b) {
        double[] h = HAIR[b.pick(HAIR.length)];
        double hue = h[0] + b.between(-0.02, 0.02), saturation = h[1] * b.between(0.9, 1.1), value = h[2] * b.between(0.93, 1.05);
        double[] s = SKIN[(int) Math.min(SKIN.length - 1, Math.abs(b.normal()) * 2.4)];
        Color eye = hsb(b.pick(EYE_HUES) + b.between(-0.02, 0.02), b.between(0.6, 0.85), b.between(0.65, 0.9));
        Color cloth = hsb(b.unit(), b.between(0.1, 0.6), b.between(0.3, 0.95));
        Color collar = b.chance(0.5) ? Color.WHITE : hsb(b.unit(), b.between(0.2, 0.6), b.between(0.4, 0.95));
        Color accent = hsb(b.unit(), b.between(0.5, 0.8), b.between(0.75, 0.95));
        return new Palette(hsb(s[0], s[1], s[2]), hsb(s[0] - 0.025, s[1] + 0.15, s[2] * 0.88),
            hsb(s[0] - 0.03, Math.min(0.7, s[1] + 0.4), s[2] * 0.5),
            hsb(hue, saturation, value),
            hsb(hue + (hue > 0.1 && hue < 0.6 ? 0.03 : -0.02), saturation + 0.12, value * 0.70),
            hsb(hue, saturation * 0.55, Math.min(1, value * 1.18 + 0.1)),
            hsb(hue - 0.02, Math.min(0.75, saturation + 0.2), value * 0.36),
            eye, cloth, collar, accent);
    }

    /** Hue in turns, saturation and brightness clamped to 0..1. */
    static Color hsb(double hue, double saturation, double brightness) {
        return Color.getHSBColor((float) hue, clamp(saturation), clamp(brightness));
    }

    /** {@code t} of {@code b}, the rest of {@code a}. */
    static Color mix(Color a, Color b, double t) {
        return new Color((int) (a.getRed() * (1 - t) + b.getRed() * t), (int) (a.getGreen() * (1 - t) + b.getGreen() * t),
            (int) (a.getBlue() * (1 - t) + b.getBlue() * t));
    }

    static Color alpha(Color c, double alpha) {
        return new Color(c.getRed(), c.getGreen(), c.getBlue(), (int) (alpha * 255));
    }

    /** Sum of the channels' differences, 0..765. */
    static int distance(Color a, Color b) {
        return Math.abs(a.getRed() - b.getRed()) + Math.abs(a.getGreen() - b.getGreen()) + Math.abs(a.getBlue() - b.getBlue());
    }

    private static float clamp(double x) {
        return (float) Math.max(0, Math.min(1, x));
    }
}
