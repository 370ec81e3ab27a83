package kaobako.theory;

import java.util.function.DoubleBinaryOperator;

/** Densities of two-pixel pictures to start from, as unscaled weights of (x, y) in [-1, 1]^2. */
public enum Example {
    /** The two pixels lie on a circle: {@code exp(-(r - 0.65)^2 / 2 0.07^2)}. */
    RING((x, y) -> near(Math.hypot(x, y) - 0.65, 0.07)),

    /** Two half circles that hold each other. */
    MOONS((x, y) -> near(toArc(x + 0.25, y + 0.12, 0.52, 0, Math.PI), 0.065) + near(toArc(x - 0.25, y - 0.12, 0.52, -Math.PI, 0), 0.065)),

    /** A face: an outline, two eyes and a mouth. */
    SMILE((x, y) -> 0.45 * near(Math.hypot(x, y) - 0.82, 0.05) + near(Math.hypot(x - 0.32, y - 0.26), 0.1) + near(Math.hypot(x + 0.32, y - 0.26), 0.1)
            + 0.9 * near(toArc(x, y + 0.02, 0.46, -0.88 * Math.PI, -0.12 * Math.PI), 0.055)),

    /** Squares of equal density, every second one empty. */
    CHECKERBOARD((x, y) -> (Math.floor(2 * (x + 1)) + Math.floor(2 * (y + 1))) % 2 == 0 ? 1 : 0);

    private final DoubleBinaryOperator weight;

    Example(DoubleBinaryOperator weight) {
        this.weight = weight;
    }

    public TwoPixelDensity density() {
        return TwoPixelDensity.of(weight);
    }

    private static double near(double distance, double sigma) {
        return Math.exp(-0.5 * distance * distance / (sigma * sigma));
    }

    /** The distance to an arc around the origin, from one angle on to another. */
    private static double toArc(double x, double y, double radius, double from, double to) {
        double angle = Math.atan2(y, x);
        if (angle >= from && angle <= to) return Math.abs(Math.hypot(x, y) - radius);
        return Math.min(Math.hypot(x - radius * Math.cos(from), y - radius * Math.sin(from)),
                Math.hypot(x - radius * Math.cos(to), y - radius * Math.sin(to)));
    }
}
