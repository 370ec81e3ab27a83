package kaobako.diffusion;

/**
 * Weights for a way from one vector to another: {@code from * a + to * b}. Noise of n elements lies on a sphere of radius
 * sqrt(n); the straight way cuts through it (half-way between independent noises the radius is only 0.71 of it, and
 * the picture washed out), the spherical way stays on it. Whole vectors, not rows or channels of them.
 */
public record Slerp(double from, double to) {
    /** Below this the great circle is a straight line in double arithmetic. */
    private static final double SMALL_ANGLE = 1e-6;

    /**
     * Along the great circle (Shoemake 1985): {@code sin((1 - t) angle) / sin angle} and {@code sin(t angle) / sin angle}.
     *
     * @param angle between the vectors in radians, 0 to below pi (opposite vectors have no one great circle)
     * @param t     0 is the first vector, 1 the second
     */
    public static Slerp weights(double angle, double t) {
        if (!(angle >= 0 && angle < Math.PI - SMALL_ANGLE)) {
            throw new IllegalArgumentException("the angle of a spherical interpolation must be 0 to below pi, but is " + angle
                    + "; opposite vectors have no shortest way, take the straight one");
        }
        if (angle < SMALL_ANGLE) {
            return straight(t);
        }
        double sine = Math.sin(angle);
        return new Slerp(Math.sin((1 - t) * angle) / sine, Math.sin(t * angle) / sine);
    }

    /** Along the straight line: 1 - t and t. */
    public static Slerp straight(double t) {
        return new Slerp(1 - t, t);
    }

    /** The angle between two vectors of one length in radians, 0 to pi; 0 if either is the zero vector. */
    public static double angle(float[] a, float[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return aa == 0 || bb == 0 ? 0 : Math.acos(Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb))));
    }

    /** {@code from * a + to * b}, rounded to float once. */
    public float[] mix(float[] a, float[] b) {
        float[] mixed = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            mixed[i] = (float) (from * a[i] + to * b[i]);
        }
        return mixed;
    }
}
