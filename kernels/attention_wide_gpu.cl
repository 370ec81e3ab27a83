// Attention of wide heads on a GPU, with its gradients. Formulas and shapes as in attention_gpu.cl. All four results are
//
//   out_i = sum over j of weight[i,j] b_j
//
//   kernel                    i        j        weight   b      products for the weight
//   attention_wide_gpu        query    key      p        v      q k
//   attention_wide_queries    query    key      ds       k      q k, do v
//   attention_wide_keys       key      query    ds       q      k q, v do
//   attention_wide_values     key      query    p        do     k q
//
// Work       group (tile, n * HEADS + h), counted through and begun at `first`: ROWS rows i, eight items each. For every COLUMNS
//            rows j: eight items share a row of weights, four each; then an item adds to four rows of the result, every 32nd
//            float of them.
// Memory     products walk D in slices of SLICE floats of ROWS + COLUMNS tokens; b follows, NEAR whole rows at a time.
// Local      pool: slices, then rows of b; weights [ROWS][COLUMNS + 4]; 9 * ROWS floats for maxima and sums. Below 14 KiB up to D
//            = 512.
// Numerics   fp32; j in order, the maximum follows COLUMNS keys at a time. The result stays in registers: ROWS * D / LANES floats
//            an item.
// Tuned      ROWS (a multiple of 4).
// Judge      AttentionTest, ReferenceVectorsTest, SecondOpinionTest (races).
#include "attention_gpu.clh"

#ifndef ROWS
#define ROWS 32
#endif
#define COLUMNS 32
#define SLICE 16
#define SLICE_PITCH (SLICE + 4)
#define WEIGHT_PITCH (COLUMNS + 4)
#define LANES (8 * ROWS)
#define CHUNKS ((D + 31) / 32)
// Rows of b in the pool: as many as fit 2048 floats, at least four.
#define NEAR (CHUNKS > 8 ? 4 : CHUNKS > 4 ? 8 : CHUNKS > 2 ? 16 : 32)
#define SLICES_SIZE ((ROWS + COLUMNS) * SLICE_PITCH)
#define NEAR_SIZE (NEAR * CHUNKS * 32)
#define POOL (SLICES_SIZE > NEAR_SIZE ? SLICES_SIZE : NEAR_SIZE)
#define GROUP __attribute__((reqd_work_group_size(LANES, 1, 1)))

enum { FORWARD, QUERIES, KEYS, VALUES };

/* Rows of one head of one image: where the first begins, and floats from one to the next. */
typedef struct {
    const __global float *first;
    int stride;
} Rows;

INLINE float4 quad_of(Rows rows, int token, int i, int T) {
    return row_quad(rows.first + (size_t)token * rows.stride, i, token < T);
}

/* product[e] += a_i b_j for this item's row i and columns j = part + 8 e. All items must come here. */
INLINE void multiply_rows(float product[4], Rows a, Rows b, int i0, int j0, int T, __local float *pool) {
    const int item = get_local_id(0), mine = item / 8, part = item % 8;
    __local float *pool_b = pool + ROWS * SLICE_PITCH;
    for (int d0 = 0; d0 < D; d0 += SLICE) {
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int e = item; e < (ROWS + COLUMNS) * (SLICE / 4); e += LANES) {
            const int row = e / (SLICE / 4), q = e % (SLICE / 4);
            const float4 v = row < ROWS ? quad_of(a, i0 + row, d0 / 4 + q, T) : quad_of(b, j0 + row - ROWS, d0 / 4 + q, T);
            *(__local float4 *)(pool + row * SLICE_PITCH + 4 * q) = v;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        UNROLL for (int q = 0; q < SLICE / 4; q++) {
            const float4 v = *(__local float4 *)(pool + mine * SLICE_PITCH + 4 * q);
            UNROLL for (int e = 0; e < 4; e++)
                product[e] += dot(v, *(__local float4 *)(pool_b + (part + 8 * e) * SLICE_PITCH + 4 * q));
        }
    }
}

/* Adds weights [ROWS][COLUMNS] times the rows b_j to sums; all items must come here. */
INLINE void add_weighted(float sums[CHUNKS][4], const __local float *weights, Rows b, int j0, int T, __local float *pool) {
    const int item = get_local_id(0), column = item % 32, row = item / 32 * 4;
    for (int near = 0; near < COLUMNS; near += NEAR) {
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int e = item; e < NEAR * CHUNKS * 8; e += LANES) {
            const int j = e / (CHUNKS * 8), q = e % (CHUNKS * 8);
            *(__local float4 *)(pool + j * CHUNKS * 32 + 4 * q) = quad_of(b, j0 + near + j, q, T);
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int j = 0; j < NEAR; j += 4) {
            float4 w[4];
            UNROLL for (int i = 0; i < 4; i++) w[i] = *(const __local float4 *)(weights + (row + i) * WEIGHT_PITCH + near + j);
            const __local float *p = pool + j * CHUNKS * 32 + column;
            UNROLL for (int c = 0; c < CHUNKS; c++) {
                const float4 v = (float4)(p[32 * c], p[32 * (CHUNKS + c)], p[32 * (2 * CHUNKS + c)], p[32 * (3 * CHUNKS + c)]);
                UNROLL for (int i = 0; i < 4; i++) sums[c][i] += dot(w[i], v);
            }
        }
    }
}

