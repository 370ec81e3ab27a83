// Gradients of group normalisation on a GPU. Notation of group_norm_gpu.cl; xh = (x - mean) rstd, k = gamma (1 + s),
// dh = dy silu'(h), silu'(h) = q + h q (1 - q) with q = 1 / (1 + exp(-h)):
//
//   sums:  a[n,c] = sum over p of dh,  b[n,c] = sum over p of dh xh
//   means: m0, m1 = mean over the group of k dh and of k dh xh, from the sums
//   dx   = rstd (k dh - m0 - xh m1) (+ r + r2, as many as RESIDUALS says)
//
// Shapes     x, dy, dx, r, r2 [N,P,C], sums [chunks,N,2,C] (one chunk: [N,2,C]), means [N,G,2], statistics [N,G,2], gamma, beta [C],
//            s [N,2C].
// Work       sums: group (strip, chunk, n), `width` neighbouring channels side by side, LANES / width pixels apart; sum_parts
//            adds the chunks. means: one item for each (n,g). dx: one item for VEC channels.
// Memory     coalesced along channels. Local: two floats an item. h is computed anew from x, so y need not be kept.
// Numerics   fp32; each item adds its pixels in order, then a tree, then chunks in order.
// Tuned      chunks.
// Judge      GroupNormTest, ReferenceVectorsTest, SecondOpinionTest (races).
#include "group_norm_gpu.clh"

#ifndef RESIDUALS
#define RESIDUALS 0
#endif

INLINE vf dh_at(vf dy, vf normal, const __global float *gamma, const __global float *beta, const __global float *s,
                int n, int C, int c) {
#ifdef SILU
    const vf h = h_at(normal, gamma, beta, s, n, C, c), q = sigmoid(h);
    return dy * fma(h * q, 1.f - q, q);
#else
    return dy;
#endif
}

/* Compiled with VEC = 1. */
#if VEC == 1
WHOLE_GROUP __kernel void group_norm_sums_gpu(const __global float *restrict x, const __global float *restrict statistics,
                                              const __global float *restrict gamma, const __global float *restrict beta,
                                              const __global float *restrict s, const __global float *restrict dy,
                                              __global float *restrict sums, int N, int P, int C, int G, int width, int chunk) {
    __local float2 pairs[LANES];
    const int item = get_local_id(0), rows = LANES / width, lane = item % width, row = item / width;
    const int c = get_group_id(0) * width + lane, z = get_group_id(1), n = get_group_id(2);
    const int place = lane * rows + row, end = min(P, (z + 1) * chunk);
    float2 pair = (float2)(0.f);
    if (row < rows && c < C) {
        const int g = n * G + c / (C / G);
        const float mean = statistics[2 * g], rstd = statistics[2 * g + 1];
        for (int p = z * chunk + row; p < end; p += rows) {
            const size_t id = ((size_t)n * P + p) * C + c;
            const float normal = (x[id] - mean) * rstd, dh = dh_at(dy[id], normal, gamma, beta, s, n, C, c);
            pair += (float2)(dh, dh * normal);
        }
    }
    if (row < rows) pairs[place] = pair;
    SUM_SEGMENT(pairs, place, row, rows)
    if (row == 0 && c < C) {
        __global float *to = sums + ((size_t)z * N + n) * 2 * C + c;
        to[0] = pairs[place].x;
        to[C] = pairs[place].y;
    }
}

__kernel void group_norm_means_gpu(const __global float *restrict sums, const __global float *restrict gamma,
                                   const __global float *restrict s, __global float *restrict means, int N, int P, int C, int G) {
    const int id = get_global_id(0), CG = C / G, n = id / G;
    if (id >= N * G) return;
    float m0 = 0.f, m1 = 0.f;
    for (int c = id % G * CG; c < (id % G + 1) * CG; c++) {
        const float k = gamma[c] * factor_at(s, n, C, c);
        m0 = fma(k, sums[n * 2 * C + c], m0);
        m1 = fma(k, sums[n * 2 * C + C + c], m1);
    }
    means[2 * id] = m0 / ((float)P * CG);
    means[2 * id + 1] = m1 / ((float)P * CG);
}
#endif

__kernel void group_norm_input_gradient_gpu(const __global float *restrict x, const __global float *restrict statistics,
                                            const __global float *restrict gamma, const __global float *restrict beta,
                                            const __global float *restrict s, const __global float *restrict dy,
                                            const __global float *restrict means, const __global float *restrict r,
                                            const __global float *restrict r2, __global float *restrict dx, int N, int P, int C, int G) {
    const size_t id = (size_t)get_global_id(0) * VEC;
    if (id >= (size_t)N * P * C) return;
    const int c = id % C, n = id / C / P, g = n * G + c / (C / G);
    const float rstd = statistics[2 * g + 1];
    const vf normal = (vf_at(x, id) - statistics[2 * g]) * rstd, dh = dh_at(vf_at(dy, id), normal, gamma, beta, s, n, C, c);
    vf d = rstd * (vf_at(gamma, c) * factor_at(s, n, C, c) * dh - means[2 * g] - normal * means[2 * g + 1]);
#if RESIDUALS > 0
    d += vf_at(r, id);
#endif
#if RESIDUALS > 1
    d += vf_at(r2, id);
#endif
    *(__global vf *)(dx + id) = d;
}
