/* Gradients of multi-head attention, plain family; attention_delta for GPUs too. Notation of attention.cl;
 * p[t,u] = exp(q_t k_u / sqrt(d) - lse_t).
 *
 * delta_t = sum_d do_t o_t  (Dao et al. 2022, section 3.1);   ds[t,u] = p[t,u] (do_t v_u - delta_t) / sqrt(d)
 * dq_t = sum_u ds[t,u] k_u;   dk_u = sum_t ds[t,u] q_t;   dv_u = sum_t p[t,u] do_t
 * Shapes   qkv, dqkv [N,T,3*HEADS*D], o, dout [N,T,HEADS*D], lse, delta [N,HEADS,T].
 * Work     attention_delta: one work-item per (n, head, t); attention_gradient: one per (n, head, t) and d, three results each.
 * Memory   scores are recomputed for each result; no T x T buffer.
 * Numerics fp32, sums over tokens in order.
 * Judge    AttentionTest, ReferenceVectorsTest.
 */
static float dot_of(__global const float *a, __global const float *b, int D) {
    float sum = 0.f;
    for (int d = 0; d < D; d++) sum = fma(a[d], b[d], sum);
    return sum;
}

__kernel void attention_delta(__global const float *restrict o, __global const float *restrict dout,
                              __global float *restrict delta, int N, int T, int HEADS, int D) {
    const int id = get_global_id(0);
    if (id >= N * HEADS * T) return;
    const int t = id % T, h = id / T % HEADS, n = id / T / HEADS;
    const size_t at = (size_t)(n * T + t) * HEADS * D + h * D;
    delta[id] = dot_of(o + at, dout + at, D);
}

__kernel void attention_gradient(__global const float *restrict qkv, __global const float *restrict lse,
                                 __global const float *restrict delta, __global const float *restrict dout,
                                 __global float *restrict dqkv, int N, int T, int HEADS, int D) {
    const int id = get_global_id(0);
    if (id >= N * T * HEADS * D) return;
    const int d = id % D, h = id / D % HEADS, t = id / D / HEADS % T, n = id / D / HEADS / T;
    const int inner = HEADS * D, row = 3 * inner;
    const float scale = 1.f / sqrt((float)D);
    __global const float *base = qkv + (size_t)n * T * row + h * D, *mine = base + (size_t)t * row;
    __global const float *dbase = dout + (size_t)n * T * inner + h * D;
    __global const float *l = lse + (n * HEADS + h) * T, *dl = delta + (n * HEADS + h) * T;
    float dq = 0.f, dk = 0.f, dv = 0.f;
    for (int u = 0; u < T; u++) {
        __global const float *other = base + (size_t)u * row;
        const float p = exp(dot_of(mine, other + inner, D) * scale - l[t]);
        const float ds = p * (dot_of(dbase + (size_t)t * inner, other + 2 * inner, D) - dl[t]) * scale;
        dq = fma(ds, other[inner + d], dq);
        const float pt = exp(dot_of(other, mine + inner, D) * scale - l[u]);
        const float dst = pt * (dot_of(dbase + (size_t)u * inner, mine + 2 * inner, D) - dl[u]) * scale;
        dk = fma(dst, other[d], dk);
        dv = fma(pt, dbase[(size_t)u * inner + d], dv);
    }
    __global float *out = dqkv + (size_t)(n * T + t) * row + h * D + d;
    out[0] = dq;
    out[inner] = dk;
    out[2 * inner] = dv;
}
