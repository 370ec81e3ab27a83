// Weight gradient of a 3x3 convolution, stride 1, padding 1, on a CPU, through Winograd's F(4x4, 3x3):
//
//   dweight[i,j,c,o] += sum over n,h,w of x[n, h+i-1, w+j-1, c] * dy[n,h,w,o]
//                     = G^T ( sum over tiles t of V[f,t,c] * D[f,t,o] ) G,   V = B^T d B,  D = A dY A^T
//   db[o] += sum over n,h,w of dy[n,h,w,o]  where has_bias: D of both points 1, frequency 7, is the sum of a tile's pixels
//
// Source     Lavin and Gray 2016, arXiv:1509.09308; the transforms are in winograd_cpu.clh.
// Shapes     x [N,H,W,CI], dy [N,H,W,CO], dweight [3,3,CI,CO], db [CO]; CI and CO multiples of VL. T tiles, 36 frequencies f.
// Work       Whole: winograd_windows writes every V and D to global memory in panels of KC channels, V [ceil(CI/KC)][36][T|1][KC] (an
//            odd number of rows between frequencies, for they must not share the sets of a cache),
//            then winograd_weight_gradient sums over all tiles in registers, one work-item per (BI x BO) block of channels.
//            Best while V and D fit the cores' own caches.
//            Streamed: winograd_accumulate takes a share of the tiles, TB at a time, and adds their products to its own block of
//            dU, fetched early; winograd_sum adds the shares and transforms. A single share is transformed at once.
// Memory     V and D are read in runs of KC floats, RC of V at a time as scalars, KV vectors of D.
// Local      winograd_windows: none. winograd_weight_gradient: 36 * BI * BO floats.
//            winograd_accumulate:
//            ceil(TB/GROUP) * (ceil(BI/CHUNK) + ceil(BO/CHUNK)) * GROUP_STRIDE floats, [c / CHUNK][t / GROUP][f][t % GROUP][c % CHUNK]:
//            all distances inside a group of tiles are constants.
// Numerics   fp32; deterministic: each sum has one order, that of the tiles (and shares), whatever runs first.
// Macros     REPEATED (winograd_cpu.clh).
// Tuned      which form; BI, BO, TB, shares.
// Fixed      RC, KV (registers hold RC*KV accumulators, KV vectors of D, one value of V), CHUNK, GROUP.
// Judge      Conv2dTest.
#include "winograd_cpu.clh"

#ifndef RC
#define RC 4
#endif
#ifndef KV
#define KV 2
#endif
#define KC (KV * VL)

/* Tiles in a group of winograd_accumulate's local memory, floats between its frequencies and between groups. */
#define GROUP 8
#define F_STRIDE (GROUP * CHUNK + VL)
#define GROUP_STRIDE (FREQUENCIES * F_STRIDE)

/* Rows a and b, which are 0 and 5, 1 and 2 or 3 and 4 for pair 0, 1 or 2, of A dY A^T for the pixels at d. */
#define OUTPUT_GRADIENT_ROWS(pair, a, b, D, stride, d, down, across) {                                        \
    vf a_[TILE], b_[TILE], o_[WINDOW];                                                                        \
    UNROLL for (int j_ = 0; j_ < TILE; j_++) {                                                                \
        vf d_[TILE];                                                                                          \
        UNROLL for (int i_ = 0; i_ < TILE; i_++) d_[i_] = LOAD((d) + i_ * (down) + j_ * (across));            \
        output_gradient_pair(pair, &a_[j_], &b_[j_], d_);                                                     \
    }                                                                                                         \
    output_gradient_1d(o_, a_);                                                                               \
    STORE_ROW(D, a, stride, o_)                                                                               \
    output_gradient_1d(o_, b_);                                                                               \
    STORE_ROW(D, b, stride, o_)                                                                               \
}

#define OUTPUT_GRADIENT(D, stride, d, down, across) {                                                         \
    OUTPUT_GRADIENT_ROWS(0, 0, 5, D, stride, d, down, across)                                                 \
    READ_AGAIN(d);                                                                                            \
    OUTPUT_GRADIENT_ROWS(1, 1, 2, D, stride, d, down, across)                                                 \
    READ_AGAIN(d);                                                                                            \
    OUTPUT_GRADIENT_ROWS(2, 3, 4, D, stride, d, down, across)                                                 \
}

