// 3x3 convolution, stride 1, padding 1, on a CPU, for so few tiles that its filters decide: Winograd F(4x4, 3x3) that reads the filters
// themselves, nine numbers where their transform has 36, and transforms them on the way. The sum is that of conv2d_winograd_cpu.cl, to the
// last bit, so that a picture does not depend on how many are drawn with it.
//
// Source     Lavin and Gray 2016, arXiv:1509.09308; the transforms are in winograd_cpu.clh and conv2d_winograd_cpu.clh.
// Shapes     x [N,H,W,CI], y and residual [N,H,W,CO], bias [CO], shift [N,CO], weight [3,3,CI,CO]; CI and CO multiples of VL;
//            few tiles. G [ceil(CO/KC)][CI][9][KC] with KC = KV*VL: filters in the order of their use, zero beyond CO.
// Work       winograd_pack: work-item (b, r) copies the filters of run r of input channels and of block b of KC output channels.
//            winograd_pack_flipped: work-item (b, r) the same of VL output channels of dy, for dx.
//            conv2d_winograd_few: work-item (b, s) computes TB tiles for slice s of the output channels: windows of `held` channels, all
//            or whole ranges, -> V, then for each KC channels: V U -> M, a chunk of input channels after the other; after each range
//            M -> 4x4 pixels of y, which the cache still has when the next range adds to them. Where there are 32 registers (VL = 16)
//            24 of them sum a row of frequencies for RT tiles: U's row is made anew for every RT tiles and never stored, as 36 stores
//            for nine numbers would take as long as the products of eight tiles. Where there are 16, U is stored for SOME channels.
// Memory     G is read once a work-item, in one stream that is asked for ahead: a network's filters are larger than caches. x is read once a slice.
//            y may be the residual.
// Local      scratch: 36 * RT * groups * (ceil(held/CHUNK) * CHUNK + KC) floats, groups = ceil(TB/RT): M[group][f][t][k] and
//            V[c / CHUNK][group][f][t][c % CHUNK]; with 16 registers also U[f][c][k] and S, a chunk's sums, like M: 36 * KC * (SOME +
//            RT * groups). What SOME channels touch of them lies in the first-level cache.
// Numerics   fp32; largest error about 1e-5 of the largest |y| (the direct sum: 1e-6), from the transforms' constants.
// Macros     REPEATED (winograd_cpu.clh), CR (conv2d_winograd_cpu.clh).
// Fixed      RT, KV (1 with 32 registers), CHUNK (as in conv2d_winograd_cpu.cl), SOME, AHEAD (channels; 4 and 12 as fast).
// Judge      Conv2dTest.
#include "conv2d_winograd_cpu.clh"

#define FILTER 9
#define PRODUCTS (FREQUENCIES * RT * KC)

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

/* G for dx = conv(dy, flipped and transposed weight): its input channels are the weight's CO, its output channels the weight's CI.
   Range: (ceil(CI/KC), CO / VL). A work-item transposes VL x RUN channels in scratch: VL * RUN floats. */
ONE_WORK_ITEM __kernel void winograd_pack_flipped(const __global float *restrict weight, __global float *restrict G,
                                                  __local float *scratch, int CI, int CO) {
    const int block = get_group_id(0), o = get_group_id(1) * VL, run = min(RUN, VL);
    for (int i = 0; i < FILTER; i++)
        for (int k = 0; k < KV; k++) {
            const int c = block * KC + k * VL;
            const __global float *from = weight + (i * CI + c) * CO + o;
            __global float *to = G + ((block * CO + o) * FILTER + FILTER - 1 - i) * KC + k * VL;
            if (c < CI) UNROLL for (int l = 0; l < VL; l++) SOON_READ(from + l * CO + VL);
            for (int m = 0; m < VL; m++, to += FILTER * KC) {
                if (c < CI && m % run == 0) turn_run(from + m, CO, scratch);
                vf g = 0.0f;
                if (c < CI) g = LOAD(scratch + m % run * VL);
                STORE(to, g);
            }
        }
}

#if VL == 16
/* M[f][t] += V[f][t] U[f] for the six frequencies of a row, RT tiles and a chunk of input channels, or = without `more`. Asks for a sixth
   of the filters that come next. */
INLINE void add_row(const int row, const __global float *G, const __local float *V, __local float *M, int channels, int more) {
    if (SKIPPED(row * WINDOW)) return;
    const int asked = FILTER * KC / WINDOW;
    const __global float *next = G + (FILTER * KC + row * asked) * channels;
    V += row * WINDOW * RT * CHUNK;
    M += row * WINDOW * RT * KC;
    vf sum[WINDOW][RT];
    UNROLL for (int f = 0; f < WINDOW; f++) UNROLL for (int r = 0; r < RT; r++) sum[f][r] = 0.0f;
    ROLLED for (int c = 0; c < channels; c++, G += FILTER * KC, next += asked) {
        EACH_LINE(i, asked) SOON_READ(next + i);
        vf t[3], u[WINDOW];
        UNROLL for (int j = 0; j < 3; j++) {
            vf g[3], o[WINDOW];
            UNROLL for (int i = 0; i < 3; i++) g[i] = LOAD(G + (i * 3 + j) * KC);
            filter_1d(o, g);
            t[j] = o[row];
        }
        filter_1d(u, t);
        UNROLL for (int f = 0; f < WINDOW; f++)
            UNROLL for (int r = 0; r < RT; r++)
                if (!SKIPPED(f)) sum[f][r] = fma((vf)(V[(f * RT + r) * CHUNK + c]), u[f], sum[f][r]);
    }
    UNROLL for (int f = 0; f < WINDOW; f++)
        UNROLL for (int r = 0; r < RT; r++) {
            __local float *m = M + (f * RT + r) * KC;
            STORE(m, more ? LOAD(m) + sum[f][r] : sum[f][r]);
        }
}

