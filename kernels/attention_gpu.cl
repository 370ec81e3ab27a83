// Attention of narrow heads (D up to 32) on a GPU, with its gradients: a token in the registers of each item.
//
//   o_t = sum over u of p[t,u] v_u,  p[t,u] = exp(q_t k_u / sqrt(D) - lse_t);   ds[t,u] = p[t,u] (do_t v_u - delta_t) / sqrt(D)
//   dq_t = sum over u of ds[t,u] k_u;   dk_u = sum over t of ds[t,u] q_t;   dv_u = sum over t of p[t,u] do_t
//
// Source     Vaswani et al. 2017, eq. 1; online softmax: Milakov and Gimelshein 2018, arXiv:1805.02867; delta: Dao et al. 2022,
//            section 3.1.
// Shapes     qkv, dqkv [N,T,3*HEADS*D]: queries, keys, values, heads consecutive; o, dout [N,T,HEADS*D]; lse, delta [N,HEADS,T].
// Work       group (tile, n * HEADS + h), counted through and begun at `first`: LANES queries, or LANES keys in
//            attention_keys_gpu.
// Memory     the other side comes through local memory, TILE tokens at a time, and is read there by all items at once.
// Local      2 * TILE * (D rounded up to 4) floats, and 2 * TILE in attention_keys_gpu.
// Numerics   fp32; tokens in order, the maximum follows eight keys at a time, so any finite scores are safe.
// Tuned      LANES.
// Fixed      TILE, a multiple of 8: by the width of a head.
// Judge      AttentionTest, ReferenceVectorsTest, SecondOpinionTest (races).
#include "attention_gpu.clh"

#ifndef LANES
#define LANES 64
#endif
#ifndef TILE
#define TILE 64
#endif
#define BATCH 8
#define GROUP __attribute__((reqd_work_group_size(LANES, 1, 1)))

/* a = rows [t0, t0 + TILE) of one tensor, b of another; rows from T on are 0. All items must come here. */
INLINE void take_tiles(__local float4 *a, __local float4 *b, const __global float *from_a, int stride_a,
                       const __global float *from_b, int stride_b, int t0, int T) {
    for (int e = get_local_id(0); e < TILE * D4; e += LANES) {
        const int t = t0 + e / D4;
        a[e] = row_quad(from_a + (size_t)t * stride_a, e % D4, t < T);
        b[e] = row_quad(from_b + (size_t)t * stride_b, e % D4, t < T);
    }
}

INLINE float dot_with(const float4 mine[D4], const __local float4 *row) {
    float sum = 0.f;
    UNROLL for (int i = 0; i < D4; i++) sum += dot(mine[i], row[i]);
    return sum;
}

GROUP __kernel void attention_gpu(const __global float *restrict qkv, __global float *restrict lse, __global float *restrict o,
                                  int T, int HEADS, int first) {
    __local float4 k[TILE * D4], v[TILE * D4];
    const int tiles = (T + LANES - 1) / LANES, group = first + (int)get_group_id(0), head = group / tiles;
    const int t = group % tiles * LANES + get_local_id(0), inner = HEADS * D, row = 3 * inner;
    const __global float *base = qkv + (size_t)(head / HEADS) * T * row + head % HEADS * D;
    float4 q[D4], sum[D4];
    UNROLL for (int i = 0; i < D4; i++) {
        q[i] = row_quad(base + (size_t)t * row, i, t < T) * SCALE;
        sum[i] = (float4)(0.f);
    }
    float top = -INFINITY, denominator = 0.f;
    for (int u0 = 0; u0 < T; u0 += TILE) {
        barrier(CLK_LOCAL_MEM_FENCE);
        take_tiles(k, v, base + inner, row, base + 2 * inner, row, u0, T);
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int u = 0; u < min(TILE, T - u0); u += BATCH) {
            float s[BATCH], larger = top;
            UNROLL for (int e = 0; e < BATCH; e++) {
                s[e] = u0 + u + e < T ? dot_with(q, k + (u + e) * D4) : -INFINITY;
                larger = fmax(larger, s[e]);
            }
            const float shrink = exp(top - larger);
            top = larger;
            denominator *= shrink;
            UNROLL for (int i = 0; i < D4; i++) sum[i] *= shrink;
            UNROLL for (int e = 0; e < BATCH; e++) {
                const float p = exp(s[e] - top);
                denominator += p;
                UNROLL for (int i = 0; i < D4; i++) sum[i] = fma((float4)(p), v[(u + e) * D4 + i], sum[i]);
            }
        }
    }
    if (t >= T) return;
    lse[(size_t)head * T + t] = top + log(denominator);
    __global float *out = o + ((size_t)(head / HEADS) * T + t) * inner + head % HEADS * D;
    UNROLL for (int i = 0; i < D4; i++) put_row_quad(out, i, sum[i] / denominator);
}

