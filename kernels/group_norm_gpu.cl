// Group normalisation on a GPU, with the SiLU and the scale-shift of a U-Net fused:
//
//   h = (x - mean) rstd gamma[c] + beta[c];   SCALE_SHIFT: h = h (1 + s[n,c]) + s[n,C+c];   y = SILU ? h / (1 + exp(-h)) : h
//
// Source     Wu and He 2018, arXiv:1803.08494, eq. 1-2; chunks are merged as Chan, Golub and LeVeque 1979 do.
// Shapes     x, y [N,P,C], statistics [N,G,2]: mean and 1/sqrt(variance + eps), gamma, beta [C], s [N,2C];
//            parts [N,G,chunks,2]: mean and sum of squared differences from it.
// Work       statistics: group (strip, chunk, n) takes `strip` neighbouring groups over `chunk` pixels; with several chunks an
//            item of group_norm_merge_gpu for each (n,g) follows. Normalisation: one item for VEC channels.
// Memory     coalesced along channels; the second pass over a chunk finds it in the cache. Local: three floats an item.
// Numerics   fp32; the mean first, then squared differences from it, corrected by what the mean missed: exact for large means.
// Tuned      chunks.
// Judge      GroupNormTest, ReferenceVectorsTest, SecondOpinionTest (races).
#include "group_norm_gpu.clh"

/* More than one group in a strip only where the strip has at most LANES channels. */
WHOLE_GROUP __kernel void group_norm_statistics_gpu(const __global float *restrict x, __global float *restrict out,
                                                    int P, int C, int G, int strip, int chunk, int chunks, float eps) {
    __local float sums[LANES];
    __local float2 moments[LANES];
    const int item = get_local_id(0), CG = C / G, wide = min(strip * CG, LANES), high = LANES / wide;
    const int lane = item % wide, row = item / wide, across = min(CG, wide), count = high * across;
    const int g = get_group_id(0) * strip + lane / across, z = get_group_id(1), n = get_group_id(2);
    const bool works = row < high && g < G;
    const int q = works ? row * across + lane % across : count, at = works ? lane / across * count + q : 0;
    const int end = min(P, (z + 1) * chunk), last = min(CG, strip == 1 ? CG : lane % across + 1);
    const __global float *image = x + (size_t)n * P * C + g * CG;

    float sum = 0.f;
    if (works)
        for (int p = z * chunk + row; p < end; p += high)
            for (int c = lane % across; c < last; c += wide) sum += image[(size_t)p * C + c];
    if (works) sums[at] = sum;
    SUM_SEGMENT(sums, at, q, count)
    const float terms = (float)(end - z * chunk) * CG, mean = sums[at - (works ? q : 0)] / terms;
    float2 moment = (float2)(0.f);
    if (works)
        for (int p = z * chunk + row; p < end; p += high)
            for (int c = lane % across; c < last; c += wide) {
                const float d = image[(size_t)p * C + c] - mean;
                moment += (float2)(d, d * d);
            }
    if (works) moments[at] = moment;
    SUM_SEGMENT(moments, at, q, count)
    if (q != 0) return;
    const float missed = moments[at].x / terms, squares = fmax(moments[at].y - missed * moments[at].x, 0.f);
    const size_t to = (((size_t)n * G + g) * chunks + z) * 2;
    out[to] = mean + missed;
    out[to + 1] = chunks == 1 ? 1.f / sqrt(squares / terms + eps) : squares;
}

__kernel void group_norm_merge_gpu(const __global float *restrict parts, __global float *restrict statistics,
                                   int NG, int P, int CG, int chunk, int chunks, float eps) {
    const int id = get_global_id(0);
    if (id >= NG) return;
    const __global float *part = parts + (size_t)id * chunks * 2;
    const float terms = (float)P * CG, first = part[0];
    float offset = 0.f;
    for (int z = 0; z < chunks; z++)
        offset += (part[2 * z] - first) * ((float)(min(P, (z + 1) * chunk) - z * chunk) * CG / terms);
    float squares = 0.f;
    for (int z = 0; z < chunks; z++) {
        const float d = part[2 * z] - first - offset;
        squares += part[2 * z + 1] + d * d * ((float)(min(P, (z + 1) * chunk) - z * chunk) * CG);
    }
    statistics[2 * id] = first + offset;
    statistics[2 * id + 1] = 1.f / sqrt(squares / terms + eps);
}

__kernel void group_norm_gpu(const __global float *restrict x, const __global float *restrict statistics,
                             const __global float *restrict gamma, const __global float *restrict beta,
                             const __global float *restrict s, __global float *restrict y, int N, int P, int C, int G) {
    const size_t id = (size_t)get_global_id(0) * VEC;
    if (id >= (size_t)N * P * C) return;
    const int c = id % C, n = id / C / P, g = n * G + c / (C / G);
    const vf normal = (vf_at(x, id) - statistics[2 * g]) * statistics[2 * g + 1];
    const vf h = h_at(normal, gamma, beta, s, n, C, c);
#ifdef SILU
    *(__global vf *)(y + id) = h * sigmoid(h);
#else
    *(__global vf *)(y + id) = h;
#endif
}
