// Gradients of the direct 3x3 convolution on a CPU: any stride up to 2, any channel counts.
//
//   dx[n,h,w,c]      = sum over a,b,o of dy[n, (h+pad-a)/stride, (w+pad-b)/stride, o] * weight[a,b,c,o]  (whole quotients) + residual
//   dweight[a,b,c,o] += sum over n,i,j of x[n, i*stride+a-pad, j*stride+b-pad, c] * dy[n,i,j,o]
//
// Source     Dumoulin and Visin 2016, arXiv:1603.07285, section 4.
// Shapes     as in conv2d_direct_cpu.cl; flipped [3,3,CO,CI] = weight turned by 180 degrees and transposed.
// Work       Of dx, stride 1: conv2d_direct of dy with flipped and pad 2-pad. Stride 2: conv2d_direct_input_gradient, where pixels of one
//            parity share their one, two or four taps. CI >= KC = KV*VL.
//            Of dweight: work-item s adds the chunks s, s+shares, ... of ROWS x SEG pixels of y to its own block of sums
//            [shares][3][3*CI rounded up to RT][CO rounded up to KC]; conv2d_direct_sum adds the blocks. The 3*CI values (b, c) of a
//            window's row are contiguous, so the sums are RT x KC outer products along the chunk's pixels.
// Local      input: [2][SEG+2][CO]. Weight: x's window [(ROWS-1)*stride+3][(SEG-1)*stride+3][CI], RT more, dy's pixels [ROWS][SEG]
//            [CO rounded up to KC]; without them for conv2d_thin_weight_gradient.
// Numerics   fp32; chunks are summed apart, then added, then blocks, each in one order.
// Judge      Conv2dTest.
#include "direct_cpu.clh"

#ifndef THIN
#define THIN 3
#endif
/* Vectors of window values in a register tile of the thin weight gradient. */
#define WIDE 4

/* flipped[2-a, 2-b, o, c] = weight[a, b, c, o]. Range: (9, CO). */
ONE_WORK_ITEM __kernel void conv2d_flip(const __global float *restrict weight, __global float *restrict flipped, int CI, int CO) {
    const int tap = get_group_id(0), o = get_group_id(1);
    for (int c = 0; c < CI; c++) flipped[((8 - tap) * CO + o) * CI + c] = weight[(tap * CI + c) * CO + o];
}

/* Stride 2. has: 4 = residual. Range: (ceil(ceil(W/2)/SEG), H, N): SEG pixels of each parity of a row. */
ONE_WORK_ITEM __kernel void conv2d_direct_input_gradient(const __global float *restrict dy, const __global float *restrict flipped,
                                                         const __global float *restrict residual, __global float *restrict dx,
                                                         __local float *window, int H, int W, int CI, int HO, int WO, int CO,
                                                         int pad, int SEG, int has) {
    const int n = get_group_id(2), h = get_group_id(1), m0 = get_group_id(0) * SEG, columns = SEG + 2;
    // Tap row a0 meets dy's row i, tap row a0 + 2 (where there is one) row i - 1.
    const int a0 = (h + pad) & 1, i = (h + pad - a0) / 2;
    pack_window(window, dy + (size_t)n * HO * WO * CO, HO, WO, CO, i - 1, m0 - 1, 2, columns);
    for (int parity = 0; parity < 2; parity++) {
        const int pixels = min(SEG, (W - parity + 1) / 2 - m0);
        for (int c0 = 0; c0 < CI; c0 += KC) {
            const int c = min(c0, CI - KC);
            for (int j = 0; j < pixels; j += RT) {
                vf sum[RT][KV];
                UNROLL for (int r = 0; r < RT; r++) UNROLL for (int k = 0; k < KV; k++) sum[r][k] = 0.0f;
                for (int a = a0; a < 3; a += 2)
                    for (int b = (parity + pad) & 1; b < 3; b += 2) {
                        const int row = 1 - (a - a0) / 2, column = 1 + (parity + pad - b) / 2;
                        const __local float *v[RT];
                        UNROLL for (int r = 0; r < RT; r++)
                            v[r] = window + (row * columns + min(j + r, pixels - 1) + column) * CO;
                        const __global float *w = flipped + (8 - a * 3 - b) * CO * CI + c;
                        MULTIPLY(sum, v, w, CI, CO)
                    }
                UNROLL for (int r = 0; r < RT; r++) {
                    const int w = 2 * (m0 + min(j + r, pixels - 1)) + parity;
                    const size_t at = (((size_t)n * H + h) * W + w) * CI + c;
                    UNROLL for (int k = 0; k < KV; k++) {
                        vf value = sum[r][k];
                        if (has & 4) value += LOAD(residual + at + k * VL);
                        STORE(dx + at + k * VL, value);
                    }
                }
            }
        }
    }
}