GROUP __kernel void attention_queries_gpu(const __global float *restrict qkv, const __global float *restrict lse,
                                          const __global float *restrict delta, const __global float *restrict dout,
                                          __global float *restrict dqkv, int T, int HEADS, int first) {
    __local float4 k[TILE * D4], v[TILE * D4];
    const int tiles = (T + LANES - 1) / LANES, group = first + (int)get_group_id(0), head = group / tiles;
    const int t = group % tiles * LANES + get_local_id(0), inner = HEADS * D, row = 3 * inner;
    const size_t image = (size_t)(head / HEADS) * T;
    const __global float *base = qkv + image * row + head % HEADS * D, *above = dout + image * inner + head % HEADS * D;
    float4 q[D4], d[D4], sum[D4];
    UNROLL for (int i = 0; i < D4; i++) {
        q[i] = row_quad(base + (size_t)t * row, i, t < T) * SCALE;
        d[i] = row_quad(above + (size_t)t * inner, i, t < T);
        sum[i] = (float4)(0.f);
    }
    const float l = t < T ? lse[(size_t)head * T + t] : 0.f, dl = t < T ? delta[(size_t)head * T + t] : 0.f;
    for (int u0 = 0; u0 < T; u0 += TILE) {
        barrier(CLK_LOCAL_MEM_FENCE);
        take_tiles(k, v, base + inner, row, base + 2 * inner, row, u0, T);
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int u = 0; u < min(TILE, T - u0); u++) {
            const float ds = exp(dot_with(q, k + u * D4) - l) * (dot_with(d, v + u * D4) - dl);
            UNROLL for (int i = 0; i < D4; i++) sum[i] = fma((float4)(ds), k[u * D4 + i], sum[i]);
        }
    }
    if (t >= T) return;
    UNROLL for (int i = 0; i < D4; i++) put_row_quad(dqkv + (image + t) * row + head % HEADS * D, i, sum[i] * SCALE);
}

GROUP __kernel void attention_keys_gpu(const __global float *restrict qkv, const __global float *restrict lse,
                                       const __global float *restrict delta, const __global float *restrict dout,
                                       __global float *restrict dqkv, int T, int HEADS, int first) {
    __local float4 q[TILE * D4], d[TILE * D4];
    __local float l[TILE], dl[TILE];
    const int tiles = (T + LANES - 1) / LANES, group = first + (int)get_group_id(0), head = group / tiles;
    const int u = group % tiles * LANES + get_local_id(0), inner = HEADS * D, row = 3 * inner;
    const size_t image = (size_t)(head / HEADS) * T;
    const __global float *base = qkv + image * row + head % HEADS * D, *above = dout + image * inner + head % HEADS * D;
    float4 k[D4], v[D4], dk[D4], dv[D4];
    UNROLL for (int i = 0; i < D4; i++) {
        k[i] = row_quad(base + (size_t)u * row + inner, i, u < T) * SCALE;
        v[i] = row_quad(base + (size_t)u * row + 2 * inner, i, u < T);
        dk[i] = (float4)(0.f);
        dv[i] = (float4)(0.f);
    }
    for (int t0 = 0; t0 < T; t0 += TILE) {
        barrier(CLK_LOCAL_MEM_FENCE);
        take_tiles(q, d, base, row, above, inner, t0, T);
        for (int t = get_local_id(0); t < min(TILE, T - t0); t += LANES) {
            l[t] = lse[(size_t)head * T + t0 + t];
            dl[t] = delta[(size_t)head * T + t0 + t];
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int t = 0; t < min(TILE, T - t0); t++) {
            const float p = exp(dot_with(k, q + t * D4) - l[t]), ds = p * (dot_with(v, d + t * D4) - dl[t]);
            UNROLL for (int i = 0; i < D4; i++) {
                dk[i] = fma((float4)(ds), q[t * D4 + i], dk[i]);
                dv[i] = fma((float4)(p), d[t * D4 + i], dv[i]);
            }
        }
    }
    if (u >= T) return;
    __global float *out = dqkv + (image + u) * row + head % HEADS * D;
    UNROLL for (int i = 0; i < D4; i++) {
        put_row_quad(out + inner, i, dk[i] * SCALE);
        put_row_quad(out + 2 * inner, i, dv[i]);
    }
}
