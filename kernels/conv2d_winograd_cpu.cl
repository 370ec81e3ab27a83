// 3x3 convolution, stride 1, padding 1, on a CPU: fused Winograd F(4x4, 3x3). A quarter of the multiplications of the sum
//
//   y[n,h,w,o] = scale * (sum over i,j,c of x[n, h+i-1, w+j-1, c] * weight[i,j,c,o]  + bias[o] + shift[n,o] + residual[n,h,w,o])
//
// Source     Lavin and Gray 2016, arXiv:1509.09308; the transforms are in winograd_cpu.clh and conv2d_winograd_cpu.clh.
// Shapes     x [N,H,W,CI], y and residual [N,H,W,CO], bias [CO], shift [N,CO], weight [3,3,CI,CO]; CI and CO multiples of VL.
//            U [ceil(CO/KC)][36][CI][KC] with KC = KV*VL: transformed weights, zero beyond CO; made by the first kernels below. One such for
//            each range of input channels where there are several.
// Work       winograd_filter: work-item (b, r) transforms the filters of run r of input channels and of block b of KC output channels.
//            conv2d_winograd: work-item (b, s) computes tiles [b*TB, b*TB+TB) of all images for slice s of the output channels:
//            windows -> V, then for each KC channels: V U -> M (a register tile of RT tiles x KV vectors), M -> 4x4 pixels of y.
//            With FETCH it asks, while it multiplies, for what is new in the windows of the next work-item, which mostly runs next on the
//            same core, and for the pixels of y and of the residual. On AMD's Zen 3 (AVX2) asking for y alone is worth 14 to 23 % and the
//            instructions that ask cost 4 to 8 %; on Zen 5 (AVX-512) all of it is worth 5 % of a forward pass. Intel's cores with AVX-512
//            lost 6 % when only every other line was asked for; there it is unmeasured since.
// Memory     x is read once a slice and window (2.25 times), U once a work-item, y written once. Contiguous in the channels.
//            y may be the residual.
// Local      scratch: 36 * TB * (ceil(range/CHUNK) * ROW + KC) floats: V[c / CHUNK][t][f][c % CHUNK] and M[t][f][k]. The constant
//            distances between frequencies keep the transforms free of address arithmetic.
// Numerics   fp32; largest error about 1e-5 of the largest |y| (the direct sum: 1e-6), from the transforms' constants.
// Macros     REPEATED (winograd_cpu.clh), CR (conv2d_winograd_cpu.clh), STREAMED, ALONE, FETCH.
// Tuned      TB and the slices (arguments), FETCH.
// Fixed      RT, KV (registers hold RT*KV accumulators, KV weights, one value of V: 4 * 2 of AVX2's 16, 8 * 2 of AVX-512's 32), CHUNK.
// Input gradient   the same kernel on dy with winograd_filter_flipped's U: dx = conv(dy, weight turned by 180 degrees, transposed).
// Judge      Conv2dTest.
#include "conv2d_winograd_cpu.clh"

#ifndef FETCH
#define FETCH 1
#endif
/* For so few tiles, or so large a U, that reading it counts: STREAMED rows of it are asked for ahead. The frequencies' rows are one stream,
   but a processor's own foresight ends with every page. */
#ifndef STREAMED
#define STREAMED 0
#endif
/* For so few that a core has but one work-item. */
#ifndef ALONE
#define ALONE 0
#endif

/* Input channels that are multiplied at once (CR). */
typedef struct { int begin, channels, last; } Range;

/* That of channel c. */
INLINE Range range_of(int c, int CI) {
#if CR
    const int begin = c / CR * CR;
    return (Range){begin, min(CR, CI - begin), begin + CR >= CI};
#else
    return (Range){0, CI, 1};
#endif
}

/* Where U has a block's filters of a range: [range][block][f][c][KC]. */
INLINE int place_in(Range range, int block, int blocks) {
    return (range.begin * blocks + block * range.channels) * FREQUENCIES * KC;
}

/* The 36 frequencies of a filter lie `channels` * KC floats apart, often a power of two, which puts their lines into a few sets of every
   cache. The filters of RUN input channels therefore gather in local memory and leave in runs.

   U[f][c ..] = filters[f] for `run` of the channels: runs of run * KC floats. */
