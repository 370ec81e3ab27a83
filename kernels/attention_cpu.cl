/* Multi-head attention, CPU family (Vaswani et al. 2017, eq. 1): o = softmax(q k^T / sqrt(D)) v per image and head.
 *
 * Shapes   qkv [N,T,3*HEADS*D]: all queries, then keys, then values, heads consecutive; o [N,T,HEADS*D];
 *          lse [N,HEADS,T]: log of the softmax's denominator, maximum included, written for the gradient.
 * Work     one work-item: queriesPerItem queries of a head, QUERIES at a time against KEYS keys at a time.
 * Memory   scores never leave the first-level cache; no T x T buffer.
 * Local    (2 D + KEYS) * QUERIES floats; with COPY 2 T D more, the head's keys and values.
 * Numerics fp32; online maximum (Milakov and Gimelshein 2018), so any finite scores are safe.
 * Macros   D; COPY for heads whose rows are short; KEYS.
 * Tuned    queriesPerItem.
 * Tests    AttentionTest, ReferenceVectorsTest.
 */
#include "attention_cpu.clh"

CPU_KERNEL void attention_cpu(__global const float *restrict qkv, __global float *restrict lse, __global float *restrict o,
                              __local float *restrict scratch, int T, int HEADS, int queriesPerItem) {
    const int n = get_group_id(2), h = get_group_id(1), inner = HEADS * D, row = 3 * inner;
    const int begin = get_group_id(0) * queriesPerItem, end = min(T, begin + queriesPerItem);
    __global const float *head = qkv + (size_t)n * T * row + h * D;
    __local float *qt = scratch, *ot = qt + D * QUERIES, *s = ot + D * QUERIES;
#ifdef COPY
    __local float *keys = s + KEYS * QUERIES, *values = keys + T * D;
    gather(head + inner, keys, T, row);
    gather(head + 2 * inner, values, T, row);
#else
    __global const float *keys = head + inner, *values = head + 2 * inner;
#endif
    for (int t = begin; t < end; t += QUERIES) {
        const int count = min(QUERIES, end - t);
        transpose(head + (size_t)t * row, qt, count, row, 1.0f / sqrt((float)D));
        vf top[QV], sum[QV];
        UNROLL for (int k = 0; k < QV; k++) {
            top[k] = (vf)(-3e38f);
            sum[k] = (vf)(0.0f);
        }
        for (int i = 0; i < D * QUERIES; i += VL) STORE(ot + i, (vf)(0.0f));
        for (int u0 = 0; u0 < T; u0 += KEYS) {
            const int block = min(KEYS, T - u0);
            vf before[QV];
            UNROLL for (int k = 0; k < QV; k++) before[k] = top[k];
            scores(keys + (size_t)u0 * KV_STRIDE, KV_STRIDE, qt, s, block, top);
            if (u0 > 0) {
                UNROLL for (int k = 0; k < QV; k++) {
                    const vf shrink = vexp(before[k] - top[k]);
                    sum[k] *= shrink;
                    for (int d = 0; d < D; d++) STORE(ot + d * QUERIES + k * VL, LOAD(ot + d * QUERIES + k * VL) * shrink);
                }
            }
            for (int u = 0; u < block; u++)
                UNROLL for (int k = 0; k < QV; k++) {
                    const vf p = vexp(LOAD(s + u * QUERIES + k * VL) - top[k]);
                    sum[k] += p;
                    STORE(s + u * QUERIES + k * VL, p);
                }
            weighted_sum(values + (size_t)u0 * KV_STRIDE, KV_STRIDE, s, ot, block);
        }
        UNROLL for (int k = 0; k < QV; k++) {
            store_lanes(lse + ((size_t)n * HEADS + h) * T + t + k * VL, top[k] + log(sum[k]), count - k * VL);
            const vf share = 1.0f / sum[k];
            for (int d = 0; d < D; d++) STORE(ot + d * QUERIES + k * VL, LOAD(ot + d * QUERIES + k * VL) * share);
        }
        transpose_back(ot, o + ((size_t)n * T + t) * inner + h * D, count, inner);
    }
}