/* Sums of a share of the chunks. A share without a chunk writes zeros. Range: (shares). */
ONE_WORK_ITEM __kernel void conv2d_direct_weight_gradient(const __global float *restrict x, const __global float *restrict dy,
                                                          __global float *restrict sums, __local float *window,
                                                          int N, int H, int W, int CI, int HO, int WO, int CO,
                                                          int stride, int pad, int ROWS, int SEG) {
    const int Q = (3 * CI + RT - 1) / RT * RT, K = (CO + KC - 1) / KC * KC;
    const int columns = (SEG - 1) * stride + 3, across = (WO + SEG - 1) / SEG, down = (HO + ROWS - 1) / ROWS;
    __local float *pixels = window + ((ROWS - 1) * stride + 3) * columns * CI + RT;
    __global float *block = sums + (size_t)get_group_id(0) * 3 * Q * K;
    for (int at = 0; at < 3 * Q * K; at += VL) STORE(block + at, (vf)(0.0f));
    for (int chunk = get_group_id(0); chunk < N * down * across; chunk += get_num_groups(0)) {
        const int n = chunk / (down * across), i0 = chunk / across % down * ROWS, j0 = chunk % across * SEG;
        const int rows = min(ROWS, HO - i0), length = min(SEG, WO - j0);
        pack_window(window, x + (size_t)n * H * W * CI, H, W, CI, i0 * stride - pad, j0 * stride - pad,
                    (rows - 1) * stride + 3, columns);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < length; j++)
                copy_floats(pixels + (i * SEG + j) * K, dy + (((size_t)n * HO + i0 + i) * WO + j0 + j) * CO, CO);
        for (int a = 0; a < 3; a++)
            for (int o = 0; o < K; o += KC)
                for (int q = 0; q < Q; q += RT) {
                    __global float *to = block + (a * Q + q) * K + o;
                    vf sum[RT][KV];
                    UNROLL for (int r = 0; r < RT; r++) UNROLL for (int k = 0; k < KV; k++) sum[r][k] = 0.0f;
                    for (int i = 0; i < rows; i++) {
                        const __local float *v = window + (i * stride + a) * columns * CI + q, *d = pixels + i * SEG * K + o;
                        for (int j = 0; j < length; j++) {
                            vf u[KV];
                            UNROLL for (int k = 0; k < KV; k++) u[k] = LOAD(d + j * K + k * VL);
                            UNROLL for (int r = 0; r < RT; r++) {
                                const vf value = v[j * stride * CI + r];
                                UNROLL for (int k = 0; k < KV; k++) sum[r][k] = fma(value, u[k], sum[r][k]);
                            }
                        }
                    }
                    UNROLL for (int r = 0; r < RT; r++)
                        UNROLL for (int k = 0; k < KV; k++) STORE(to + r * K + k * VL, LOAD(to + r * K + k * VL) + sum[r][k]);
                }
    }
}