INLINE void store_run(const __local float *filters, __global float *u, int channels, int run) {
    for (int f = 0; f < FREQUENCIES; f++, filters += RUN * KC, u += channels * KC)
        for (int i = 0; i < run * KC; i += VL) STORE(u + i, LOAD(filters + i));
}

/* U for y = conv(x, weight). Range: (ceil(CO/KC), ceil(CI/RUN)). Scratch: 36 * RUN * KC floats. */
ONE_WORK_ITEM __kernel void winograd_filter(const __global float *restrict weight, __global float *restrict U,
                                            __local float *scratch, int CI, int CO) {
    const int block = get_group_id(0), c0 = get_group_id(1) * RUN, run = min(RUN, CI - c0);
    for (int c = 0; c < run; c++)
        for (int k = 0; k < KV; k++) {
            const int o = block * KC + k * VL;
            UNROLL for (int i = 0; i < 9; i++) SOON_READ(weight + (i * CI + c0 + RUN + c) * CO + o);
            vf g[3][3];
            UNROLL for (int i = 0; i < 9; i++) {
                g[i / 3][i % 3] = 0.0f;
                if (o < CO) g[i / 3][i % 3] = LOAD(weight + (i * CI + c0 + c) * CO + o);
            }
            FILTER_TRANSFORM(scratch + c * KC + k * VL, RUN * KC, g)
        }
    const Range range = range_of(c0, CI);
    store_run(scratch, U + place_in(range, block, get_num_groups(0)) + (c0 - range.begin) * KC, range.channels, run);
}

/* U for dx = conv(dy, flipped and transposed weight): its input channels are the weight's CO, its output channels the weight's CI.
   Range: (ceil(CI/KC), CO / VL). A work-item transposes VL x RUN channels in scratch: 9 * VL * VL + 36 * RUN * KC floats. */
ONE_WORK_ITEM __kernel void winograd_filter_flipped(const __global float *restrict weight, __global float *restrict U,
                                                    __local float *scratch, int CI, int CO) {
    const int block = get_group_id(0), o = get_group_id(1) * VL;
    __local float *turned = scratch + FREQUENCIES * RUN * KC;
    for (int m0 = 0; m0 < VL; m0 += RUN) {
        for (int k = 0; k < KV; k++) {
            const int c = block * KC + k * VL;
            for (int i = 0; c < CI && i < 9; i++) {
                if (m0 == 0) UNROLL for (int l = 0; l < VL; l++) SOON_READ(weight + (i * CI + c + l) * CO + o + VL);
                turn_run(weight + (i * CI + c) * CO + o + m0, CO, turned + (8 - i) * VL * VL);
            }
            for (int m = m0; m < min(m0 + RUN, VL); m++) {
                vf g[3][3];
                UNROLL for (int i = 0; i < 9; i++) {
                    g[i / 3][i % 3] = 0.0f;
                    if (c < CI) g[i / 3][i % 3] = LOAD(turned + (i * VL + m - m0) * VL);
                }
                FILTER_TRANSFORM(scratch + (m - m0) * KC + k * VL, RUN * KC, g)
            }
        }
        const Range range = range_of(o + m0, CO);
        store_run(scratch, U + place_in(range, block, get_num_groups(0)) + (o + m0 - range.begin) * KC, range.channels,
                  min(RUN, VL - m0));
    }
}

/* M[t][f] = V[t][f] U[f] for RT tiles from t on. Unrolled by a vector: so few rounds that the loop's end is predicted.
   Chunks are summed on their own: the rounding of one long sum, times the transforms' constants, passes 1e-5 at 512 channels. */
