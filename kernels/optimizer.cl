/* The update of all parameters, all families but for what optimizer_cpu.cl and reductions_gpu.cl have:
 * gradient norm, AdamW, EMA, each one pass over flat buffers.
 *
 * norm = sqrt(sum g^2);  c = min(1, MAX_NORM / (norm + 1e-6))                            (gradient clipping)
 * p *= 1 - lr wd;  m = b1 m + (1 - b1) c g;  v = b2 v + (1 - b2) (c g)^2
 * p -= lr / (1 - b1^k) m / (sqrt(v) / sqrt(1 - b2^k) + eps);  g = 0                     (Loshchilov and Hutter 2019, AdamW)
 * ema -= (1 - decay) (ema - p)                                                          (Polyak averaging)
 * Shapes   g, p, m, v, ema [COUNT]; parts [PARTS]; norm [1]; h [10]: lr, wd, b1, b2, eps, 1 - b1^k, sqrt(1 - b2^k), MAX_NORM,
 *          1 - decay, gradient scale (1 / micro-batches): g is multiplied by it before anything else.
 * Work     one work-item per element; the norm in PARTS strided sums, then one work-item adds them in order.
 * Numerics fp32; a non-finite norm leaves p, m, v and ema untouched: the host sees it in norm and rolls back.
 * Judge    OptimizerTest, ReferenceVectorsTest.
 */
__kernel void norm_parts(__global const float *restrict g, __global float *restrict parts, int count, int PARTS) {
    const int id = get_global_id(0);
    if (id >= PARTS) return;
    float sum = 0.f;
    for (int i0 = id; i0 < count; i0 += 64 * PARTS) {
        float part = 0.f;
        for (int i = i0; i < min(i0 + 64 * PARTS, count); i += PARTS) part = fma(g[i], g[i], part);
        sum += part;
    }
    parts[id] = sum;
}

__kernel void norm(__global const float *restrict parts, __global const float *restrict h, __global float *restrict result, int PARTS) {
    if (get_global_id(0) > 0) return;
    float sum = 0.f;
    for (int i = 0; i < PARTS; i++) sum += parts[i];
    result[0] = h[9] * sqrt(sum);
}

__kernel void adamw(__global float *restrict p, __global float *restrict m, __global float *restrict v, __global float *restrict g,
                    __global const float *restrict norm, __global const float *restrict h, int count) {
    const int id = get_global_id(0);
    if (id >= count) return;
    const float grad = g[id] * h[9] * fmin(1.f, h[7] / (norm[0] + 1e-6f));
    g[id] = 0.f;
    if (!isfinite(norm[0])) return;
    const float first = fma(h[2], m[id], (1.f - h[2]) * grad), second = fma(h[3], v[id], (1.f - h[3]) * grad * grad);
    m[id] = first;
    v[id] = second;
    p[id] = p[id] * (1.f - h[0] * h[1]) - h[0] / h[5] * first / (sqrt(second) / h[6] + h[4]);
}

__kernel void ema(__global float *restrict shadow, __global const float *restrict p, __global const float *restrict norm,
                  __global const float *restrict h, int count) {
    const int id = get_global_id(0);
    if (id < count && isfinite(norm[0])) shadow[id] -= h[8] * (shadow[id] - p[id]);
}
