/* Sinusoidal timestep embedding, all families (Vaswani et al. 2017, section 3.5; Ho et al. 2020, appendix B).
 *
 * f_k = exp(-ln(10000) k / (D/2 - shift)), k < D/2;   e[n] = [sin(t f), cos(t f)], FLIP: [cos, sin]; odd D: a last zero
 * Shapes   t [N], frequencies f [D/2], e [N,D].
 * Work     one work-item per element of e.
 * Numerics fp32; f comes from the host, rounded as PyTorch rounds it: t f reaches 1000, where an ulp of f shows.
 * Judge    ReferenceVectorsTest.
 */
__kernel void timestep_embedding(__global const float *restrict t, __global const float *restrict frequencies,
                                 __global float *restrict e, int N, int D) {
    const int id = get_global_id(0);
    if (id >= N * D) return;
    const int half_d = D / 2, k = id % D;
    if (k >= 2 * half_d) {
        e[id] = 0.f;
        return;
    }
    const float angle = t[id / D] * frequencies[k % half_d];
#ifdef FLIP
    e[id] = k < half_d ? cos(angle) : sin(angle);
#else
    e[id] = k < half_d ? sin(angle) : cos(angle);
#endif
}
