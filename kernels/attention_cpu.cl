/* Multi-head attention, CPU family (Vaswani et al. 2017, eq. 1): o = softmax(q k^T / sqrt(D)) v per image and head.
 *
 * Shapes   qkv [N,T,3*HEADS*D]: all queries, then keys, then values, heads consecutive; o [N,T,HEADS*D];
 *          lse [N,HEADS,T]: log of the softmax's denominator, maximum included, written for the gradient.
 * Work     one work-item: queriesPerItem queries of a head, QUERIES at a time against KEYS keys at a time.
 * Memory   scores never leave the first-level cache; no T x T buffer.
 * Local    (2 D + KEYS) * QUERIES floats; with COPY 2 T D more, the head's keys and values.
 * Numerics fp32; any finite scores are safe. Softmax allows any level to be subtracted from a row's scores, so |q| max |k|, which is
 *          never below their maximum, saves looking for it; only where it is so far above that weights could be lost to
 *          underflow (CLOSE), the scores are computed once more for their true maximum.
 * Macros   D; COPY for heads whose rows are short; KEYS; QV, 1 for heads too wide for local memory.
 * Tuned    blocksPerItem: queriesPerItem / QUERIES.
 * Judge    AttentionTest, ReferenceVectorsTest.
 */
#include "attention_cpu.clh"

/* Above this level (in units of ln 2) the smallest weight, 2^(-2 level), would come close to the smallest float. */
#define CLOSE 48.0f

/* The largest sum_d rows[t][d]^2. */
INLINE float longest(KV const float *rows, int stride, int T) {
    float most = 0.0f;
    for (int t = 0; t < T; t++) {
        float square = 0.0f;
        UNROLL_SHORT for (int d = 0; d < D; d++) square = fma(rows[(size_t)t * stride + d], rows[(size_t)t * stride + d], square);
        most = max(most, square);
    }
    return most;
}

/* top[k] = the largest scores of all T keys. */
INLINE void largest(KV const float *rows, int stride, __local const float *qt, int T, vf *top) {
    UNROLL for (int k = 0; k < QV; k++) top[k] = (vf)(-3e38f);
    for (int t = 0; t < T; t++) {
        vf sum[TILE][QV];
        tile_scores(1, rows + (size_t)t * stride, stride, qt, sum);
        UNROLL for (int k = 0; k < QV; k++) top[k] = vlarger(top[k], sum[0][k]);
    }
}

CPU_KERNEL void attention_cpu(__global const float *restrict qkv, __global float *restrict lse, __global float *restrict o,
                              __local float *restrict scratch, int T, int HEADS, int queriesPerItem) {
    const int n = get_group_id(2), h = get_group_id(1), inner = HEADS * D, row = 3 * inner;
    const int begin = get_group_id(0) * queriesPerItem, end = min(T, begin + queriesPerItem);
    __global const float *head = qkv + (size_t)n * T * row + h * D;
    __local float *qt = scratch, *ot = qt + D * QUERIES, *s = ot + D * QUERIES;
    const Head kv = head_of(head, s + KEYS * QUERIES, T, inner);
    const float length = longest(kv.keys, KV_STRIDE, T);
    for (int t = begin; t < end; t += QUERIES) {
        const int count = min(QUERIES, end - t);
        transpose(head + (size_t)t * row, qt, count, row, SCORE);
        vf level[QV], sum[QV];
        float highest = 0.0f;
        UNROLL for (int k = 0; k < QV; k++) {
            vf square = (vf)(0.0f);
            for (int d = 0; d < D; d++) square = fma(LOAD(qt + d * QUERIES + k * VL), LOAD(qt + d * QUERIES + k * VL), square);
            level[k] = sqrt(square * length);
            highest = max(highest, vmax(level[k]));
            sum[k] = (vf)(0.0f);
        }
        if (highest > CLOSE) largest(kv.keys, KV_STRIDE, qt, T, level);
        for (int i = 0; i < D * QUERIES; i += VL) STORE(ot + i, (vf)(0.0f));
        for (int u0 = 0; u0 < T; u0 += KEYS) {
            const int block = min(KEYS, T - u0);
            scores(kv.keys + (size_t)u0 * KV_STRIDE, KV_STRIDE, qt, s, block);
            for (int u = 0; u < block; u++)
                UNROLL for (int k = 0; k < QV; k++) {
                    const vf p = vexp2_bounded(LOAD(s + u * QUERIES + k * VL) - level[k]);
                    sum[k] += p;
                    STORE(s + u * QUERIES + k * VL, p);
                }
            weighted_sum(kv.values + (size_t)u0 * KV_STRIDE, KV_STRIDE, s, ot, block);
        }
        UNROLL for (int k = 0; k < QV; k++) {
            store_lanes(lse + ((size_t)n * HEADS + h) * T + t + k * VL, level[k] / LOG2E + log(sum[k]), count - k * VL);
            const vf share = 1.0f / sum[k];
            for (int d = 0; d < D; d++) STORE(ot + d * QUERIES + k * VL, LOAD(ot + d * QUERIES + k * VL) * share);
        }
        transpose_back(ot, o + ((size_t)n * T + t) * inner + h * D, count, inner, 1.0f);
    }
}
