/* One stage of a sampler, all families: from x and the network's output to the next x (diffusion.Stage, with the papers).
 *
 * x0 = clamp(r0 x + r1 out, +-r2);  eps = r3 x + r4 x0 + r5 out
 * next = r6 x + r7 x0 + r8 eps + sum_k r[9+k] H[k] + r13 noise;  H[r14] = r15 x + r16 x0 + r17 eps;  x = next
 * Shapes   x, out, noise, x0 [COUNT], H [4,COUNT], row: a stage's numbers in the order of diffusion.Stage.toFloats.
 * Work     one work-item per element. Memory: history slots and noise with a factor of 0 are not read.
 * Numerics fp32; a slot is read before it is written.
 * Judge    MixTest, ReferenceVectorsTest.
 */
__kernel void mix_stage(__global float *restrict x, __global const float *restrict out, __global const float *restrict noise,
                        __global const float *restrict row, __global float *restrict h, __global float *restrict x0, int count) {
    const int id = get_global_id(0);
    if (id >= count) return;
    const float now = x[id], o = out[id];
    const float clean = clamp(fma(row[0], now, row[1] * o), -row[2], row[2]);
    const float eps = fma(row[3], now, fma(row[4], clean, row[5] * o));
    float next = fma(row[6], now, fma(row[7], clean, row[8] * eps));
    for (int k = 0; k < 4; k++)
        if (row[9 + k] != 0.f) next = fma(row[9 + k], h[(size_t)k * count + id], next);
    if (row[13] != 0.f) next = fma(row[13], noise[id], next);
    const int slot = (int)row[14];
    if (slot >= 0) h[(size_t)slot * count + id] = fma(row[15], now, fma(row[16], clean, row[17] * eps));
    x[id] = next;
    x0[id] = clean;
}

/* Pictures from [-1, 1] to bytes: round(255 clamp(x/2 + 1/2, 0, 1)). */
__kernel void to_bytes(__global const float *restrict x, __global uchar *restrict bytes, int count) {
    const int id = get_global_id(0);
    if (id < count) bytes[id] = convert_uchar_sat_rte(255.f * clamp(fma(x[id], 0.5f, 0.5f), 0.f, 1.f));
}