INLINE void attend(const int kind, const __global float *qkv, const __global float *dout, const __global float *lse,
                   const __global float *delta, __global float *lse_out, __global float *to, int to_stride,
                   int T, int HEADS, int first,
                   __local float *pool, __local float *weights, __local float *shared, __local float *per_row) {
    const int tiles = (T + ROWS - 1) / ROWS, group = first + (int)get_group_id(0), head = group / tiles;
    const int item = get_local_id(0), part = item % 8, i0 = group % tiles * ROWS, i = i0 + item / 8;
    const int inner = HEADS * D, offset = head % HEADS * D;
    const size_t image = (size_t)(head / HEADS) * T, line = (size_t)head * T;
    const __global float *base = qkv + image * 3 * inner + offset;
    const Rows q = {base, 3 * inner}, k = {base + inner, 3 * inner}, v = {base + 2 * inner, 3 * inner};
    const Rows d = {dout + image * inner + offset, inner};
    const bool by_query = kind == FORWARD || kind == QUERIES;

    float sums[CHUNKS][4], top = -INFINITY, denominator = 0.f;
    UNROLL for (int c = 0; c < CHUNKS; c++) UNROLL for (int e = 0; e < 4; e++) sums[c][e] = 0.f;
    for (int j0 = 0; j0 < T; j0 += COLUMNS) {
        float score[4] = {0.f, 0.f, 0.f, 0.f}, above[4] = {0.f, 0.f, 0.f, 0.f};
        multiply_rows(score, by_query ? q : k, by_query ? k : q, i0, j0, T, pool);
        if (kind == QUERIES) multiply_rows(above, d, v, i0, j0, T, pool);
        if (kind == KEYS) multiply_rows(above, v, d, i0, j0, T, pool);
        if (kind == FORWARD) {
            float larger = -INFINITY;
            UNROLL for (int e = 0; e < 4; e++) {
                score[e] = j0 + part + 8 * e < T ? score[e] * SCALE : -INFINITY;
                larger = fmax(larger, score[e]);
            }
            shared[item] = larger;
            barrier(CLK_LOCAL_MEM_FENCE);
            larger = top;
            UNROLL for (int e = 0; e < 8; e++) larger = fmax(larger, shared[item - part + e]);
            barrier(CLK_LOCAL_MEM_FENCE);
            float sum = 0.f;
            UNROLL for (int e = 0; e < 4; e++) {
                score[e] = exp(score[e] - larger);
                sum += score[e];
            }
            shared[item] = sum;
            if (part == 0) per_row[item / 8] = exp(top - larger);
            denominator *= exp(top - larger);
            top = larger;
        } else {
            UNROLL for (int e = 0; e < 4; e++) {
                const int j = j0 + part + 8 * e, t = by_query ? i : j;
                const bool exists = i < T && j < T;
                const float p = exists ? exp(score[e] * SCALE - lse[line + t]) : 0.f;
                score[e] = kind == VALUES ? p : exists ? p * (above[e] - delta[line + t]) * SCALE : 0.f;
            }
        }
        UNROLL for (int e = 0; e < 4; e++) weights[item / 8 * WEIGHT_PITCH + part + 8 * e] = score[e];
        if (kind == FORWARD) {
            barrier(CLK_LOCAL_MEM_FENCE);
            UNROLL for (int e = 0; e < 8; e++) denominator += shared[item - part + e];
            UNROLL for (int c = 0; c < CHUNKS; c++) UNROLL for (int e = 0; e < 4; e++) sums[c][e] *= per_row[item / 32 * 4 + e];
        }
        add_weighted(sums, weights, kind == FORWARD ? v : kind == QUERIES ? k : kind == KEYS ? q : d, j0, T, pool);
    }
    if (kind == FORWARD) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (part == 0) per_row[item / 8] = 1.f / denominator;
        if (part == 0 && i < T) lse_out[line + i] = top + log(denominator);
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    UNROLL for (int e = 0; e < 4; e++) {
        const int row = item / 32 * 4 + e;
        UNROLL for (int c = 0; c < CHUNKS; c++) {
            const int at = 32 * c + item % 32;
            if (i0 + row < T && at < D)
                to[(image + i0 + row) * to_stride + offset + at] = kind == FORWARD ? sums[c][e] * per_row[row] : sums[c][e];
        }
    }
}

#define MEMORY                                                                                                       \
    __local float pool[POOL] __attribute__((aligned(16))), weights[ROWS * WEIGHT_PITCH] __attribute__((aligned(16))); \
    __local float shared[LANES], per_row[ROWS];

GROUP __kernel void attention_wide_gpu(const __global float *restrict qkv, __global float *restrict lse,
                                       __global float *restrict o, int T, int HEADS, int first) {
    MEMORY
    attend(FORWARD, qkv, qkv, 0, 0, lse, o, HEADS * D, T, HEADS, first, pool, weights, shared, per_row);
}

GROUP __kernel void attention_wide_queries(const __global float *restrict qkv, const __global float *restrict lse,
                                           const __global float *restrict delta, const __global float *restrict dout,
                                           __global float *restrict dqkv, int T, int HEADS, int first) {
    MEMORY
    attend(QUERIES, qkv, dout, lse, delta, 0, dqkv, 3 * HEADS * D, T, HEADS, first, pool, weights, shared, per_row);
}

GROUP __kernel void attention_wide_keys(const __global float *restrict qkv, const __global float *restrict lse,
                                        const __global float *restrict delta, const __global float *restrict dout,
                                        __global float *restrict dqkv, int T, int HEADS, int first) {
    MEMORY
    attend(KEYS, qkv, dout, lse, delta, 0, dqkv + HEADS * D, 3 * HEADS * D, T, HEADS, first, pool, weights, shared, per_row);
}

GROUP __kernel void attention_wide_values(const __global float *restrict qkv, const __global float *restrict lse,
                                          const __global float *restrict dout, __global float *restrict dqkv,
                                          int T, int HEADS, int first) {
    MEMORY
    attend(VALUES, qkv, dout, lse, 0, 0, dqkv + 2 * HEADS * D, 3 * HEADS * D, T, HEADS, first, pool, weights, shared, per_row);
}
