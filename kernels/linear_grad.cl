/* Gradients of the linear layer, plain family: one work-item, one result.
 *
 * dx[p,c]  = sum_o dy[p,o] w[c,o]  (+ r[p,c]);   dw[c,o] += sum_p x[p,c] dy[p,o]
 * Shapes   x, dx, r [R,CI], w, dw [CI,CO], dy [R,CO].
 * Work     one work-item per element of dx or dw. Memory: rows contiguous along o for dx, dy coalesced along o for dw.
 * Numerics fp32, sums of 64 products added in order.
 * Macros   RESIDUAL: dx adds r.
 * Judge    LinearTest, ReferenceVectorsTest.
 */
__kernel void linear_input_gradient(__global const float *restrict dy, __global const float *restrict w,
                                    __global const float *restrict r, __global float *restrict dx, int R, int CI, int CO) {
    const int id = get_global_id(0);
    if (id >= R * CI) return;
    const int c = id % CI, p = id / CI;
    float sum = 0.f;
    for (int o0 = 0; o0 < CO; o0 += 64) {
        float part = 0.f;
        for (int o = o0; o < min(o0 + 64, CO); o++) part = fma(dy[(size_t)p * CO + o], w[(size_t)c * CO + o], part);
        sum += part;
    }
#ifdef RESIDUAL
    sum += r[id];
#endif
    dx[id] = sum;
}

__kernel void linear_weight_gradient(__global const float *restrict x, __global const float *restrict dy,
                                     __global float *restrict dw, int R, int CI, int CO) {
    const int id = get_global_id(0);
    if (id >= CI * CO) return;
    const int o = id % CO, c = id / CO;
    float sum = 0.f;
    for (int p0 = 0; p0 < R; p0 += 64) {
        float part = 0.f;
        for (int p = p0; p < min(p0 + 64, R); p++) part = fma(x[(size_t)p * CI + c], dy[(size_t)p * CO + o], part);
        sum += part;
    }
    dw[id] += sum;
}
