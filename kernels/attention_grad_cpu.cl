/* Gradients of multi-head attention, CPU family. Notation of attention_cpu.cl; p[t,u] = exp(q_t k_u / sqrt(D) - lse_t).
 *
 * delta_t = sum_d do_t o_t  (Dao et al. 2022, section 3.1);   ds[t,u] = p[t,u] (do_t v_u - delta_t) / sqrt(D)
 * dq_t = sum_u ds[t,u] k_u;   dk_u = sum_t ds[t,u] q_t;   dv_u = sum_t p[t,u] do_t
 * Shapes   qkv, dqkv [N,T,3*HEADS*D], o, dout [N,T,HEADS*D], lse [N,HEADS,T].
 * Work     one work-item: a head, QUERIES queries at a time against KEYS keys at a time; the order of every sum is fixed.
 * Memory   p and ds of a block stay in cache; dk and dv of the head are summed in local memory, or in SUMS_GLOBAL's buffer.
 * Local    (3 D + 2 KEYS + 2 DP) * QUERIES floats, DP = D rounded up to whole vectors; for the sums 2 DP (T rounded up to eights) more, and
 *          with COPY 2 T D for the head's keys and values.
 * Numerics fp32. Lanes past the last query have q = do = 0 and so add nothing.
 * Macros   D; COPY for heads whose rows are short; SUMS_GLOBAL where dk and dv do not fit local memory; KEYS; QV.
 * Judge    AttentionTest, ReferenceVectorsTest.
 */
#include "attention_cpu.clh"
#define DP ((D + VL - 1) / VL * VL)
/* A head's channels that would fill half a vector share it with those of the next query: dk and dv then have, behind one another, the
   sums of even and of odd queries of each channel, which are added at the end. */
#define PAIRED (2 * D == VL)
#define LANES (PAIRED ? 2 : 1)
#ifdef SUMS_GLOBAL
#define SUMS __global
#else
#define SUMS __local
#endif
/* The register tile of dk and dv: CHANNELS vectors of ROWS keys. */
#define CHANNELS (DP % (2 * VL) == 0 ? 2 : 1)
#define ROWS (8 / CHANNELS)

#if PAIRED
typedef JOIN(float, D) row_anywhere __attribute__((aligned(4)));

/* to[lane / 2][d][lane % 2] = from[lane][d], zeros for lanes from `count`. */
INLINE void pad(__global const float *from, __local float *to, int count, int row) {
    for (int lane = 0; lane < QUERIES; lane += 2) {
        vf pair = (vf)(0.0f);
        if (lane < count) pair.even = *(__global const row_anywhere *)(from + (size_t)lane * row);
        if (lane + 1 < count) pair.odd = *(__global const row_anywhere *)(from + (size_t)(lane + 1) * row);
        STORE(to + lane / 2 * VL, pair);
    }
}

/* The weights of two queries, in turn. */
INLINE vf weights(__local const float *p) {
    return JOIN(as_float, VL)((JOIN(ulong, D))(*(__local const ulong *)p));
}

INLINE void store_sums(SUMS const float *sums, __global float *to, float scale) {
    const vf both = LOAD(sums);
    *(__global row_anywhere *)to = scale * (both.even + both.odd);
}
#else
/* to[lane][d] = from[lane][d], zeros for d >= D and for lanes from `count`. */
INLINE void pad(__global const float *from, __local float *to, int count, int row) {
    for (int lane = 0; lane < QUERIES; lane++)
        for (int d = 0; d < DP; d++) to[lane * DP + d] = lane < count && d < D ? from[(size_t)lane * row + d] : 0.0f;
}

INLINE vf weights(__local const float *p) {
    return (vf)(*p);
}

INLINE void store_sums(SUMS const float *sums, __global float *to, float scale) {
    for (int d = 0; d < D; d++) to[d] = scale * sums[d];
}
#endif