INLINE void multiply(const __local float *V, int chunk_stride, const __global float *U, __local float *M, int CI) {
    for (int chunk = 0; chunk < CI; chunk += CHUNK) {
        const int channels = min(CHUNK, CI - chunk);
        vf sum[RT][KV];
        UNROLL for (int r = 0; r < RT; r++) UNROLL for (int k = 0; k < KV; k++) sum[r][k] = 0.0f;
        for (int c0 = 0; c0 < channels; c0 += VL)
            UNROLL for (int c = c0; c < c0 + VL; c++) {
                vf u[KV];
                if (STREAMED) EACH_LINE(i, KC) SOON_READ(U + (c + STREAMED) * KC + i);
                UNROLL for (int k = 0; k < KV; k++) u[k] = LOAD(U + c * KC + k * VL);
                UNROLL for (int r = 0; r < RT; r++) {
                    const vf v = V[r * FREQUENCIES * ROW + c];
                    UNROLL for (int k = 0; k < KV; k++) sum[r][k] = fma(v, u[k], sum[r][k]);
                }
            }
        UNROLL for (int r = 0; r < RT; r++)
            UNROLL for (int k = 0; k < KV; k++) {
                __local float *m = M + r * FREQUENCIES * KC + k * VL;
                STORE(m, chunk == 0 ? sum[r][k] : LOAD(m) + sum[r][k]);
            }
        U += CHUNK * KC;
        V += chunk_stride;
    }
}

/* has: 1 = bias, 2 = shift, 4 = residual; a tensor that it does not name is not read. Range: (ceil(T/TB), slices). */
ONE_WORK_ITEM __kernel void conv2d_winograd(const __global float *restrict x, const __global float *restrict U,
                                            const __global float *restrict bias, const __global float *restrict shift,
                                            const __global float *residual, __global float *y,
                                            __local float *scratch, int N, int H, int W, int CI, int CO,
                                            int TB, int has, float scale) {
    const int first = get_group_id(0) * TB, tiles = min(TB, tile_count(N, H, W) - first);
    const int chunk_stride = TB * FREQUENCIES * ROW;
    const int blocks = (CO + KC - 1) / KC, slices = get_num_groups(1), slice = get_group_id(1);
    const Tile start = tile_at(first, H, W);
    Range range = range_of(0, CI);
    __local float *V = scratch, *M = scratch + (range.channels + CHUNK - 1) / CHUNK * chunk_stride;
    for (;; range = range_of(range.begin + CR, CI)) {
        Tile tile = start;
        for (int t = 0; t < tiles; t++, tile = tile_after(tile, H, W)) {
            for (int c = 0; c < range.channels; c += VL) {
                __local float *v = V + c / CHUNK * chunk_stride + t * FREQUENCIES * ROW + c % CHUNK;
                INPUT_TRANSFORM(v, ROW, x + (size_t)tile.n * H * W * CI + range.begin + c, tile, H, W, CI)
            }
        }
        /* What it asks for while it multiplies, some rows with each frequency: windows from `tile` on, and its own results. */
        Row window = row_at(tile, 1, H, W);
        int windows = FETCH && !ALONE && range.channels == CI ? TB * TILE : 0;
        for (int b = blocks * slice / slices; b < blocks * (slice + 1) / slices; b++) {
            const __global float *u = U + place_in(range, b, blocks);
            Row result = row_at(start, 0, H, W);
            int results = FETCH ? tiles * TILE : 0;
            for (int f = 0; f < FREQUENCIES; f++) {
                for (int i = 0; i < TB * TILE && windows > 0; i += FREQUENCIES, windows--) {
                    soon_read_run(x + window.pixel * CI, TILE * CI);
                    window = row_after(window, 1, H, W);
                }
                for (int i = 0; i < TB * TILE && results > 0; i += FREQUENCIES, results--) {
                    const size_t at = result.pixel * CO + b * KC;
                    UNROLL for (int j = 0; j < TILE; j++) EACH_LINE(i, KC) SOON_WRITTEN(y + at + j * CO + i);
                    if (has & 4) UNROLL for (int j = 0; j < TILE; j++) EACH_LINE(i, KC) SOON_READ(residual + at + j * CO + i);
                    result = row_after(result, 0, H, W);
                }
                for (int t = 0; !SKIPPED(f) && t < tiles; t += RT)
                    multiply(V + (t * FREQUENCIES + f) * ROW, chunk_stride, u + f * range.channels * KC, M + (t * FREQUENCIES + f) * KC,
                             range.channels);
            }
            Tile to = start;
            for (int t = 0; t < tiles; t++, to = tile_after(to, H, W))
                store_tile(M + t * FREQUENCIES * KC, KC, b, bias, shift, residual, y, to, H, W, CO, has, range.last ? scale : 1.0f);
        }
        if (range.last) return;
        has = 4;
        residual = y;
    }
}
