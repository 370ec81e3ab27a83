package kaobako.store;

/** IEEE 754 half precision and bfloat16 as bits in a short; Java has its own only from version 20 on. */
public final class Half {
    private static final int INFINITY = 0x7c00;
    private static final int FLOAT_INFINITY = 0x7f800000;
    /** 2^-14, the smallest normal half, and 2^16, beyond the largest (65504), as bits of a float. */
    private static final int SMALLEST_NORMAL = 0x38800000;
    private static final int TOO_LARGE = 0x47800000;
    /** The difference of the two exponent biases, 127 - 15, in a float's exponent field. */
    private static final int REBIAS = 112 << 23;

    private Half() {
    }

    /** Exact: every half is a float. */
    public static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >> 10 & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * 0x1p-24f));
        if (exponent == 0x1f) return Float.intBitsToFloat(sign | FLOAT_INFINITY | fraction << 13);
        return Float.intBitsToFloat(sign | (exponent << 23) + REBIAS | fraction << 13);
    }

    /** To the nearest half, ties to even; from 65520 on infinity; a NaN stays one. */
    public static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int size = bits & 0x7fffffff;
        if (size > FLOAT_INFINITY) return (short) (sign | INFINITY | 0x200 | size >>> 13 & 0x3ff);
        if (size >= TOO_LARGE) return (short) (sign | INFINITY);
        // below the normal halves the step is 2^-24 throughout; rint takes ties to even, and 1024 steps are the smallest normal
        if (size < SMALLEST_NORMAL) return (short) (sign | (int) Math.rint(Float.intBitsToFloat(size) * 0x1p24));
        int roundedToEven = size + 0xfff + (size >>> 13 & 1);
        return (short) (sign | roundedToEven - REBIAS >>> 13);
    }

    /** bfloat16 is the upper half of a float. */
    public static float fromBfloat16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}