/* D[f stride + c] = A dY A^T of the 4x4 pixels of a tile, VL channels from dy on; pixels outside the image are 0. */
#define OUTPUT_GRADIENT_TRANSFORM(D, stride, dy, tile, H, W, C) {                                             \
    const __global float *p_ = (dy) + ((tile).h * (W) + (tile).w) * (C);                                      \
    if ((tile).h + TILE <= (H) && (tile).w + TILE <= (W)) {                                                   \
        const int down_ = (W) * (C), across_ = (C);                                                           \
        OUTPUT_GRADIENT(D, stride, p_, down_, across_)                                                        \
    } else {                                                                                                  \
        float patch_[TILE * TILE * VL];                                                                       \
        float *w_ = patch_;                                                                                   \
        ROLLED for (int i_ = 0; i_ < TILE; i_++)                                                              \
            UNROLL for (int j_ = 0; j_ < TILE; j_++) {                                                        \
                vf d_ = 0.0f;                                                                                 \
                if ((tile).h + i_ < (H) && (tile).w + j_ < (W)) d_ = LOAD(p_ + (i_ * (W) + j_) * (C));        \
                STORE(w_ + (i_ * TILE + j_) * VL, d_);                                                        \
            }                                                                                                 \
        READ_AGAIN(w_);                                                                                       \
        OUTPUT_GRADIENT(D, stride, w_, TILE * VL, VL)                                                         \
    }                                                                                                         \
}

/* dweight[.., c, o ..] += G^T u G, VL output channels. u_at(f) is the vector of frequency f. */
#define ADD_FILTER_GRADIENT(dweight, CI, CO, u_at) {                                                          \
    vf t_[WINDOW][3];                                                                                         \
    UNROLL for (int j_ = 0; j_ < WINDOW; j_++) {                                                              \
        vf d_[WINDOW];                                                                                        \
        UNROLL for (int i_ = 0; i_ < WINDOW; i_++) {                                                          \
            d_[i_] = 0.0f;                                                                                    \
            if (!SKIPPED(i_ * WINDOW + j_)) d_[i_] = u_at(i_ * WINDOW + j_);                                  \
        }                                                                                                     \
        filter_gradient_1d(t_[j_], d_);                                                                       \
    }                                                                                                         \
    UNROLL for (int i_ = 0; i_ < 3; i_++) {                                                                   \
        vf d_[WINDOW], o_[3];                                                                                 \
        UNROLL for (int j_ = 0; j_ < WINDOW; j_++) d_[j_] = t_[j_][i_];                                       \
        filter_gradient_1d(o_, d_);                                                                           \
        UNROLL for (int j_ = 0; j_ < 3; j_++) {                                                               \
            __global float *p_ = (dweight) + (i_ * 3 + j_) * (CI) * (CO);                                     \
            STORE(p_, fma(o_[j_], RESCALE, LOAD(p_)));                                                        \
        }                                                                                                     \
    }                                                                                                         \
}

/* V and D of TB tiles. Panels' channels beyond CI or CO are left unwritten and their sums unused. Range: (ceil(T/TB)). */
ONE_WORK_ITEM __kernel void winograd_windows(const __global float *restrict x, const __global float *restrict dy,
                                             __global float *restrict V, __global float *restrict D,
                                             int N, int H, int W, int CI, int CO, int TB) {
    const int T = tile_count(N, H, W), R = T | 1, first = get_group_id(0) * TB;
    Tile tile = tile_at(first, H, W);
    for (int t = first; t < min(T, first + TB); t++, tile = tile_after(tile, H, W)) {
        const __global float *xn = x + (size_t)tile.n * H * W * CI, *dyn = dy + (size_t)tile.n * H * W * CO;
        for (int c = 0; c < CI; c += VL)
            INPUT_TRANSFORM(V + ((size_t)c / KC * FREQUENCIES * R + t) * KC + c % KC, R * KC, xn + c, tile, H, W, CI)
        for (int o = 0; o < CO; o += VL)
            OUTPUT_GRADIENT_TRANSFORM(D + ((size_t)o / KC * FREQUENCIES * R + t) * KC + o % KC, R * KC, dyn + o, tile, H, W, CO)
    }
}