/* sums[t][d] += sum over lanes of weight[t][lane] rows[lane][d]; weight has room for whole tiles of keys, sums too. */
INLINE void outer_sum(__local const float *weight, __local const float *rows, SUMS float *sums, int keys) {
    for (int t = 0; t < keys; t += ROWS)
        for (int d = 0; d < DP; d += CHANNELS * VL) {
            SUMS float *out = sums + t * DP + d;
            vf sum[ROWS][CHANNELS];
            UNROLL for (int r = 0; r < ROWS; r++) UNROLL for (int k = 0; k < CHANNELS; k++) sum[r][k] = LOAD(out + r * DP + k * VL);
            for (int lane = 0; lane < QUERIES; lane += LANES) {
                vf value[CHANNELS];
                UNROLL for (int k = 0; k < CHANNELS; k++) value[k] = LOAD(rows + lane / LANES * DP + d + k * VL);
                UNROLL for (int r = 0; r < ROWS; r++) {
                    const vf w = weights(weight + (t + r) * QUERIES + lane);
                    UNROLL for (int k = 0; k < CHANNELS; k++) sum[r][k] = fma(w, value[k], sum[r][k]);
                }
            }
            UNROLL for (int r = 0; r < ROWS; r++)
                if (t + r < keys) UNROLL for (int k = 0; k < CHANNELS; k++) STORE(out + r * DP + k * VL, sum[r][k]);
        }
}

CPU_KERNEL void attention_gradient_cpu(__global const float *restrict qkv, __global const float *restrict lse,
                                       __global const float *restrict o, __global const float *restrict dout,
                                       __global float *restrict dqkv, __local float *restrict scratch,
                                       SUMS float *restrict sums, int T, int HEADS) {
    const int n = get_group_id(1), h = get_group_id(0), inner = HEADS * D, row = 3 * inner, rows = (T + 7) / 8 * 8;
    const float scale = 1.0f / sqrt((float)D);
    __global const float *head = qkv + (size_t)n * T * row + h * D;
    __global float *dhead = dqkv + (size_t)n * T * row + h * D;
    __local float *qt = scratch, *dot = qt + D * QUERIES, *dqt = dot + D * QUERIES;
    __local float *p = dqt + D * QUERIES, *ds = p + KEYS * QUERIES;
    __local float *q = ds + KEYS * QUERIES, *dos = q + QUERIES * DP;
    const Head kv = head_of(head, dos + QUERIES * DP, T, inner);
#ifdef SUMS_GLOBAL
    sums += ((size_t)n * HEADS + h) * 2 * rows * DP;
#endif
    SUMS float *dk = sums, *dv = sums + rows * DP;
    for (int i = 0; i < 2 * rows * DP; i += VL) STORE(sums + i, (vf)(0.0f));
    for (int t = 0; t < T; t += QUERIES) {
        const int count = min(QUERIES, T - t);
        const size_t at = ((size_t)n * T + t) * inner + h * D;
        transpose(head + (size_t)t * row, qt, count, row, SCORE);
        transpose(dout + at, dot, count, inner, 1.0f);
        transpose(o + at, dqt, count, inner, 1.0f);
        pad(head + (size_t)t * row, q, count, row);
        pad(dout + at, dos, count, inner);
        vf level[QV], delta[QV];
        UNROLL for (int k = 0; k < QV; k++) {
            level[k] = LOG2E * load_lanes(lse + ((size_t)n * HEADS + h) * T + t + k * VL, count - k * VL);
            delta[k] = (vf)(0.0f);
            for (int d = 0; d < D; d++) {
                delta[k] = fma(LOAD(dot + d * QUERIES + k * VL), LOAD(dqt + d * QUERIES + k * VL), delta[k]);
                STORE(dqt + d * QUERIES + k * VL, (vf)(0.0f));
            }
        }
        for (int u = 0; u < T; u += KEYS) {
            const int block = min(KEYS, T - u);
            scores(kv.keys + (size_t)u * KV_STRIDE, KV_STRIDE, qt, p, block);
            scores(kv.values + (size_t)u * KV_STRIDE, KV_STRIDE, dot, ds, block);
            for (int i = 0; i < block; i++)
                UNROLL for (int k = 0; k < QV; k++) {
                    const vf weight = vexp2_bounded(LOAD(p + i * QUERIES + k * VL) - level[k]);
                    STORE(p + i * QUERIES + k * VL, weight);
                    STORE(ds + i * QUERIES + k * VL, weight * (LOAD(ds + i * QUERIES + k * VL) - delta[k]));
                }
            weighted_sum(kv.keys + (size_t)u * KV_STRIDE, KV_STRIDE, ds, dqt, block);
            outer_sum(ds, q, dk + u * DP, block);
            outer_sum(p, dos, dv + u * DP, block);
        }
        transpose_back(dqt, dhead + (size_t)t * row, count, row, scale);
    }
    for (int t = 0; t < T; t++) {
        store_sums(dk + t * DP, dhead + (size_t)t * row + inner, scale);
        store_sums(dv + t * DP, dhead + (size_t)t * row + 2 * inner, 1.0f);
    }
}
