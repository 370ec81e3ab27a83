// 3x3 convolution, stride 1, padding 1, on a CPU: fused Winograd F(4x4, 3x3). A quarter of the multiplications of the sum
//
//   y[n,h,w,o] = scale * (sum over i,j,c of x[n, h+i-1, w+j-1, c] * weight[i,j,c,o]  + bias[o] + shift[n,o] + residual[n,h,w,o])
//
// Source     Lavin and Gray 2016, arXiv:1509.09308; the transforms are in winograd_cpu.clh.
// Shapes     x [N,H,W,CI], y and residual [N,H,W,CO], bias [CO], shift [N,CO], weight [3,3,CI,CO]; CI and CO multiples of VL.
//            U [ceil(CO/KC)][36][CI][KC] with KC = KV*VL: transformed weights, zero beyond CO; made by the first kernels below.
// Work       winograd_filter: work-item (b, c) transforms the filters of input channel c and of block b of KC output channels.
//            conv2d_winograd: work-item (b, s) computes tiles [b*TB, b*TB+TB) of every image for slice s of the output channels:
//            windows -> V, then for each KC channels: V U -> M (a register tile of RT tiles x KV vectors), M -> 4x4 pixels of y.
// Memory     x is read once a slice and window (2.25 times), U once a work-item, y written once. Contiguous in the channels.
// Local      scratch: 36 * TB * (spread(CI) + KC) floats: V[t][f][c] and M[t][f][k].
// Numerics   fp32; largest error about 1e-5 of the largest |y| (the direct sum: 1e-6), from the transforms' constants.
// Tuned      RT, KV (registers hold RT*KV accumulators, KV weights, one value of V), TB and the slices (arguments).
// Input gradient   the same kernel on dy with winograd_filter_flipped's U: dx = conv(dy, weight turned by 180 degrees, transposed).
// Judge      Conv2dTest.
#include "winograd_cpu.clh"

#ifndef RT
#define RT 4
#endif
#ifndef KV
#define KV 2
#endif
#define KC (KV * VL)

/* G g G^T of the filters at g (one for each lane), stored to u[f * stride]. */
#define FILTER_TRANSFORM(u, stride, g) {                                                        \
    vf t_[3][WINDOW];                                                                           \
    UNROLL for (int j_ = 0; j_ < 3; j_++) {                                                     \
        vf d_[3];                                                                               \
        UNROLL for (int i_ = 0; i_ < 3; i_++) d_[i_] = (g)[i_][j_];                             \
        filter_1d(t_[j_], d_);                                                                  \
    }                                                                                           \
    UNROLL for (int i_ = 0; i_ < WINDOW; i_++) {                                                \
        vf d_[3], o_[WINDOW];                                                                   \
        UNROLL for (int j_ = 0; j_ < 3; j_++) d_[j_] = t_[j_][i_];                              \
        filter_1d(o_, d_);                                                                      \
        UNROLL for (int j_ = 0; j_ < WINDOW; j_++) STORE((u) + (i_ * WINDOW + j_) * (stride), o_[j_]); \
    }                                                                                           \
}

/* U for y = conv(x, weight). Range: (ceil(CO/KC), CI). */
ONE_WORK_ITEM __kernel void winograd_filter(const __global float *restrict weight, __global float *restrict U, int CI, int CO) {
    const int block = get_group_id(0), c = get_group_id(1);
    for (int k = 0; k < KV; k++) {
        const int o = block * KC + k * VL;
        vf g[3][3];
        UNROLL for (int i = 0; i < 9; i++) {
            g[i / 3][i % 3] = 0.0f;
            if (o < CO) g[i / 3][i % 3] = LOAD(weight + (i * CI + c) * CO + o);
        }
        __global float *u = U + (block * FREQUENCIES * CI + c) * KC + k * VL;
        FILTER_TRANSFORM(u, CI * KC, g)
    }
}

/* U for dx = conv(dy, flipped and transposed weight): its input channels are the weight's CO, its output channels the weight's CI.
   Range: (ceil(CI/KC), CO / VL). A work-item transposes VL x VL channels in scratch: 9 * VL * VL floats. */
ONE_WORK_ITEM __kernel void winograd_filter_flipped(const __global float *restrict weight, __global float *restrict U,
                                                    __local float *scratch, int CI, int CO) {
    const int block = get_group_id(0), o = get_group_id(1) * VL;
    for (int k = 0; k < KV; k++) {
        const int c = block * KC + k * VL;
        if (c < CI) {
            for (int i = 0; i < 9; i++)
                for (int l = 0; l < VL; l++)
                    for (int m = 0; m < VL; m++)
                        scratch[((8 - i) * VL + m) * VL + l] = weight[(i * CI + c + l) * CO + o + m];
        }
        for (int m = 0; m < VL; m++) {
            vf g[3][3];
            UNROLL for (int i = 0; i < 9; i++) {
                g[i / 3][i % 3] = 0.0f;
                if (c < CI) g[i / 3][i % 3] = LOAD(scratch + (i * VL + m) * VL);
            }
            __global float *u = U + (block * FREQUENCIES * CO + o + m) * KC + k * VL;
            FILTER_TRANSFORM(u, CO * KC, g)
        }
    }
}