/* sum[r][k] += v[row * v_stride + r] * d[row * d_stride + k VL ..] */
#define OUTER_PRODUCT(sum, v, v_stride, d, d_stride, row) {                                                   \
    vf d_[KV];                                                                                                \
    UNROLL for (int k_ = 0; k_ < KV; k_++) d_[k_] = LOAD((d) + (row) * (d_stride) + k_ * VL);                 \
    UNROLL for (int r_ = 0; r_ < RC; r_++) {                                                                  \
        const vf v_ = (v)[(row) * (v_stride) + r_];                                                           \
        UNROLL for (int k_ = 0; k_ < KV; k_++) sum[r_][k_] = fma(v_, d_[k_], sum[r_][k_]);                    \
    }                                                                                                         \
}

/* The sum of the outer products of n rows, GROUP rows at a time, v_step and d_step floats between the groups. */
#define OUTER_PRODUCTS(sum, v, v_stride, v_step, d, d_stride, d_step, rows) {                                 \
    int t_ = 0;                                                                                               \
    for (; t_ + GROUP <= (rows); t_ += GROUP, v += v_step, d += d_step)                                       \
        UNROLL for (int u_ = 0; u_ < GROUP; u_++) OUTER_PRODUCT(sum, v, v_stride, d, d_stride, u_)            \
    for (int u_ = 0; t_ + u_ < (rows); u_++) OUTER_PRODUCT(sum, v, v_stride, d, d_stride, u_)                 \
}

/* The frequency where D is the sum of a tile's pixels: A's second row is all ones. */
#define PIXEL_SUM (WINDOW + 1)

/* The gradient of BI x BO channels from all tiles. KC divides BI and BO, RC divides KC.
   Range: (ceil(CI/BI), ceil(CO/BO)). */
ONE_WORK_ITEM __kernel void winograd_weight_gradient(const __global float *restrict V, const __global float *restrict D,
                                                     __global float *restrict dweight, __global float *restrict db,
                                                     __local float *dU, int T, int CI, int CO, int BI, int BO, int has_bias) {
    const int c0 = get_group_id(0) * BI, o0 = get_group_id(1) * BO, ci = min(BI, CI - c0), co = min(BO, CO - o0);
    for (int f = 0; f < FREQUENCIES; f++)
        for (int o = 0; !SKIPPED(f) && o < co; o += KC)
            for (int c = 0; c < ci; c += RC) {
                const __global float *v = V + ((size_t)(c0 + c) / KC * FREQUENCIES + f) * (T | 1) * KC + (c0 + c) % KC;
                const __global float *d = D + ((size_t)(o0 + o) / KC * FREQUENCIES + f) * (T | 1) * KC + (o0 + o) % KC;
                vf sum[RC][KV];
                UNROLL for (int r = 0; r < RC; r++) UNROLL for (int k = 0; k < KV; k++) sum[r][k] = 0.0f;
                OUTER_PRODUCTS(sum, v, KC, GROUP * KC, d, KC, GROUP * KC, T)
                UNROLL for (int r = 0; r < RC; r++)
                    UNROLL for (int k = 0; k < KV; k++) STORE(dU + (f * BI + c + r) * BO + o + k * VL, sum[r][k]);
            }
    for (int o = 0; has_bias && c0 == 0 && o < co; o += VL) {
        const __global float *d = D + ((size_t)(o0 + o) / KC * FREQUENCIES + PIXEL_SUM) * (T | 1) * KC + (o0 + o) % KC;
        vf sum = 0.0f;
        for (int t = 0; t < T; t++) sum += LOAD(d + t * KC);
        STORE(db + o0 + o, LOAD(db + o0 + o) + sum);
    }
    for (int c = 0; c < ci; c++)
        for (int o = 0; o < co; o += VL) {
            const __local float *u = dU + c * BO + o;
#define U_AT(f) LOAD(u + (f) * BI * BO)
            ADD_FILTER_GRADIENT(dweight + (c0 + c) * CO + o0 + o, CI, CO, U_AT)
#undef U_AT
        }
}