/* M[group] += V[group] U for a chunk of input channels, or = without `more`. */
INLINE void add_chunk(const __global float *G, const __local float *V, __local float *M, __local float *scratch, int channels, int groups, int more) {
    for (int group = 0; group < groups; group++, V += FREQUENCIES * RT * CHUNK, M += PRODUCTS)
        UNROLL for (int row = 0; row < WINDOW; row++) add_row(row, G, V, M, channels, more);
}
#else
#define SOME 4
#define AHEAD 8

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

/* S[f][t] += V[f][t] U[f] for SOME input channels and RT tiles, or = without `more`. */
INLINE void multiply(const __local float *V, const __local float *U, __local float *S, int more) {
    for (int f = 0; f < FREQUENCIES; f++, V += RT * CHUNK, U += SOME * KC, S += RT * KC) {
        if (SKIPPED(f)) continue;
        vf sum[RT][KV];
        UNROLL for (int r = 0; r < RT; r++)
            UNROLL for (int k = 0; k < KV; k++) sum[r][k] = more ? LOAD(S + r * KC + k * VL) : (vf)(0.0f);
        UNROLL for (int c = 0; c < SOME; c++) {
            vf u[KV];
            UNROLL for (int k = 0; k < KV; k++) u[k] = LOAD(U + c * KC + k * VL);
            UNROLL for (int r = 0; r < RT; r++) {
                const vf v = V[r * CHUNK + c];
                UNROLL for (int k = 0; k < KV; k++) sum[r][k] = fma(v, u[k], sum[r][k]);
            }
        }
        UNROLL for (int r = 0; r < RT; r++) UNROLL for (int k = 0; k < KV; k++) STORE(S + r * KC + k * VL, sum[r][k]);
    }
}

/* M[group] += V[group] U for a chunk of input channels, or = without `more`. */
INLINE void add_chunk(const __global float *G, const __local float *V, __local float *M, __local float *scratch, int channels, int groups, int more) {
    __local float *U = scratch, *S = more ? U + FREQUENCIES * SOME * KC : M;
    for (int c = 0; c < channels; c += SOME) {
        transform_filters(G + c * FILTER * KC, U);
        for (int group = 0; group < groups; group++) {
            const __local float *v = V + group * FREQUENCIES * RT * CHUNK + c;
            /* Literals, so that each frequency need not choose: 1.5 %. */
            if (c == 0) multiply(v, U, S + group * PRODUCTS, 0);
            else multiply(v, U, S + group * PRODUCTS, 1);
        }
    }
    for (int i = 0; more && i < groups * PRODUCTS; i += VL) STORE(M + i, LOAD(M + i) + LOAD(S + i));
}
#endif

/* has: 1 = bias, 2 = shift, 4 = residual; a tensor that it does not name is not read. Range: (ceil(T/TB), slices). */
ONE_WORK_ITEM __kernel void conv2d_winograd_few(const __global float *restrict x, const __global float *restrict G,
                                                const __global float *restrict bias, const __global float *restrict shift,
                                                const __global float *residual, __global float *y,
                                                __local float *scratch, int N, int H, int W, int CI, int CO, int TB, int held, int has, float scale) {
    const int first = get_group_id(0) * TB, tiles = min(TB, tile_count(N, H, W) - first), groups = (tiles + RT - 1) / RT;
    const int chunk_stride = groups * FREQUENCIES * RT * CHUNK, range = CR ? CR : CI;
    const int blocks = (CO + KC - 1) / KC, slices = get_num_groups(1), slice = get_group_id(1);
    __local float *M = scratch, *V = M + groups * PRODUCTS, *rest = V + (held + CHUNK - 1) / CHUNK * chunk_stride;
    for (int begin = 0, end = held; begin < CI; begin = end, end = min(end + held, CI)) {
        Tile tile = tile_at(first, H, W);
        for (int t = 0; t < tiles; t++, tile = tile_after(tile, H, W))
            for (int c = begin; c < end; c += VL) {
                __local float *v = V + (c - begin) / CHUNK * chunk_stride + (t / RT * FREQUENCIES * RT + t % RT) * CHUNK + c % CHUNK;
                INPUT_TRANSFORM(v, RT * CHUNK, x + (size_t)tile.n * H * W * CI + c, tile, H, W, CI)
            }
        for (int b = blocks * slice / slices; b < blocks * (slice + 1) / slices; b++)
            for (int c = begin; c < end; c += CHUNK) {
                const int next = min(c + CHUNK, CI), is_first = c < range, is_last = next == CI;
                add_chunk(G + (b * CI + c) * FILTER * KC, V + (c - begin) / CHUNK * chunk_stride, M, rest, next - c, groups, c % range > 0);
                if (next % range > 0 && !is_last) continue;
                tile = tile_at(first, H, W);
                for (int t = 0; t < tiles; t++, tile = tile_after(tile, H, W))
                    store_tile(M + t / RT * PRODUCTS + t % RT * KC, RT * KC, b, bias, shift, is_first ? residual : y, y, tile, H, W, CO,
                               is_first ? has : 4, is_last ? scale : 1.0f);
            }
    }
}
