// 3x3 convolution of any stride, padding and channel counts on a CPU, as the sum is written:
//
//   y[n,i,j,o] = scale * (sum over a,b,c of x[n, i*stride+a-pad, j*stride+b-pad, c] * weight[a,b,c,o]
//                         + bias[o] + shift[n,o] + residual[n,i,j,o])
//
// Source     Dumoulin and Visin 2016, arXiv:1603.07285.
// Shapes     x [N,H,W,CI], weight [3,3,CI,CO], bias [CO], shift [N,CO], residual and y [N,HO,WO,CO]. CO >= KC = KV*VL, but for
//            conv2d_direct_thin, which wants CO = THIN.
// Work       work-item (s, i, n): pixels [s*SEG, s*SEG+SEG) of row i of image n, all output channels. The last register tiles move
//            back to end with the row and with the channels, so some results are computed twice.
// Memory     the three rows' window is packed once, with zeros around the image; in it the 3*CI values (b, c) of a tap row are
//            contiguous. Weights are read as they are stored: KC output channels for each value.
// Local      window [3][(SEG-1)*stride+3][CI]; conv2d_direct_thin: VL more, then 3 * THIN * (3*CI rounded up to VL).
// Numerics   fp32; one order of summation for each result.
// Fixed      RT pixels x KV vectors in registers; SEG (argument): as many pixels as local memory holds, 32 at most.
// Judge      Conv2dTest.
#include "direct_cpu.clh"

#ifndef THIN
#define THIN 3
#endif

/* has: 1 = bias, 2 = shift, 4 = residual; a tensor that it does not name is not read. Range: (ceil(WO/SEG), HO, N). */
ONE_WORK_ITEM __kernel void conv2d_direct(const __global float *restrict x, const __global float *restrict weight,
                                          const __global float *restrict bias, const __global float *restrict shift,
                                          const __global float *restrict residual, __global float *restrict y,
                                          __local float *window, int H, int W, int CI, int HO, int WO, int CO,
                                          int stride, int pad, int SEG, int has, float scale) {
    const int n = get_group_id(2), i = get_group_id(1), j0 = get_group_id(0) * SEG, pixels = min(SEG, WO - j0);
    const int columns = (pixels - 1) * stride + 3;
    pack_window(window, x + (size_t)n * H * W * CI, H, W, CI, i * stride - pad, j0 * stride - pad, 3, columns);
    for (int o0 = 0; o0 < CO; o0 += KC) {
        const int o = min(o0, CO - KC);
        vf offset[KV];
        UNROLL for (int k = 0; k < KV; k++) {
            offset[k] = 0.0f;
            if (has & 1) offset[k] += LOAD(bias + o + k * VL);
            if (has & 2) offset[k] += LOAD(shift + n * CO + o + k * VL);
        }
        for (int j = 0; j < pixels; j += RT) {
            vf sum[RT][KV];
            UNROLL for (int r = 0; r < RT; r++) UNROLL for (int k = 0; k < KV; k++) sum[r][k] = 0.0f;
            for (int a = 0; a < 3; a++) {
                const __local float *v[RT];
                UNROLL for (int r = 0; r < RT; r++) v[r] = window + (a * columns + min(j + r, pixels - 1) * stride) * CI;
                MULTIPLY(sum, v, weight + a * 3 * CI * CO + o, CO, 3 * CI)
            }
            UNROLL for (int r = 0; r < RT; r++) {
                const size_t at = (((size_t)n * HO + i) * WO + j0 + min(j + r, pixels - 1)) * CO + o;
                UNROLL for (int k = 0; k < KV; k++) {
                    vf value = sum[r][k] + offset[k];
                    if (has & 4) value += LOAD(residual + at + k * VL);
                    STORE(y + at + k * VL, value * scale);
                }
            }
        }
    }
}

/* The same for THIN output channels, fewer than a vector: vectors run along the 3*CI values of a tap row instead.
   Range: (ceil(WO/SEG), ceil(HO/ROWS), N); a work-item turns the weights into rows of 3*CI values once for ROWS rows of pixels. */
ONE_WORK_ITEM __kernel void conv2d_direct_thin(const __global float *restrict x, const __global float *restrict weight,
                                               const __global float *restrict bias, const __global float *restrict shift,
                                               const __global float *restrict residual, __global float *restrict y,
                                               __local float *window, int H, int W, int CI, int HO, int WO,
                                               int stride, int pad, int SEG, int ROWS, int has, float scale) {
    const int n = get_group_id(2), j0 = get_group_id(0) * SEG, pixels = min(SEG, WO - j0);
    const int columns = (pixels - 1) * stride + 3, length = (3 * CI + VL - 1) / VL * VL;
    __local float *weights = window + 3 * columns * CI + VL;
    for (int o = 0; o < THIN; o++)
        for (int a = 0; a < 3; a++)
            for (int q = 0; q < length; q++)
                weights[(o * 3 + a) * length + q] = q < 3 * CI ? weight[(a * 3 * CI + q) * THIN + o] : 0.0f;
    for (int i = get_group_id(1) * ROWS; i < min((int)get_group_id(1) * ROWS + ROWS, HO); i++) {
        pack_window(window, x + (size_t)n * H * W * CI, H, W, CI, i * stride - pad, j0 * stride - pad, 3, columns);
        // The last vector of a row of 3*CI values may reach beyond it: finite numbers there, zeros in the weights.
        clear_floats(window + 3 * columns * CI, VL);
        for (int j = 0; j < pixels; j += RT) {
            vf sum[RT][THIN];
            UNROLL for (int r = 0; r < RT; r++) UNROLL for (int o = 0; o < THIN; o++) sum[r][o] = 0.0f;
            for (int a = 0; a < 3; a++) {
                const __local float *v[RT];
                UNROLL for (int r = 0; r < RT; r++) v[r] = window + (a * columns + min(j + r, pixels - 1) * stride) * CI;
                for (int q = 0; q < length; q += VL) {
                    vf w[THIN];
                    UNROLL for (int o = 0; o < THIN; o++) w[o] = LOAD(weights + (o * 3 + a) * length + q);
                    UNROLL for (int r = 0; r < RT; r++) {
                        const vf value = LOAD(v[r] + q);
                        UNROLL for (int o = 0; o < THIN; o++) sum[r][o] = fma(value, w[o], sum[r][o]);
                    }
                }
            }
            UNROLL for (int r = 0; r < RT; r++) {
                if (j + r < pixels) {
                    const size_t at = (((size_t)n * HO + i) * WO + j0 + j + r) * THIN;
                    UNROLL for (int o = 0; o < THIN; o++) {
                        float value = vsum(sum[r][o]);
                        if (has & 1) value += bias[o];
                        if (has & 2) value += shift[n * THIN + o];
                        if (has & 4) value += residual[at + o];
                        y[at + o] = value * scale;
                    }
                }
            }
        }
    }
}
