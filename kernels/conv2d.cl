/* 3x3 convolution, plain family: one work-item, one result.
 *
 * y[n,i,j,o] = scale * (sum_{a,b,c} x[n, s i + a - p, s j + b - p, c] w[a,b,c,o] + bias[o] + e[n,o] + r[n,i,j,o])
 * (Dumoulin and Visin 2016, "A guide to convolution arithmetic"); x is zero outside its image.
 * Shapes   x [N,H,W,CI], w [3,3,CI,CO], bias [CO], e [N,CO], r and y [N,HO,WO,CO].
 * Work     one work-item per element of y, o fastest. Memory: x broadcast and w coalesced along o, nothing shared.
 * Numerics fp32, one sum per row of taps, rows added in order.
 * Macros   BIAS, PER_IMAGE, RESIDUAL: which addends are given (an absent one is bound to any buffer).
 * Judge    Conv2dTest, ReferenceVectorsTest.
 */
__kernel void conv2d(__global const float *restrict x, __global const float *restrict w, __global const float *restrict bias,
                     __global const float *restrict e, __global const float *restrict r, __global float *restrict y,
                     int N, int H, int W, int CI, int HO, int WO, int CO, int stride, int pad, float scale) {
    const int id = get_global_id(0);
    if (id >= N * HO * WO * CO) return;
    const int o = id % CO, j = id / CO % WO, i = id / CO / WO % HO, n = id / CO / WO / HO;
    float sum = 0.f;
    for (int a = 0; a < 3; a++) {
        const int u = i * stride + a - pad;
        if (u < 0 || u >= H) continue;
        for (int b = 0; b < 3; b++) {
            const int v = j * stride + b - pad;
            if (v < 0 || v >= W) continue;
            __global const float *px = x + (size_t)((n * H + u) * W + v) * CI;
            __global const float *pw = w + (size_t)(a * 3 + b) * CI * CO + o;
            float row = 0.f;
            for (int c = 0; c < CI; c++) row = fma(px[c], pw[c * CO], row);
            sum += row;
        }
    }
#ifdef BIAS
    sum += bias[o];
#endif
#ifdef PER_IMAGE
    sum += e[n * CO + o];
#endif
#ifdef RESIDUAL
    sum += r[id];
#endif
    y[id] = sum * scale;
}
