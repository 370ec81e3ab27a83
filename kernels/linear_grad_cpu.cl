/* Weight gradient of the linear layer, CPU family: a GEMM over the rows, optionally cut into parts that are added in order.
 *
 * dw[c,o] += sum_p x[p,c] dy[p,o];   with has_bias  db[o] += sum_p dy[p,o]
 * (The input gradient is linear_cpu.cl on transposed weights.)
 * Shapes   x [R,CI], dy [R,CO], dw [CI,CO], db [CO], parts [S,CI,CO] and [S,CO]. With JOINED x is in two parts, x [R,C1] and
 *          x2 [R,CI-C1]; else C1 = CI.
 * Work     one work-item: a block of ciPerItem by panelsPerItem * KC weights over rowsPerItem rows; sums in tiles of ROWS x KC.
 *          With S > 1 parts of the rows, items write parts and sum_parts of column_sum_cpu.cl adds them, so the order of a sum never depends on timing.
 * Memory   BLOCK rows at a time are packed to local memory: x as rows of whole tiles, dy as [panel][row][KC], where the items of the
 *          first channels of x find the sums for db.
 * Local    BLOCK * (ciPerItem rounded up to ROWS) floats, and BLOCK * panelsPerItem * KC.
 * Numerics fp32; BLOCK products a sum, the sums in order: exact to about BLOCK / 2 units in the last place.
 * Tuned    the parts of the rows.
 * Fixed    ROWS x COLS (registers), BLOCK; ciPerItem, panelsPerItem: as many as local memory holds and leave each core work.
 * Judge    LinearTest, ReferenceVectorsTest.
 */
#include "linear_cpu.clh"
#ifndef BLOCK
#define BLOCK 64
#endif
/* Channels of a packed row: whole tiles. With six rows a tile, the rows of power-of-two sizes lose their power-of-two strides. */
#define PACKED(channels) (((channels) + ROWS - 1) / ROWS * ROWS)

/* to[row][c] = x[row][c] in rows of `packed` floats; zeros from the last channel to `filled`. */
INLINE void pack_rows(__global const float *x, __local float *to, int rows, int stride, int channels, int packed, int filled) {
    for (int p = 0; p < rows; p++) {
        int c = 0;
        for (; c + VL <= channels; c += VL) STORE(to + p * packed + c, LOAD(x + (size_t)p * stride + c));
        for (; c < filled; c++) to[p * packed + c] = c < channels ? x[(size_t)p * stride + c] : 0.0f;
    }
}

/* Asks for the share-th of `shares` parts of BLOCK rows of x. */
INLINE void ask(__global const float *x, int CI, int share, int shares) {
    const int lines = (BLOCK * CI / LINE + shares - 1) / shares;
    for (int i = share * lines; i < (share + 1) * lines; i++) PREFETCH_L2(x + i * LINE);
}

/* to[panel][row][k] = dy[row][panel KC + k], zeros beyond the last channel. */
INLINE void pack_panels(__global const float *dy, __local float *to, int rows, int stride, int channels) {
    for (int column = 0; column < (channels + KC - 1) / KC * KC; column += VL) {
        __local float *packed = to + column / KC * BLOCK * KC + column % KC;
        if (column + VL <= channels) {
            for (int p = 0; p < rows; p++) STORE(packed + p * KC, LOAD(dy + (size_t)p * stride + column));
        } else {
            for (int p = 0; p < rows; p++) STORE(packed + p * KC, load_lanes(dy + (size_t)p * stride + column, channels - column));
        }
    }
}

/* out[r][k] = (add ? out : 0) + sum_p x[p][r] dy[p][k] */
INLINE void tile_gradient(__local const float *x, __local const float *dy, __global float *out, int xStride, int stride, int rows,
                          int height, int width, int add) {
    vf sum[ROWS][COLS];
    UNROLL for (int r = 0; r < ROWS; r++) UNROLL for (int k = 0; k < COLS; k++) sum[r][k] = (vf)(0.0f);
    for (int p = 0; p < rows; p++) {
        vf d[COLS];
        UNROLL for (int k = 0; k < COLS; k++) d[k] = LOAD(dy + p * KC + k * VL);
        UNROLL for (int r = 0; r < ROWS; r++) {
            const vf value = (vf)(x[p * xStride + r]);
            UNROLL for (int k = 0; k < COLS; k++) sum[r][k] = fma(value, d[k], sum[r][k]);
        }
    }
    if (height >= ROWS && width >= KC) {
        UNROLL for (int r = 0; r < ROWS; r++)
            UNROLL for (int k = 0; k < COLS; k++) {
                __global float *to = out + (size_t)r * stride + k * VL;
                STORE(to, add ? LOAD(to) + sum[r][k] : sum[r][k]);
            }
        return;
    }
    float tile[ROWS * KC];
    UNROLL for (int r = 0; r < ROWS; r++) UNROLL for (int k = 0; k < COLS; k++) STORE(tile + r * KC + k * VL, sum[r][k]);
    for (int r = 0; r < min(ROWS, height); r++)
        for (int o = 0; o < min(KC, width); o++) {
            __global float *to = out + (size_t)r * stride + o;
            *to = add ? *to + tile[r * KC + o] : tile[r * KC + o];
        }
}

