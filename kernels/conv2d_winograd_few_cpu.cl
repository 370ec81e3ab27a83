// 3x3 convolution, stride 1, padding 1, on a CPU, for so few tiles that its filters decide: Winograd F(4x4, 3x3) that reads the filters
// themselves, nine numbers where their transform has 36, and transforms them on the way. The sum is that of conv2d_winograd_cpu.cl, to the
// last bit, so that a picture does not depend on how many are drawn with it.
//
// Source     Lavin and Gray 2016, arXiv:1509.09308; the transforms are in winograd_cpu.clh and conv2d_winograd_cpu.clh.
// Shapes     x [N,H,W,CI], y and residual [N,H,W,CO], bias [CO], shift [N,CO], weight [3,3,CI,CO]; CI and CO multiples of VL;
//            at most RT tiles in all. G [ceil(CO/KC)][CI][9][KC] with KC = KV*VL: filters in the order of their use, zero beyond CO.
// Work       winograd_pack: work-item (b, r) copies the filters of run r of input channels and of block b of KC output channels.
//            conv2d_winograd_few: work-item (s) computes all tiles for slice s of the output channels: windows -> V, then for each KC
//            channels and each SOME input channels: filters -> U, S += V U; S -> M after CHUNK channels; M -> 4x4 pixels of y.
// Memory     G is read once, in one stream of which AHEAD channels are asked for ahead: a network's filters are larger than caches, so
//            that is what takes the time. x is read once a slice.
//            y may be the residual.
// Local      scratch: 36 * (RT * (CI + 2 * KC) + SOME * KC) floats: V[c / VL][f][t][c % VL], M[f][t][k], S[f][t][k], U[f][c][k].
//            What SOME channels touch of it lies in the first-level cache.
// Numerics   fp32; largest error about 1e-5 of the largest |y| (the direct sum: 1e-6), from the transforms' constants.
// Macros     REPEATED (winograd_cpu.clh).
// Fixed      RT, KV, CHUNK (as in conv2d_winograd_cpu.cl), SOME (with 8 as fast on Zen 3), AHEAD (4 and 12 as fast).
// Judge      Conv2dTest.
#include "conv2d_winograd_cpu.clh"

#define SOME 4
#define AHEAD 8
#define FILTER 9

/* G from weight. Range: (ceil(CO/KC), ceil(CI/RUN)). */
ONE_WORK_ITEM __kernel void winograd_pack(const __global float *restrict weight, __global float *restrict G, int CI, int CO) {
    const int block = get_group_id(0), begin = get_group_id(1) * RUN, end = min(CI, begin + RUN);
    __global float *to = G + (block * CI + begin) * FILTER * KC;
    for (int c = begin; c < end; c++)
        for (int i = 0; i < FILTER; i++)
            for (int o = block * KC; o < block * KC + KC; o += VL, to += VL) {
                vf g = 0.0f;
                if (o < CO) g = LOAD(weight + (i * CI + c) * CO + o);
                STORE(to, g);
            }
}

/* U[f][c] = transform of the filters of SOME input channels from G on. */
INLINE void transform_filters(const __global float *G, __local float *U) {
    for (int c = 0; c < SOME; c++, G += FILTER * KC) {
        for (int i = 0; i < FILTER * KC; i += LINE) SOON_READ(G + AHEAD * FILTER * KC + i);
        UNROLL for (int k = 0; k < KC; k += VL) {
            vf g[3][3];
            UNROLL for (int i = 0; i < FILTER; i++) g[i / 3][i % 3] = LOAD(G + i * KC + k);
            FILTER_TRANSFORM(U + c * KC + k, SOME * KC, g)
        }
    }
}

/* S[f][t] += V[f][t] U[f] for SOME input channels, or = with `anew`. */
INLINE void multiply(const __local float *V, const __local float *U, __local float *S, int anew) {
    for (int f = 0; f < FREQUENCIES; f++, V += RT * VL, U += SOME * KC, S += RT * KC) {
        if (SKIPPED(f)) continue;
        vf sum[RT][KV];
        UNROLL for (int r = 0; r < RT; r++)
            UNROLL for (int k = 0; k < KV; k++) sum[r][k] = anew ? (vf)(0.0f) : LOAD(S + r * KC + k * VL);
        UNROLL for (int c = 0; c < SOME; c++) {
            vf u[KV];
            UNROLL for (int k = 0; k < KV; k++) u[k] = LOAD(U + c * KC + k * VL);
            UNROLL for (int r = 0; r < RT; r++) {
                const vf v = V[r * VL + c];
                UNROLL for (int k = 0; k < KV; k++) sum[r][k] = fma(v, u[k], sum[r][k]);
            }
        }
        UNROLL for (int r = 0; r < RT; r++) UNROLL for (int k = 0; k < KV; k++) STORE(S + r * KC + k * VL, sum[r][k]);
    }
}

/* has: 1 = bias, 2 = shift, 4 = residual; a tensor that it does not name is not read. Range: (slices). */
ONE_WORK_ITEM __kernel void conv2d_winograd_few(const __global float *restrict x, const __global float *restrict G,
                                                const __global float *restrict bias, const __global float *restrict shift,
                                                const __global float *residual, __global float *y,
                                                __local float *scratch, int N, int H, int W, int CI, int CO, int has, float scale) {
    const int tiles = tile_count(N, H, W), products = FREQUENCIES * RT * KC;
    __local float *V = scratch, *M = V + FREQUENCIES * RT * CI, *S = M + products, *U = S + products;
    Tile tile = tile_at(0, H, W);
    for (int t = 0; t < tiles; t++, tile = tile_after(tile, H, W))
        for (int c = 0; c < CI; c += VL) {
            __local float *v = V + c * FREQUENCIES * RT + t * VL;
            INPUT_TRANSFORM(v, RT * VL, x + (size_t)tile.n * H * W * CI + c, tile, H, W, CI)
        }
    const int blocks = (CO + KC - 1) / KC, slices = get_num_groups(0), slice = get_group_id(0);
    for (int b = blocks * slice / slices; b < blocks * (slice + 1) / slices; b++) {
        for (int c = 0; c < CI; c += SOME) {
            const __local float *v = V + c / VL * VL * FREQUENCIES * RT + c % VL;
            transform_filters(G + (b * CI + c) * FILTER * KC, U);
            /* Literals, so that each frequency need not choose: 1.5 %. */
            if (c % CHUNK == 0) multiply(v, U, S, 1);
            else multiply(v, U, S, 0);
            const int end = c + SOME;
            if (end % CHUNK == 0 || end == CI)
                for (int i = 0; i < products; i += VL) STORE(M + i, end <= CHUNK ? LOAD(S + i) : LOAD(M + i) + LOAD(S + i));
        }
        tile = tile_at(0, H, W);
        for (int t = 0; t < tiles; t++, tile = tile_after(tile, H, W))
            store_tile(M + t * KC, RT * KC, b, bias, shift, residual, y, tile, H, W, CO, has, scale);
    }
}
