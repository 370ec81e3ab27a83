/* Nearest upsampling by two, 2x2 average pooling, and their gradients, all families.
 *
 * upsample: y[2i+a,2j+b] = scale x[i,j];   pool: y[i,j] = scale sum_{a,b in 0..1} x[2i+a,2j+b]
 * Each is the other's gradient: d upsample = pool with scale 1, d pool(1/4) = upsample with scale 1/4.
 * Shapes   the small image [N,H,W,C], the large one [N,2H,2W,C].
 * Work     one work-item per pixel and channel of the result, channels fastest: coalesced.
 * Tests    ResampleTest, ReferenceVectorsTest.
 */
__kernel void upsample(__global const float *restrict x, __global float *restrict y, int N, int H, int W, int C, float scale) {
    const int id = get_global_id(0);
    if (id >= N * 4 * H * W * C) return;
    const int c = id % C, j = id / C % (2 * W), i = id / C / (2 * W) % (2 * H), n = id / C / (4 * W) / H;
    y[id] = scale * x[(size_t)((n * H + i / 2) * W + j / 2) * C + c];
}

__kernel void pool(__global const float *restrict x, __global float *restrict y, int N, int H, int W, int C, float scale) {
    const int id = get_global_id(0);
    if (id >= N * H * W * C) return;
    const int c = id % C, j = id / C % W, i = id / C / W % H, n = id / C / W / H;
    __global const float *p = x + (size_t)((n * 2 * H + 2 * i) * 2 * W + 2 * j) * C + c;
    y[id] = scale * ((p[0] + p[C]) + (p[2 * W * C] + p[2 * W * C + C]));
}
