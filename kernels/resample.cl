/* Nearest upsampling by two, 2x2 average pooling, and their gradients, plain and GPU families.
 *
 * upsample_nearest: y[2i+a,2j+b] = scale x[i,j];   pool_2x2: y[i,j] = scale sum_{a,b in 0..1} x[2i+a,2j+b]
 * Each is the other's gradient: d upsample = pool with scale 1, d pool(1/4) = upsample with scale 1/4.
 * Shapes   the small image [N,H,W,C], the large one [N,2H+RH,2W+RW,C]: an odd last row or column takes no part.
 * Work     one work-item per pixel and channel of the result, channels fastest: coalesced.
 * Numerics fp32; the two of a row are added, then the rows.
 * Judge    ResampleTest, ReferenceVectorsTest.
 */
__kernel void upsample_nearest(__global const float *restrict x, __global float *restrict y, int N, int H, int W, int C, int RH, int RW,
                               float scale) {
    const int LH = 2 * H + RH, LW = 2 * W + RW, id = get_global_id(0);
    if (id >= N * LH * LW * C) return;
    const int c = id % C, j = id / C % LW / 2, i = id / C / LW % LH / 2, n = id / C / LW / LH;
    y[id] = i < H && j < W ? scale * x[(size_t)((n * H + i) * W + j) * C + c] : 0.f;
}

__kernel void pool_2x2(__global const float *restrict x, __global float *restrict y, int N, int H, int W, int C, int RH, int RW,
                   float scale) {
    const int LH = 2 * H + RH, LW = 2 * W + RW, id = get_global_id(0);
    if (id >= N * H * W * C) return;
    const int c = id % C, j = id / C % W, i = id / C / W % H, n = id / C / W / H;
    __global const float *p = x + (size_t)((n * LH + 2 * i) * LW + 2 * j) * C + c;
    y[id] = scale * ((p[0] + p[C]) + (p[LW * C] + p[LW * C + C]));
}
