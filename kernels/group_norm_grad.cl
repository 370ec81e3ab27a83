/* Gradients of group normalisation, plain family; those of gamma, beta, scale and shift for all.
 * Notation of group_norm.cl; xh = (x - mean) rstd, k = gamma (1 + s),
 * dh = dy silu'(h), silu'(h) = q + h q (1 - q) with q = 1 / (1 + exp(-h)); all from the chain rule.
 *
 * sums:          a[n,c] = sum_p dh,  b[n,c] = sum_p dh xh
 * dx           = rstd (k dh - m0 - xh m1) (+ r + r2);  m0, m1 = mean over the group of k dh and k dh xh, from the sums
 * dgamma[c]   += sum_n b (1 + s),  dbeta[c] += sum_n a (1 + s);   ds[n,c] = gamma b + beta a,  ds[n,C+c] = a
 * Shapes   x, dy, dx, r, r2 [N,P,C], sums [N,2,C], statistics [N,G,2], gamma, beta [C], s, ds [N,2C].
 * Work     sums: one work-item per (n,c); dx: one per element; the others one per channel or (n,c).
 * Numerics fp32, sums of 64 pixels added in order. h is recomputed from x, so y need not be kept.
 * Macros   SILU, SCALE_SHIFT as in the forward pass; RESIDUALS: how many of r and r2 dx adds.
 * Judge    GroupNormTest, ReferenceVectorsTest.
 */
#ifndef RESIDUALS
#define RESIDUALS 0
#endif

static float dh_at(float dy, float xh, float gamma, float beta, __global const float *s, int n, int C, int c) {
#ifdef SILU
    float h = fma(xh, gamma, beta);
#ifdef SCALE_SHIFT
    h = fma(h, 1.f + s[n * 2 * C + c], s[n * 2 * C + C + c]);
#endif
    const float q = 1.f / (1.f + exp(-h));
    return dy * (q + h * q * (1.f - q));
#else
    return dy;
#endif
}

static float factor(__global const float *s, int n, int C, int c) {
#ifdef SCALE_SHIFT
    return 1.f + s[n * 2 * C + c];
#else
    return 1.f;
#endif
}

__kernel void group_norm_sums(__global const float *restrict x, __global const float *restrict statistics,
                              __global const float *restrict gamma, __global const float *restrict beta,
                              __global const float *restrict s, __global const float *restrict dy,
                              __global float *restrict sums, int N, int P, int C, int G) {
    const int id = get_global_id(0);
    if (id >= N * C) return;
    const int c = id % C, n = id / C, g = n * G + c / (C / G);
    const float mean = statistics[2 * g], rstd = statistics[2 * g + 1];
    float a = 0.f, b = 0.f;
    for (int p0 = 0; p0 < P; p0 += 64) {
        float pa = 0.f, pb = 0.f;
        for (int p = p0; p < min(p0 + 64, P); p++) {
            const size_t at = (size_t)(n * P + p) * C + c;
            const float xh = (x[at] - mean) * rstd, dh = dh_at(dy[at], xh, gamma[c], beta[c], s, n, C, c);
            pa += dh;
            pb = fma(dh, xh, pb);
        }
        a += pa;
        b += pb;
    }
    sums[n * 2 * C + c] = a;
    sums[n * 2 * C + C + c] = b;
}

__kernel void group_norm_input_gradient(__global const float *restrict x, __global const float *restrict statistics,
                                        __global const float *restrict gamma, __global const float *restrict beta,
                                        __global const float *restrict s, __global const float *restrict dy,
                                        __global const float *restrict sums, __global const float *restrict r,
                                        __global const float *restrict r2, __global float *restrict dx, int N, int P, int C, int G) {
    const int id = get_global_id(0);
    if (id >= N * P * C) return;
    const int CG = C / G, c = id % C, n = id / C / P, g = n * G + c / CG;
    float m0 = 0.f, m1 = 0.f;
    for (int k = c / CG * CG; k < (c / CG + 1) * CG; k++) {
        const float f = gamma[k] * factor(s, n, C, k);
        m0 = fma(f, sums[n * 2 * C + k], m0);
        m1 = fma(f, sums[n * 2 * C + C + k], m1);
    }
    const float rstd = statistics[2 * g + 1], xh = (x[id] - statistics[2 * g]) * rstd;
    const float dh = dh_at(dy[id], xh, gamma[c], beta[c], s, n, C, c);
    float d = rstd * (gamma[c] * factor(s, n, C, c) * dh - (m0 + xh * m1) / ((float)P * CG));
#if RESIDUALS > 0
    d += r[id];
#endif
#if RESIDUALS > 1
    d += r2[id];
#endif
    dx[id] = d;
}

__kernel void group_norm_weight_gradient(__global const float *restrict sums, __global const float *restrict s,
                                         __global float *restrict dgamma, __global float *restrict dbeta, int N, int C) {
    const int c = get_global_id(0);
    if (c >= C) return;
    float a = 0.f, b = 0.f;
    for (int n = 0; n < N; n++) {
        a = fma(sums[n * 2 * C + c], factor(s, n, C, c), a);
        b = fma(sums[n * 2 * C + C + c], factor(s, n, C, c), b);
    }
    dgamma[c] += b;
    dbeta[c] += a;
}

__kernel void group_norm_scale_shift_gradient(__global const float *restrict sums, __global const float *restrict gamma,
                                              __global const float *restrict beta, __global float *restrict ds, int N, int C) {
    const int id = get_global_id(0);
    if (id >= N * C) return;
    const int c = id % C, n = id / C;
    const float a = sums[n * 2 * C + c], b = sums[n * 2 * C + C + c];
    ds[n * 2 * C + c] = fma(gamma[c], b, beta[c] * a);
    ds[n * 2 * C + C + c] = a;
}
