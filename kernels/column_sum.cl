/* Sums over positions, plain family: the gradients of a bias and of a vector that was added to every pixel of an image.
 *
 * column_sum: db[c] += sum_p dy[p,c];   image_sum: e[n,c] = sum_p dy[n,p,c]
 * Shapes   dy [R,C] or [N,P,C], db [C], e [N,C].
 * Work     one work-item per sum. Memory: coalesced along c.
 * Numerics fp32, sums of 64 terms added in order.
 * Judge    Conv2dTest, LinearTest, ReferenceVectorsTest.
 */
static float chunked_sum(__global const float *dy, int rows, int C) {
    float sum = 0.f;
    for (int p0 = 0; p0 < rows; p0 += 64) {
        float part = 0.f;
        for (int p = p0; p < min(p0 + 64, rows); p++) part += dy[(size_t)p * C];
        sum += part;
    }
    return sum;
}

__kernel void column_sum(__global const float *restrict dy, __global float *restrict db, int R, int C) {
    const int c = get_global_id(0);
    if (c < C) db[c] += chunked_sum(dy + c, R, C);
}

__kernel void image_sum(__global const float *restrict dy, __global float *restrict e, int N, int P, int C) {
    const int id = get_global_id(0);
    if (id < N * C) e[id] = chunked_sum(dy + (size_t)(id / C) * P * C + id % C, P, C);
}