/* dweight += the shares' sums. Range: (3*CI, 3). */
ONE_WORK_ITEM __kernel void conv2d_direct_sum(const __global float *restrict sums, __global float *restrict dweight,
                                              int CI, int CO, int shares) {
    const int Q = (3 * CI + RT - 1) / RT * RT, K = (CO + KC - 1) / KC * KC, q = get_group_id(0), a = get_group_id(1);
    const __global float *row = sums + (a * Q + q) * K;
    __global float *to = dweight + (a * 3 * CI + q) * CO;
    int o = 0;
    for (; o + VL <= CO; o += VL) {
        vf sum = 0.0f;
        for (int s = 0; s < shares; s++) sum += LOAD(row + (size_t)s * 3 * Q * K + o);
        STORE(to + o, LOAD(to + o) + sum);
    }
    for (; o < CO; o++) {
        float sum = 0.0f;
        for (int s = 0; s < shares; s++) sum += row[(size_t)s * 3 * Q * K + o];
        to[o] += sum;
    }
}

/* Sums of a share of the chunks for CO = THIN: [shares][3][THIN][3*CI rounded up to WIDE vectors]; vectors run along a window's row.
   Local: x's window, WIDE * VL more. Range: (shares). */
ONE_WORK_ITEM __kernel void conv2d_thin_weight_gradient(const __global float *restrict x, const __global float *restrict dy,
                                                        __global float *restrict sums, __local float *window,
                                                        int N, int H, int W, int CI, int HO, int WO, int CO,
                                                        int stride, int pad, int ROWS, int SEG) {
    const int Q = (3 * CI + WIDE * VL - 1) / (WIDE * VL) * WIDE * VL;
    const int columns = (SEG - 1) * stride + 3, across = (WO + SEG - 1) / SEG, down = (HO + ROWS - 1) / ROWS;
    __global float *block = sums + (size_t)get_group_id(0) * 3 * THIN * Q;
    for (int at = 0; at < 3 * THIN * Q; at += VL) STORE(block + at, (vf)(0.0f));
    for (int chunk = get_group_id(0); chunk < N * down * across; chunk += get_num_groups(0)) {
        const int n = chunk / (down * across), i0 = chunk / across % down * ROWS, j0 = chunk % across * SEG;
        const int rows = min(ROWS, HO - i0), length = min(SEG, WO - j0);
        pack_window(window, x + (size_t)n * H * W * CI, H, W, CI, i0 * stride - pad, j0 * stride - pad,
                    (rows - 1) * stride + 3, columns);
        for (int a = 0; a < 3; a++)
            for (int q = 0; q < Q; q += WIDE * VL) {
                __global float *to = block + a * THIN * Q + q;
                vf sum[THIN][WIDE];
                UNROLL for (int o = 0; o < THIN; o++) UNROLL for (int k = 0; k < WIDE; k++) sum[o][k] = 0.0f;
                for (int i = 0; i < rows; i++) {
                    const __local float *v = window + (i * stride + a) * columns * CI + q;
                    const __global float *d = dy + (((size_t)n * HO + i0 + i) * WO + j0) * THIN;
                    for (int j = 0; j < length; j++) {
                        vf u[WIDE];
                        UNROLL for (int k = 0; k < WIDE; k++) u[k] = LOAD(v + j * stride * CI + k * VL);
                        UNROLL for (int o = 0; o < THIN; o++) {
                            const vf value = d[j * THIN + o];
                            UNROLL for (int k = 0; k < WIDE; k++) sum[o][k] = fma(value, u[k], sum[o][k]);
                        }
                    }
                }
                UNROLL for (int o = 0; o < THIN; o++)
                    UNROLL for (int k = 0; k < WIDE; k++) STORE(to + o * Q + k * VL, LOAD(to + o * Q + k * VL) + sum[o][k]);
            }
    }
}

/* dweight += the shares' sums for CO = THIN. Range: (3). */
ONE_WORK_ITEM __kernel void conv2d_thin_sum(const __global float *restrict sums, __global float *restrict dweight,
                                            int CI, int CO, int shares) {
    const int Q = (3 * CI + WIDE * VL - 1) / (WIDE * VL) * WIDE * VL, a = get_group_id(0);
    for (int q = 0; q < 3 * CI; q++)
        for (int o = 0; o < THIN; o++) {
            float sum = 0.0f;
            for (int s = 0; s < shares; s++) sum += sums[((s * 3 + a) * THIN + o) * Q + q];
            dweight[(a * 3 * CI + q) * THIN + o] += sum;
        }
}