/* M[t][f] = V[t][f] U[f] for RT tiles from t on. Unrolled by a vector: so few rounds that the loop's end is predicted. */
INLINE void multiply(const __local float *V, int v_stride, const __global float *U, __local float *M, int CI) {
    vf sum[RT][KV];
    UNROLL for (int r = 0; r < RT; r++) UNROLL for (int k = 0; k < KV; k++) sum[r][k] = 0.0f;
    for (int c0 = 0; c0 < CI; c0 += VL)
        UNROLL for (int c = c0; c < c0 + VL; c++) {
            vf u[KV];
            UNROLL for (int k = 0; k < KV; k++) u[k] = LOAD(U + c * KC + k * VL);
            UNROLL for (int r = 0; r < RT; r++) {
                const vf v = V[r * v_stride + c];
                UNROLL for (int k = 0; k < KV; k++) sum[r][k] = fma(v, u[k], sum[r][k]);
            }
        }
    UNROLL for (int r = 0; r < RT; r++)
        UNROLL for (int k = 0; k < KV; k++) STORE(M + r * FREQUENCIES * KC + k * VL, sum[r][k]);
}

/* has: 1 = bias, 2 = shift, 4 = residual; a tensor that it does not name is not read. Range: (ceil(T/TB), slices). */
ONE_WORK_ITEM __kernel void conv2d_winograd(const __global float *restrict x, const __global float *restrict U,
                                            const __global float *restrict bias, const __global float *restrict shift,
                                            const __global float *restrict residual, __global float *restrict y,
                                            __local float *scratch, int N, int H, int W, int CI, int CO,
                                            int TB, int has, float scale) {
    const int first = get_group_id(0) * TB, tiles = min(TB, tile_count(N, H, W) - first);
    const int f_stride = spread(CI), v_stride = FREQUENCIES * f_stride;
    __local float *V = scratch, *M = scratch + TB * v_stride;
    for (int t = 0; t < tiles; t++) {
        const Tile tile = tile_at(first + t, H, W);
        for (int c = 0; c < CI; c += VL)
            INPUT_TRANSFORM(V + t * v_stride + c, f_stride, x + (size_t)tile.n * H * W * CI + c, tile, H, W, CI)
    }
    const int blocks = (CO + KC - 1) / KC, slices = get_num_groups(1), slice = get_group_id(1);
    for (int b = blocks * slice / slices; b < blocks * (slice + 1) / slices; b++) {
        for (int f = 0; f < FREQUENCIES; f++)
            for (int t = 0; t < tiles; t += RT)
                multiply(V + t * v_stride + f * f_stride, v_stride, U + (b * FREQUENCIES + f) * CI * KC,
                         M + (t * FREQUENCIES + f) * KC, CI);
        for (int t = 0; t < tiles; t++) {
            const Tile tile = tile_at(first + t, H, W);
            for (int o = b * KC; o < min(b * KC + KC, CO); o += VL) {
                const __local float *m = M + t * FREQUENCIES * KC + o - b * KC;
                vf offset = 0.0f;
                if (has & 1) offset += LOAD(bias + o);
                if (has & 2) offset += LOAD(shift + tile.n * CO + o);
                vf s[WINDOW][TILE];
                UNROLL for (int j = 0; j < WINDOW; j++) {
                    vf d[WINDOW];
                    UNROLL for (int i = 0; i < WINDOW; i++) d[i] = LOAD(m + (i * WINDOW + j) * KC);
                    output_1d(s[j], d);
                }
                const size_t at = (((size_t)tile.n * H + tile.h) * W + tile.w) * CO + o;
                UNROLL for (int i = 0; i < TILE; i++) {
                    if (tile.h + i < H) {
                        vf d[WINDOW], out[TILE];
                        UNROLL for (int j = 0; j < WINDOW; j++) d[j] = s[j][i];
                        output_1d(out, d);
                        UNROLL for (int j = 0; j < TILE; j++) {
                            if (tile.w + j < W) {
                                const size_t p = at + (i * W + j) * CO;
                                vf value = out[j] + offset;
                                if (has & 4) value += LOAD(residual + p);
                                STORE(y + p, value * scale);
                            }
                        }
                    }
                }
            }
        }
    }
}
