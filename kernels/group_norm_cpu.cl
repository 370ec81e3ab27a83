/* Group normalisation, CPU family (Wu and He 2018, eq. 1-2), statistics and normalisation in one launch.
 *
 * mean, rstd over the P pixels and C/G channels of a group;  h = (x - mean) rstd gamma[c] + beta[c]
 * SCALE_SHIFT: h = h (1 + s[n,c]) + s[n,C+c];   y = SILU ? h / (1 + exp(-h)) : h
 * Shapes   x, y [N,P,C], statistics [N,G,2] (mean, rstd = 1/sqrt(variance + eps)), gamma, beta [C], s [N,2C]. With JOINED x is in two
 *          parts, x [N,P,C1] and x2 [N,P,C-C1]; else C1 = C.
 * Work     one work-item: groupsPerItem groups of an image: nothing is shared, nothing is summed twice.
 * Memory   x is read twice, nearly in its order, the second time from L2 where the item's P * channels * 4 bytes fit it.
 *          y may be x where an item has whole blocks of COLS vectors: none overlaps another then.
 * Local    5 floats per channel of the item, rounded up to whole vectors.
 * Numerics fp32. Mean and squared differences from it of 64 pixels join those of the pixels before them as Chan, Golub and LeVeque 1979
 *          do; means are of x minus the image's first pixel. So neither a mean far from zero nor a first pixel far from the mean, as
 *          a convolution's padding makes it, costs digits. The mean's rounding error goes into the offset.
 * Macros   SILU, SCALE_SHIFT, JOINED; CACHED for tensors that caches hold.
 * Tuned    groupsPerItem.
 * Judge    GroupNormTest, ReferenceVectorsTest.
 */
#include "group_norm_cpu.clh"

/* The next block of pixels is asked for while one is summed: some channels of many pixels are a stride, not a stream. */
#ifdef CACHED
#define ASK(p)
#else
#define ASK(p) PREFETCH(p)
#endif

/* Per channel the mean of x - first pixel, and the sum of squared differences from the mean. */
INLINE void channel_moments(const int WHOLE, Place x, __local float *means, __local float *squares, int P, int channels) {
    const int step = STEP(P, channels);
    for (int p1 = 0; p1 < P; p1 += step)
        for (int c = 0; c < channels; c += COLS * VL) {
            int at[COLS], stride[COLS];
            __global const float *from[COLS];
            vf first[COLS], mean[COLS], square[COLS];
            UNROLL for (int k = 0; k < COLS; k++) {
                at[k] = COLUMN(c, k);
                from[k] = place(x, at[k]);
                stride[k] = pixel_stride(x, at[k]);
                first[k] = LOAD_CHANNELS(from[k]);
                mean[k] = p1 == 0 ? (vf)(0.0f) : LOAD(means + at[k]);
                square[k] = p1 == 0 ? (vf)(0.0f) : LOAD(squares + at[k]);
            }
            for (int p0 = p1; p0 < min(p1 + step, P); p0 += BLOCK) {
                const int end = min(p0 + BLOCK, P);
                const float pixels = end - p0, share = pixels / end;
                vf part[COLS], part2[COLS], origin[COLS];
                UNROLL for (int k = 0; k < COLS; k++) {
                    part[k] = part2[k] = (vf)(0.0f);
                    origin[k] = first[k] + mean[k];
                }
                for (int p = p0; p < end; p++) {
                    EACH_LINE(k, COLS * VL) ASK(from[0] + (size_t)(p + BLOCK) * stride[0] + k);
                    UNROLL for (int k = 0; k < COLS; k++) {
                        const vf d = LOAD_CHANNELS(from[k] + (size_t)p * stride[k]) - origin[k];
                        part[k] += d;
                        part2[k] = fma(d, d, part2[k]);
                    }
                }
                UNROLL for (int k = 0; k < COLS; k++) {
                    const vf apart = part[k] / pixels, ahead = apart + (origin[k] - first[k] - mean[k]);
                    square[k] += part2[k] - part[k] * apart + ahead * ahead * (share * p0);
                    mean[k] += ahead * share;
                }
            }
            UNROLL for (int k = 0; k < COLS; k++) {
                STORE(means + at[k], mean[k]);
                STORE(squares + at[k], square[k]);
            }
        }
}

INLINE vf normalised(vf x, vf mean, vf factor, vf offset) {
    const vf h = fma(x - mean, factor, offset);
#ifdef SILU
    return vsilu(h);
#else
    return h;
#endif
}

