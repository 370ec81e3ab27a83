package kaobako.reference;

/** Between PyTorch's NCHW and the engine's NHWC. */
final class Layouts {
    private Layouts() {}

    /** [N,C,H,W] as [N,H,W,C]; other ranks as they are. */
    static float[] nhwc(float[] x, int... nchw) {
        return nchw.length == 4 ? swap(x, nchw[0], nchw[1], nchw[2] * nchw[3]) : x;
    }

    /** The engine's image of this NCHW shape, back in NCHW. */
    static float[] nchw(float[] x, int... nchw) {
        return nchw.length == 4 ? swap(x, nchw[0], nchw[2] * nchw[3], nchw[1]) : x;
    }

    /** [N,A,B] as [N,B,A]. */
    static float[] swap(float[] x, int n, int a, int b) {
        float[] y = new float[x.length];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < a; j++)
                for (int k = 0; k < b; k++) y[(i * b + k) * a + j] = x[(i * a + j) * b + k];
        return y;
    }
}
