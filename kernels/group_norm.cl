/* Group normalisation, plain family (Wu and He 2018, eq. 1-2), with the SiLU and the scale-shift of a U-Net fused.
 *
 * mean, rstd over the P pixels and C/G channels of a group;  h = (x - mean) rstd gamma[c] + beta[c]
 * SCALE_SHIFT: h = h (1 + s[n,c]) + s[n,C+c];   y = SILU ? h / (1 + exp(-h)) : h
 * Shapes   x, y [N,P,C], statistics [N,G,2] (mean, rstd = 1/sqrt(variance + eps)), gamma, beta [C], s [N,2C].
 * Work     statistics: one work-item per (n,g); normalisation: one per element of y.
 * Numerics fp32; statistics in two passes (mean, then squared differences), rows summed apart: exact for large means.
 * Judge    GroupNormTest, ReferenceVectorsTest.
 */
__kernel void group_norm_statistics(__global const float *restrict x, __global float *restrict statistics,
                                    int N, int P, int C, int G, float eps) {
    const int id = get_global_id(0);
    if (id >= N * G) return;
    const int CG = C / G;
    __global const float *px = x + (size_t)(id / G) * P * C + id % G * CG;
    float sum = 0.f;
    for (int p = 0; p < P; p++) {
        float row = 0.f;
        for (int c = 0; c < CG; c++) row += px[(size_t)p * C + c];
        sum += row;
    }
    const float mean = sum / ((float)P * CG);
    float squares = 0.f, residue = 0.f;
    for (int p = 0; p < P; p++) {
        float row = 0.f, rest = 0.f;
        for (int c = 0; c < CG; c++) {
            const float d = px[(size_t)p * C + c] - mean;
            row = fma(d, d, row);
            rest += d;
        }
        squares += row;
        residue += rest;
    }
    residue /= (float)P * CG;
    statistics[2 * id] = mean + residue;
    statistics[2 * id + 1] = 1.f / sqrt(fmax(squares / ((float)P * CG) - residue * residue, 0.f) + eps);
}

__kernel void group_norm(__global const float *restrict x, __global const float *restrict statistics,
                         __global const float *restrict gamma, __global const float *restrict beta,
                         __global const float *restrict s, __global float *restrict y, int N, int P, int C, int G) {
    const int id = get_global_id(0);
    if (id >= N * P * C) return;
    const int c = id % C, n = id / C / P, g = n * G + c / (C / G);
    float h = fma((x[id] - statistics[2 * g]) * statistics[2 * g + 1], gamma[c], beta[c]);
#ifdef SCALE_SHIFT
    h = fma(h, 1.f + s[n * 2 * C + c], s[n * 2 * C + C + c]);
#endif
#ifdef SILU
    h = h / (1.f + exp(-h));
#endif
    y[id] = h;
}