/* dweight += G^T (sum over shares of dU) G for row c of a block of BI x BO channels, from (c0, o0) on. */
INLINE void add_sums(const __global float *dU, __global float *dweight, int c0, int o0, int c, int CI, int CO, int BI, int BO,
                     size_t share, int shares) {
    for (int o = 0; o < min(BO, CO - o0); o += VL) {
        const __global float *u = dU + (o / KC * BI + c) * KC + o % KC;
        vf sum[FREQUENCIES];
        UNROLL for (int f = 0; f < FREQUENCIES; f++)
            if (!SKIPPED(f)) sum[f] = LOAD(u + f * BI * BO);
        for (int s = 1; s < shares; s++)
            UNROLL for (int f = 0; f < FREQUENCIES; f++)
                if (!SKIPPED(f)) sum[f] += LOAD(u + s * share + f * BI * BO);
#define U_AT(f) sum[f]
        ADD_FILTER_GRADIENT(dweight + (c0 + c) * CO + o0 + o, CI, CO, U_AT)
#undef U_AT
    }
}

/* db += sum over shares of biases for BO channels from o0 on. */
INLINE void add_biases(const __global float *biases, __global float *db, int o0, int CO, int BO, int shares) {
    for (int o = o0; o < min(o0 + BO, CO); o += VL) {
        vf total = LOAD(db + o);
        for (int s = 0; s < shares; s++) total += LOAD(biases + s * CO + o);
        STORE(db + o, total);
    }
}

/* dU[share] of BI x BO channels from the share's tiles: chunk k of TB tiles belongs to share k mod shares. dU lies in the
   order in which it is read and written: [shares][ceil(CI/BI)][ceil(CO/BO)][36][BO/KC][BI][KC]. The first channels' items also
   sum dy: biases [shares][CO]. A single share goes to dweight and db at once, while dU is in the caches.
   Range: (ceil(CI/BI), ceil(CO/BO), shares). */
