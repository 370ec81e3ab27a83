/* Weighted squared error, all families; the GPU has mse_parts of its own.
 *
 * loss[n] = w[n] / E sum_i (out[n,i] - target[n,i])^2;   dout[n,i] = 2 w[n] / E (out - target) dloss[n]
 * mean_of: y = sum_n x[n] / N;   mean_gradient: dx[n] = dy / N
 * Shapes   out, target, dout [N,E], w, loss, dloss [N]; y, dy [1].
 * Work     mse: PARTS work-items per image, then one per image adds their sums in order; the others one per element.
 * Numerics fp32; each partial sum strides over E, sums of 64 terms apart: error below 1e-6 of the loss.
 * Judge    MseTest, ReferenceVectorsTest.
 */
__kernel void mse_parts(__global const float *restrict out, __global const float *restrict target, __global float *restrict parts,
                        int N, int E, int PARTS) {
    const int id = get_global_id(0);
    if (id >= N * PARTS) return;
    const int n = id / PARTS, first = id % PARTS;
    float sum = 0.f;
    for (int i0 = first; i0 < E; i0 += 64 * PARTS) {
        float part = 0.f;
        for (int i = i0; i < min(i0 + 64 * PARTS, E); i += PARTS) {
            const float d = out[(size_t)n * E + i] - target[(size_t)n * E + i];
            part = fma(d, d, part);
        }
        sum += part;
    }
    parts[id] = sum;
}

__kernel void mse(__global const float *restrict parts, __global const float *restrict w, __global float *restrict loss,
                  int N, int E, int PARTS) {
    const int n = get_global_id(0);
    if (n >= N) return;
    float sum = 0.f;
    for (int i = 0; i < PARTS; i++) sum += parts[n * PARTS + i];
    loss[n] = w[n] * sum / (float)E;
}

__kernel void mse_gradient(__global const float *restrict out, __global const float *restrict target,
                           __global const float *restrict w, __global const float *restrict dloss, __global float *restrict dout,
                           int N, int E) {
    const int id = get_global_id(0);
    if (id >= N * E) return;
    const int n = id / E;
    dout[id] = 2.f * w[n] * dloss[n] / (float)E * (out[id] - target[id]);
}

__kernel void mean_of(__global const float *restrict x, __global float *restrict y, int N) {
    if (get_global_id(0) > 0) return;
    float sum = 0.f;
    for (int n = 0; n < N; n++) sum += x[n];
    y[0] = sum / (float)N;
}

__kernel void mean_gradient(__global const float *restrict dy, __global float *restrict dx, int N) {
    const int n = get_global_id(0);
    if (n < N) dx[n] = dy[0] / (float)N;
}
