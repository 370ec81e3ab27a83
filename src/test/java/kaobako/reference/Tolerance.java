package kaobako.reference;

import static org.assertj.core.api.Assertions.assertThat;

/** The limits of {@code golden/README.md}: how far a tensor may be from PyTorch's. rel = max|a-b| / max|b|. */
final class Tolerance {
    static final double OP = 1e-5;
    static final double OP_GRADIENT = 2e-5;
    static final double NETWORK = 2e-5;
    static final double LOSS = 1e-5;
    static final double LATER_LOSS = 1e-4;
    static final double NETWORK_GRADIENT = 1e-4;
    static final double GRADIENT_NORM = 1e-4;
    static final double COSINE_PROJECTION = 2e-4;
    static final double ZERO_GRADIENT = 1e-5;
    static final double SCHEDULE = 1e-5;
    static final double TRAJECTORY = 2e-4;
    static final double PARAMETER = 5e-6;

    private Tolerance() {}

    static void near(String what, float[] found, float[] expected, double rel) {
        assertThat(found.length).as(what + ": count").isEqualTo(expected.length);
        double scale = largest(expected);
        double worst = 0;
        int at = -1;
        for (int i = 0; i < expected.length; i++) {
            double d = Math.abs((double) found[i] - expected[i]);
            if (!(d <= worst)) {
                worst = d;
                at = i;
            }
        }
        if (!(worst <= rel * scale)) {
            throw new AssertionError(what + ": off by " + worst / scale + " of the largest " + scale + ", expected at most " + rel
                    + "; element " + at + " is " + found[at] + ", expected " + expected[at]);
        }
    }

    static void near(String what, double found, double expected, double rel) {
        assertThat(found).as(what).isCloseTo(expected, org.assertj.core.data.Offset.offset(rel * Math.abs(expected) + 1e-300));
    }

    static double largest(float[] values) {
        double largest = 0;
        for (float value : values) largest = Math.max(largest, Math.abs((double) value));
        return largest;
    }

    static double norm(float[] values) {
        double sum = 0;
        for (float value : values) sum += (double) value * value;
        return Math.sqrt(sum);
    }
}
