/* Gradients of the 3x3 convolution, plain family: one work-item, one result.
 *
 * dx[n,u,v,c]  = sum_{a,b,o : s i + a - p = u, s j + b - p = v} dy[n,i,j,o] w[a,b,c,o]  (+ r[n,u,v,c])
 * dw[a,b,c,o] += sum_{n,i,j} x[n, s i + a - p, s j + b - p, c] dy[n,i,j,o]
 * Shapes   x, dx, r [N,H,W,CI], w, dw [3,3,CI,CO], dy [N,HO,WO,CO].
 * Work     one work-item per element of dx or dw. Memory: dy and w rows contiguous along o for dx, dy coalesced along o for dw.
 * Numerics fp32; dw sums each row of pixels apart, then rows in order: the error grows with sqrt(rows), not with pixels.
 * Macros   RESIDUAL: dx adds r.
 * Judge    Conv2dTest, ReferenceVectorsTest.
 */
__kernel void conv2d_input_gradient(__global const float *restrict dy, __global const float *restrict w,
                                    __global const float *restrict r, __global float *restrict dx,
                                    int N, int H, int W, int CI, int HO, int WO, int CO, int stride, int pad) {
    const int id = get_global_id(0);
    if (id >= N * H * W * CI) return;
    const int c = id % CI, v = id / CI % W, u = id / CI / W % H, n = id / CI / W / H;
    float sum = 0.f;
    for (int a = 0; a < 3; a++) {
        const int i = (u + pad - a) / stride;
        if (u + pad - a < 0 || i * stride != u + pad - a || i >= HO) continue;
        for (int b = 0; b < 3; b++) {
            const int j = (v + pad - b) / stride;
            if (v + pad - b < 0 || j * stride != v + pad - b || j >= WO) continue;
            __global const float *pd = dy + (size_t)((n * HO + i) * WO + j) * CO;
            __global const float *pw = w + (size_t)((a * 3 + b) * CI + c) * CO;
            float row = 0.f;
            for (int o = 0; o < CO; o++) row = fma(pd[o], pw[o], row);
            sum += row;
        }
    }
#ifdef RESIDUAL
    sum += r[id];
#endif
    dx[id] = sum;
}

__kernel void conv2d_weight_gradient(__global const float *restrict x, __global const float *restrict dy,
                                     __global float *restrict dw,
                                     int N, int H, int W, int CI, int HO, int WO, int CO, int stride, int pad) {
    const int id = get_global_id(0);
    if (id >= 9 * CI * CO) return;
    const int o = id % CO, c = id / CO % CI, b = id / CO / CI % 3, a = id / CO / CI / 3;
    float sum = 0.f;
    for (int n = 0; n < N; n++) {
        for (int i = 0; i < HO; i++) {
            const int u = i * stride + a - pad;
            if (u < 0 || u >= H) continue;
            float row = 0.f;
            for (int j = 0; j < WO; j++) {
                const int v = j * stride + b - pad;
                if (v < 0 || v >= W) continue;
                row = fma(x[(size_t)((n * H + u) * W + v) * CI + c], dy[(size_t)((n * HO + i) * WO + j) * CO + o], row);
            }
            sum += row;
        }
    }
    dw[id] += sum;
}
