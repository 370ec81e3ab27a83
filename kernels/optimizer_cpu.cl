/* Gradient norm, AdamW and EMA over all parameters, CPU family. Formulas, shapes and h of optimizer.cl.
 *
 * Work     one work-item: perItem elements in order. The parts of the norm are added by optimizer.cl's norm.
 * Memory   every buffer once, in vectors.
 * Numerics fp32; a part of the norm in 4 VL running sums; a non-finite norm leaves p, m, v and ema untouched.
 * Judge    OptimizerTest, ReferenceVectorsTest.
 */
#include "cpu_math.clh"
#define SUMS 4

CPU_KERNEL void norm_parts_cpu(__global const float *restrict g, __global float *restrict parts, int count, int perItem) {
    const int begin = min(count, (int)get_group_id(0) * perItem), end = min(count, begin + perItem);
    vf sum[SUMS];
    UNROLL for (int k = 0; k < SUMS; k++) sum[k] = (vf)(0.0f);
    int i = begin;
    for (; i + SUMS * VL <= end; i += SUMS * VL)
        UNROLL for (int k = 0; k < SUMS; k++) {
            const vf v = LOAD(g + i + k * VL);
            sum[k] = fma(v, v, sum[k]);
        }
    for (; i < end; i += VL) {
        const vf v = load_lanes(g + i, end - i);
        sum[0] = fma(v, v, sum[0]);
    }
    parts[get_group_id(0)] = vsum((sum[0] + sum[1]) + (sum[2] + sum[3]));
}

CPU_KERNEL void adamw_cpu(__global float *restrict p, __global float *restrict m, __global float *restrict v,
                          __global float *restrict g, __global const float *restrict norm, __global const float *restrict h,
                          int count, int perItem) {
    const int begin = get_group_id(0) * perItem, end = min(count, begin + perItem), usable = isfinite(norm[0]);
    const float scale = h[9] * fmin(1.0f, h[7] / (norm[0] + 1e-6f)), decay = 1.0f - h[0] * h[1], rate = h[0] / h[5];
    for (int i = begin; i < end; i += VL) {
        const int left = end - i;
        const vf grad = load_lanes(g + i, left) * scale;
        store_lanes(g + i, (vf)(0.0f), left);
        if (!usable) continue;
        const vf first = fma(load_lanes(m + i, left), (vf)(h[2]), (1.0f - h[2]) * grad);
        const vf second = fma(load_lanes(v + i, left), (vf)(h[3]), (1.0f - h[3]) * grad * grad);
        store_lanes(m + i, first, left);
        store_lanes(v + i, second, left);
        store_lanes(p + i, load_lanes(p + i, left) * decay - rate * first / (sqrt(second) / h[6] + h[4]), left);
    }
}

CPU_KERNEL void ema_cpu(__global float *restrict shadow, __global const float *restrict p, __global const float *restrict norm,
                        __global const float *restrict h, int count, int perItem) {
    const int begin = get_group_id(0) * perItem, end = min(count, begin + perItem);
    if (!isfinite(norm[0])) return;
    for (int i = begin; i < end; i += VL) {
        const vf old = load_lanes(shadow + i, end - i);
        store_lanes(shadow + i, old - h[8] * (old - load_lanes(p + i, end - i)), end - i);
    }
}