#ifdef CACHED
/* All pixels, BLOCK at a time of COLS vectors of channels, whose coefficients stay in registers. Two pixels have four exponentials on
   their way at once. */
INLINE void normalise(const int WHOLE, Place x, __global float *y, __local const float *coefficients, int P, int C, int channels) {
    for (int p0 = 0; p0 < P; p0 += BLOCK)
        for (int c = 0; c < channels; c += COLS * VL) {
            int at[COLS], stride[COLS];
            __global const float *from[COLS];
            vf mean[COLS], factor[COLS], offset[COLS];
            UNROLL for (int k = 0; k < COLS; k++) {
                at[k] = COLUMN(c, k);
                from[k] = place(x, at[k]);
                stride[k] = pixel_stride(x, at[k]);
                mean[k] = LOAD(coefficients + at[k]);
                factor[k] = LOAD(coefficients + PADDED(channels) + at[k]);
                offset[k] = LOAD(coefficients + 2 * PADDED(channels) + at[k]);
            }
            _Pragma("unroll 2") for (int p = p0; p < min(p0 + BLOCK, P); p++)
                UNROLL for (int k = 0; k < COLS; k++) {
                    const vf value = LOAD_CHANNELS(from[k] + (size_t)p * stride[k]);
                    STORE_CHANNELS(y + (size_t)p * C + at[k], normalised(value, mean[k], factor[k], offset[k]));
                }
        }
}
#else
/* All pixels, in memory's order: there it counts for more than registers. */
INLINE void normalise(const int WHOLE, Place x, __global float *y, __local const float *coefficients, int P, int C, int channels) {
    for (int p = 0; p < P; p++)
        for (int c = 0; c < channels; c += VL) {
            const int at = COLUMN(c, 0);
            const vf value = LOAD_CHANNELS(place(x, at) + (size_t)p * pixel_stride(x, at));
            const vf h = normalised(value, LOAD(coefficients + at), LOAD(coefficients + PADDED(channels) + at),
                                    LOAD(coefficients + 2 * PADDED(channels) + at));
            STORE_CHANNELS(y + (size_t)p * C + at, h);
        }
}
#endif

CPU_KERNEL void group_norm_cpu(__global const float *x, __global const float *restrict x2, __global const float *restrict gamma,
                               __global const float *restrict beta, __global const float *restrict s,
                               __global float *restrict statistics, __global float *y, __local float *restrict scratch,
                               int P, int C, int C1, int G, int groupsPerItem, float eps) {
    const int n = IMAGE, g0 = get_group_id(0) * groupsPerItem, g1 = min(G, g0 + groupsPerItem);
    const int CG = C / G, c0 = g0 * CG, channels = (g1 - g0) * CG;
    const Place from = place_of((__global float *)x, (__global float *)x2, n, P, C, C1, c0, channels);
    y += (size_t)n * P * C + c0;
    __local float *mean = scratch, *factor = mean + PADDED(channels), *offset = factor + PADDED(channels);
    __local float *means = offset + PADDED(channels), *squares = means + PADDED(channels);
    if (channels >= VL) channel_moments(1, from, means, squares, P, channels);
    else channel_moments(0, from, means, squares, P, channels);
    for (int g = g0; g < g1; g++) {
        const int begin = (g - g0) * CG;
        const float origin = *place(from, begin);
        float sum = 0.0f, m2 = 0.0f;
        for (int c = begin; c < begin + CG; c++) sum += *place(from, c) - origin + means[c];
        const float middle = sum / (float)CG;
        for (int c = begin; c < begin + CG; c++) {
            const float d = *place(from, c) - origin + means[c] - middle;
            m2 += squares[c] + (float)P * d * d;
        }
        const float m = origin + middle, lost = middle - (m - origin);
        const float rstd = 1.0f / sqrt(max(m2 / ((float)P * CG), 0.0f) + eps);
        statistics[2 * (n * G + g)] = m;
        statistics[2 * (n * G + g) + 1] = rstd;
        for (int c = begin; c < begin + CG; c++) {
            mean[c] = m;
            factor[c] = rstd * gamma[c0 + c] * FACTOR(c0 + c);
            offset[c] = fma(beta[c0 + c], FACTOR(c0 + c), OFFSET(c0 + c)) - lost * factor[c];
        }
    }
    if (channels >= VL) normalise(1, from, y, scratch, P, C, channels);
    else normalise(0, from, y, scratch, P, C, channels);
}
