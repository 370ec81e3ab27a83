/* Linear layer and 1x1 convolution, plain family: one work-item, one result.
 *
 * y[p,o] = scale * (sum_c x[p,c] w[c,o] + bias[o] + e[n,o] + r[p,o]),  n = p / P
 * Shapes   x [R,CI] (R = N P rows of channels), w [CI,CO], bias [CO], e [N,CO], r and y [R,CO].
 * Work     one work-item per element of y, o fastest. Memory: x broadcast, w coalesced along o.
 * Numerics fp32, sums of 64 products added in order.
 * Macros   BIAS, PER_IMAGE, RESIDUAL: which addends are given (an absent one is bound to any buffer).
 * Judge    LinearTest, ReferenceVectorsTest.
 */
__kernel void linear(__global const float *restrict x, __global const float *restrict w, __global const float *restrict bias,
                     __global const float *restrict e, __global const float *restrict r, __global float *restrict y,
                     int R, int P, int CI, int CO, float scale) {
    const int id = get_global_id(0);
    if (id >= R * CO) return;
    const int o = id % CO, p = id / CO;
    float sum = 0.f;
    for (int c0 = 0; c0 < CI; c0 += 64) {
        float part = 0.f;
        for (int c = c0; c < min(c0 + 64, CI); c++) part = fma(x[(size_t)p * CI + c], w[(size_t)c * CO + o], part);
        sum += part;
    }
#ifdef BIAS
    sum += bias[o];
#endif
#ifdef PER_IMAGE
    sum += e[p / P * CO + o];
#endif
#ifdef RESIDUAL
    sum += r[id];
#endif
    y[id] = sum * scale;
}
