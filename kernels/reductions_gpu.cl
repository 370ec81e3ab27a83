// Sums over many numbers on a GPU: gradients of vectors that were added to rows, squared errors, the norm of all gradients.
//
//   column_sum_gpu:   y[z,n,c] = sum of x[n,p,c] over the pixels p of chunk z, or y[c] += ... where there is one chunk
//   mse_parts_gpu:    parts[n,z] = sum of (out - target)^2 over share z of image n
//   norm_parts_gpu:   parts[z] = sum of g^2 over share z;   norm_gpu: result = h[9] sqrt(sum of parts)
//
// Shapes     x [N,P,C], y [chunks,N,C]; out, target [N,E], parts [N,PARTS]; g [COUNT], parts [PARTS], h as in optimizer.cl,
//            result [1].
// Work       groups of LANES items. Columns: group (strip, chunk, n), width neighbouring channels side by side, LANES / width
//            pixels apart; the others: group (part, n), items side by side.
// Memory     read once, coalesced. Local: one float for each item.
// Numerics   fp32; each item adds its own in order, then a tree; parts are added by sum_parts, mse (mse.cl) or norm_gpu.
// Tuned      the chunks of column_sum_gpu.
// Judge      Conv2dTest, LinearTest (columns), MseTest, OptimizerTest, ReferenceVectorsTest.
#include "reduce_gpu.clh"

WHOLE_GROUP __kernel void column_sum_gpu(const __global float *restrict x, __global float *restrict y,
                                         int N, int P, int C, int width, int chunk, int add) {
    __local float sums[LANES];
    const int item = get_local_id(0), rows = LANES / width, lane = item % width, row = item / width;
    const int c = get_group_id(0) * width + lane, z = get_group_id(1), n = get_group_id(2);
    const int at = lane * rows + row, end = min(P, (z + 1) * chunk);
    float sum = 0.f;
    if (row < rows && c < C)
        for (int p = z * chunk + row; p < end; p += rows) sum += x[((size_t)n * P + p) * C + c];
    if (row < rows) sums[at] = sum;
    SUM_SEGMENT(sums, at, row, rows)
    if (row == 0 && c < C) {
        const size_t out = ((size_t)z * N + n) * C + c;
        y[out] = add ? y[out] + sums[at] : sums[at];
    }
}

WHOLE_GROUP __kernel void mse_parts_gpu(const __global float *restrict out, const __global float *restrict target,
                                        __global float *restrict parts, int E, int PARTS) {
    __local float sums[LANES];
    const int item = get_local_id(0), z = get_group_id(0), n = get_group_id(1), share = (E + PARTS - 1) / PARTS;
    const size_t image = (size_t)n * E;
    float sum = 0.f;
    for (int i = z * share + item; i < min(E, (z + 1) * share); i += LANES) {
        const float d = out[image + i] - target[image + i];
        sum = fma(d, d, sum);
    }
    sums[item] = sum;
    SUM_SEGMENT(sums, item, item, LANES)
    if (item == 0) parts[n * PARTS + z] = sums[0];
}

WHOLE_GROUP __kernel void norm_parts_gpu(const __global float *restrict g, __global float *restrict parts, int COUNT, int PARTS) {
    __local float sums[LANES];
    const int item = get_local_id(0), z = get_group_id(0), share = (COUNT + PARTS - 1) / PARTS, begin = min(COUNT, z * share);
    float sum = 0.f;
    for (int i = begin + item; i < min(COUNT - begin, share) + begin; i += LANES) sum = fma(g[i], g[i], sum);
    sums[item] = sum;
    SUM_SEGMENT(sums, item, item, LANES)
    if (item == 0) parts[z] = sums[0];
}

WHOLE_GROUP __kernel void norm_gpu(const __global float *restrict parts, const __global float *restrict h,
                                   __global float *restrict result, int PARTS) {
    __local float sums[LANES];
    const int item = get_local_id(0);
    float sum = 0.f;
    for (int i = item; i < PARTS; i += LANES) sum += parts[i];
    sums[item] = sum;
    SUM_SEGMENT(sums, item, item, LANES)
    if (item == 0) result[0] = h[9] * sqrt(sums[0]);
}