/* db[o] = (add ? db[o] : 0) + sum over rows of packed panels. */
INLINE void panel_sums(__local const float *dy, __global float *db, int rows, int columns, int add) {
    for (int o = 0; o < columns; o += KC, dy += BLOCK * KC) {
        vf even[COLS], odd[COLS];
        UNROLL for (int k = 0; k < COLS; k++) {
            even[k] = (vf)(0.0f);
            odd[k] = rows % 2 ? LOAD(dy + (rows - 1) * KC + k * VL) : (vf)(0.0f);
        }
        for (int p = 0; p + 2 <= rows; p += 2)
            UNROLL for (int k = 0; k < COLS; k++) {
                even[k] += LOAD(dy + p * KC + k * VL);
                odd[k] += LOAD(dy + (p + 1) * KC + k * VL);
            }
        UNROLL for (int k = 0; k < COLS; k++) {
            const int left = columns - o - k * VL;
            __global float *to = db + o + k * VL;
            if (left > 0) store_lanes(to, even[k] + odd[k] + (add ? load_lanes(to, left) : (vf)(0.0f)), left);
        }
    }
}

/* out and db are dw and db, to which is added, or parts, of which part get_group_id(0) is written. */
CPU_KERNEL void linear_weight_gradient_cpu(__global const float *restrict x, __global const float *restrict x2, __global const float *restrict dy,
                                           __global float *restrict out, __global float *restrict db,
                                           __local float *restrict xs, __local float *restrict dys, int R, int CI, int C1, int CO,
                                           int rowsPerItem, int ciPerItem, int panelsPerItem, int has_bias) {
    const int begin = get_group_id(0) * rowsPerItem, end = min(R, begin + rowsPerItem);
    const int c0 = get_group_id(1) * ciPerItem, channels = min(ciPerItem, CI - c0);
    const int o0 = get_group_id(2) * panelsPerItem * KC, columns = min(panelsPerItem * KC, CO - o0);
    const int parts = get_num_groups(0) > 1;
    out += get_group_id(0) * (size_t)CI * CO + (size_t)c0 * CO + o0;
    for (int p = begin; p < end; p += BLOCK) {
        const int rows = min(BLOCK, end - p);
        const int first = JOINED ? clamp(C1 - c0, 0, channels) : channels, packed = PACKED(channels);
        if (first > 0) pack_rows(x + (size_t)p * C1 + c0, xs, rows, C1, first, packed, first < channels ? first : packed);
        if (first < channels)
            pack_rows(x2 + (size_t)p * (CI - C1) + max(0, c0 - C1), xs + first, rows, CI - C1, channels - first, packed, packed - first);
        pack_panels(dy + (size_t)p * CO + o0, dys, rows, CO, columns);
        if (has_bias && c0 == 0) panel_sums(dys, db + get_group_id(0) * (size_t)CO + o0, rows, columns, !parts || p > begin);
        // The next block's lines of x are asked for with the tiles, a share with each: a burst would fill the first-level cache. So are those
        // of dy where an item takes its whole rows.
        const int tiles = ((columns + KC - 1) / KC) * (packed / ROWS);
        int tile = 0;
        for (int o = 0; o < columns; o += KC)
            for (int c = 0; c < channels; c += ROWS, tile++) {
                ask(x + (size_t)(p + BLOCK) * C1, C1, tile, tiles);
                if (JOINED) ask(x2 + (size_t)(p + BLOCK) * (CI - C1), CI - C1, tile, tiles);
                if (columns == CO) ask(dy + (size_t)(p + BLOCK) * CO, CO, tile, tiles);
                tile_gradient(xs + c, dys + o * BLOCK, out + (size_t)c * CO + o, packed, CO, rows, channels - c, columns - o,
                              !parts || p > begin);
            }
    }
}
