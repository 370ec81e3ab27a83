/* Normals of counter-based streams, all families: the noise of a stage for every image, mixed from up to sixteen seeds.
 *
 * z[n,i] = sum_k weight[n,k] normal(seed[n,k], stage, i);  element i is word i mod 4 of Philox block i / 4 (diffusion.Philox)
 * Shapes   seeds [N,16,2] (low, high word), weights [N,16], z [N,E] with elements in NHWC order; row: a stage's numbers
 *          (diffusion.Stage.toFloats), of which [13], the factor of the noise, and [19], the stream, matter here.
 * Work     one work-item per four elements of one image. A stage that uses no noise writes nothing,
 *          and a part without weight costs the look at its weight.
 * Numerics integers exact everywhere; normals differ by the device's log, cospi, sinpi: about 1e-6.
 * Judge    NoiseTest.
 */
#include "philox.clh"

#define PARTS 16

__kernel void noise(__global const int *restrict seeds, __global const float *restrict weights, __global const float *restrict row,
                    __global float *restrict z, int N, int E) {
    const int blocks = (E + 3) / 4, id = get_global_id(0);
    if (id >= N * blocks || row[13] == 0.f) return;
    const int block = id % blocks, n = id / blocks;
    float4 sum = (float4)(0.f);
    for (int k = 0; k < PARTS; k++) {
        const float weight = weights[n * PARTS + k];
        if (weight == 0.f) continue;
        const uint2 key = (uint2)(as_uint(seeds[(n * PARTS + k) * 2]), as_uint(seeds[(n * PARTS + k) * 2 + 1]));
        sum += weight * philox_normals((uint4)(block, (uint)row[19], 0, 0), key);
    }
    const float parts[4] = {sum.x, sum.y, sum.z, sum.w};
    for (int i = 0; i < min(4, E - 4 * block); i++) z[(size_t)n * E + 4 * block + i] = parts[i];
}