ONE_WORK_ITEM __kernel void winograd_accumulate(const __global float *restrict x, const __global float *restrict dy,
                                                __global float *restrict dU, __global float *restrict biases,
                                                __global float *restrict dweight, __global float *restrict db, __local float *scratch,
                                                int N, int H, int W, int CI, int CO, int BI, int BO, int TB, int has_bias) {
    const int c0 = get_group_id(0) * BI, o0 = get_group_id(1) * BO, ci = min(BI, CI - c0), co = min(BO, CO - o0);
    const int share = get_group_id(2), shares = get_num_groups(2), T = tile_count(N, H, W);
    const int block = (share * get_num_groups(0) + get_group_id(0)) * get_num_groups(1) + get_group_id(1);
    const int chunk_stride = (TB + GROUP - 1) / GROUP * GROUP_STRIDE;
    __global float *u = dU + (size_t)block * FREQUENCIES * BI * BO;
    __local float *V = scratch, *D = scratch + (BI + CHUNK - 1) / CHUNK * chunk_stride;
    for (int first = share * TB; first < T; first += shares * TB) {
        const int tiles = min(TB, T - first);
        Tile tile = tile_at(first, H, W);
        for (int t = 0; t < tiles; t++, tile = tile_after(tile, H, W)) {
            const __global float *xn = x + (size_t)tile.n * H * W * CI + c0, *dyn = dy + (size_t)tile.n * H * W * CO + o0;
            __local float *vt = V + t / GROUP * GROUP_STRIDE + t % GROUP * CHUNK;
            __local float *dt = D + t / GROUP * GROUP_STRIDE + t % GROUP * CHUNK;
            for (int c = 0; c < ci; c += VL)
                INPUT_TRANSFORM(vt + c / CHUNK * chunk_stride + c % CHUNK, F_STRIDE, xn + c, tile, H, W, CI)
            for (int o = 0; o < co; o += VL)
                OUTPUT_GRADIENT_TRANSFORM(dt + o / CHUNK * chunk_stride + o % CHUNK, F_STRIDE, dyn + o, tile, H, W, CO)
        }
        for (int o = 0; has_bias && c0 == 0 && o < co; o += VL) {
            const __local float *d = D + o / CHUNK * chunk_stride + PIXEL_SUM * F_STRIDE + o % CHUNK;
            __global float *to = biases + share * CO + o0 + o;
            vf sum = first == share * TB ? (vf)(0.0f) : LOAD(to);
            for (int t = 0; t < tiles; t++) sum += LOAD(d + t / GROUP * GROUP_STRIDE + t % GROUP * CHUNK);
            STORE(to, sum);
        }
        /* The share's next tiles are asked for while these multiply. */
        const int later = first + shares * TB;
        Row next = row_at(tile_at(later, H, W), 0, H, W);
        int coming = clamp(T - later, 0, TB) * TILE;
        for (int f = 0; f < FREQUENCIES; f++) {
            for (int i = 0; i < TB * TILE && coming > 0; i += FREQUENCIES, coming--) {
                for (int p = 0; p < TILE; p++) {
                    soon_read_run(x + (next.pixel + p) * CI + c0, ci);
                    soon_read_run(dy + (next.pixel + p) * CO + o0, co);
                }
                next = row_after(next, 0, H, W);
            }
            for (int o = 0; !SKIPPED(f) && o < co; o += KC)
                for (int c = 0; c < ci; c += RC) {
                    const __local float *v = V + c / CHUNK * chunk_stride + f * F_STRIDE + c % CHUNK;
                    const __local float *d = D + o / CHUNK * chunk_stride + f * F_STRIDE + o % CHUNK;
                    __global float *to = u + (f * BO + o) * BI + c * KC;
                    vf sum[RC][KV];
                    UNROLL for (int r = 0; r < RC; r++) {
                        EACH_LINE(i, KC) SOON_WRITTEN(to + r * KC + i);
                        UNROLL for (int k = 0; k < KV; k++) sum[r][k] = 0.0f;
                    }
                    OUTER_PRODUCTS(sum, v, CHUNK, GROUP_STRIDE, d, CHUNK, GROUP_STRIDE, tiles)
                    if (first != share * TB)
                        UNROLL for (int r = 0; r < RC; r++)
                            UNROLL for (int k = 0; k < KV; k++) sum[r][k] += LOAD(to + r * KC + k * VL);
                    UNROLL for (int r = 0; r < RC; r++)
                        UNROLL for (int k = 0; k < KV; k++) STORE(to + r * KC + k * VL, sum[r][k]);
                }
        }
    }
    if (shares > 1) return;
    for (int c = 0; c < ci; c++) add_sums(u, dweight, c0, o0, c, CI, CO, BI, BO, 0, 1);
    if (has_bias && c0 == 0) add_biases(biases, db, o0, CO, BO, 1);
}

/* dweight += G^T (sum over shares of dU) G for one block of BI x BO channels' row c, and db += the sum of biases with the first row.
   Every share has a tile.
   Range: (ceil(CI/BI), ceil(CO/BO), BI). */
ONE_WORK_ITEM __kernel void winograd_sum(const __global float *restrict dU, const __global float *restrict biases,
                                         __global float *restrict dweight, __global float *restrict db,
                                         int CI, int CO, int BI, int BO, int shares, int has_bias) {
    const int c0 = get_group_id(0) * BI, o0 = get_group_id(1) * BO, c = get_group_id(2);
    const int block = get_group_id(0) * get_num_groups(1) + get_group_id(1);
    const size_t share = (size_t)get_num_groups(0) * get_num_groups(1) * FREQUENCIES * BI * BO;
    if (c0 + c >= CI) return;
    add_sums(dU + (size_t)block * FREQUENCIES * BI * BO, dweight, c0, o0, c, CI, CO, BI, BO, share, shares);
    if (has_bias && c0 + c == 0) add_biases(biases, db, o0, CO, BO, shares);
}
