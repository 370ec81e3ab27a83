/* Nearest upsampling by two and 2x2 pooling, CPU family. Notation and shapes of resample.cl.
 *
 * upsample_nearest_cpu: y[2i+a,2j+b] = scale x[i,j];   pool_2x2_cpu: y[i,j] = scale sum_{a,b in 0..1} x[2i+a,2j+b]
 * Work     one work-item: one row of the large image, or of the small one. Memory: whole vectors along channels, each read once or twice.
 * Numerics as in resample.cl.
 * Judge    ResampleTest, ReferenceVectorsTest.
 */
#include "cpu.clh"

ONE_WORK_ITEM __kernel void upsample_nearest_cpu(__global const float *restrict x, __global float *restrict y,
                                                 int H, int W, int C, int RH, int RW, float scale) {
    const int LH = 2 * H + RH, LW = 2 * W + RW, row = get_group_id(0), i = row % LH / 2, n = row / LH;
    __global float *to = y + (size_t)row * LW * C;
    const int whole = i < H ? W : 0;
    for (int j = 0; j < whole; j++) {
        __global const float *from = x + (size_t)((n * H + i) * W + j) * C;
        __global float *left = to + (size_t)2 * j * C, *right = left + C;
        int c = 0;
        for (; c + VL <= C; c += VL) {
            const vf v = scale * LOAD(from + c);
            STORE(left + c, v);
            STORE(right + c, v);
        }
        for (; c < C; c++) left[c] = right[c] = scale * from[c];
    }
    for (int k = 2 * whole * C; k < LW * C; k++) to[k] = 0.f;
}

ONE_WORK_ITEM __kernel void pool_2x2_cpu(__global const float *restrict x, __global float *restrict y,
                                         int H, int W, int C, int RH, int RW, float scale) {
    const int LH = 2 * H + RH, LW = 2 * W + RW, row = get_group_id(0), i = row % H, n = row / H;
    for (int j = 0; j < W; j++) {
        __global const float *top = x + (size_t)((n * LH + 2 * i) * LW + 2 * j) * C, *bottom = top + (size_t)LW * C;
        __global float *to = y + (size_t)(row * W + j) * C;
        int c = 0;
        for (; c + VL <= C; c += VL)
            STORE(to + c, scale * ((LOAD(top + c) + LOAD(top + C + c)) + (LOAD(bottom + c) + LOAD(bottom + C + c))));
        for (; c < C; c++) to[c] = scale * ((top[c] + top[C + c]) + (bottom[c] + bottom[C + c]));
    }
}
