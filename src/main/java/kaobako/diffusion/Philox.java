package kaobako.diffusion;

/**
 * Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel Random Numbers: As Easy as 1, 2, 3"): random numbers that are a
 * pure function of a key and a counter, so that any element can be drawn anywhere, in any order, on any device.
 *
 * <p>Key: the low and the high word of a 64-bit seed. Counter words: c0 = element / 4 (the block), c1 = stage, c2 = purpose,
 * c3 = 0. A block's words u0..u3 belong to elements 4 block + 0..3; as normals (Box, Muller 1958):
 * <pre>
 * U(u) = (float) u * 2^-32 + 2^-33      in IEEE float32: the conversion and the sum round to nearest even, the product is exact;
 *                                       in (0, 1], (u + 0.5) 2^-32 to the last bit
 * r = sqrt(-2 ln U(u0));  element 0 = r cos(2 pi U(u1)),  element 1 = r sin(2 pi U(u1));  elements 2, 3 from u2, u3
 * </pre>
 * The integers and U are the same bits everywhere (never compile a device's version with fast or unsafe maths: the sum must
 * round); ln, sqrt, cospi(2 U), sinpi(2 U) differ by a device's last bits: about 1e-6 of the value's radius.
 */
public final class Philox {
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final long WORD = 0xFFFFFFFFL;

    private Philox() {}

    /** What random numbers are for: streams of one seed that never meet. The counter's word c2 is {@link #word()}. */
    public enum Purpose {
        /** A picture's initial noise (stage 0) and the noise of its stages. */
        IMAGE_NOISE,
        /** The noise added to a training picture; stage = training step. */
        TRAINING_NOISE,
        /** The timestep a training picture is noised to. */
        TIMESTEP,
        /** Whether a training picture is mirrored. */
        FLIP,
        /** Dropout masks. */
        DROPOUT,
        /** The weights of a new network; stage = parameter. */
        INITIAL_WEIGHTS;

        public int word() {
            return ordinal();
        }
    }

    /** The four random words of one counter under one key, as unsigned 32-bit integers. */
    public static int[] block(int c0, int c1, int c2, int c3, int k0, int k1) {
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = MULTIPLIER_0 * (c0 & WORD);
            long p1 = MULTIPLIER_1 * (c2 & WORD);
            int n0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            int n2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c1 = (int) p1;
            c3 = (int) p0;
            c0 = n0;
            c2 = n2;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        return new int[] {c0, c1, c2, c3};
    }

    /** The word of one element of a stream, an unsigned 32-bit integer. */
    public static int word(long seed, int stage, Purpose purpose, long element) {
        return block(seed, stage, purpose, element / 4)[(int) (element % 4)];
    }

    /** The uniform U of a word, in (0, 1]: exactly this float on every device. */
    public static float uniform(int word) {
        return (word & WORD) * 0x1p-32f + 0x1p-33f;
    }

    /** Standard normals of elements 0..count-1 of a stream: computed in double from the float uniforms, then rounded. */
    public static float[] normals(long seed, int stage, Purpose purpose, int count) {
        float[] normals = new float[count];
        double[] four = new double[4];
        for (int i = 0; i < count; i++) {
            if (i % 4 == 0) {
                int[] words = block(seed, stage, purpose, i / 4);
                pair(words[0], words[1], four, 0);
                pair(words[2], words[3], four, 2);
            }
            normals[i] = (float) four[i % 4];
        }
        return normals;
    }

    private static void pair(int u0, int u1, double[] into, int at) {
        double radius = Math.sqrt(-2 * Math.log(uniform(u0)));
        double angle = 2 * Math.PI * uniform(u1);
        into[at] = radius * Math.cos(angle);
        into[at + 1] = radius * Math.sin(angle);
    }

    private static int[] block(long seed, int stage, Purpose purpose, long block) {
        return block((int) block, stage, purpose.word(), 0, (int) seed, (int) (seed >>> 32));
    }
}
