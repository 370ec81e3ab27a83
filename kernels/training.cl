/* What a training step draws and keeps, all families: pictures, timesteps, noise, dropout masks, the ring of losses.
 *
 * from_bytes: x = b / 127.5 - 1, with FLIP mirrored where the picture's flip is 1;   draw_flips: 0 or 1, a word's lowest bit
 * draw_timesteps: t = floor(T word / 2^32), uniform in 0..T-1;   lookup: y[n] = table[t[n]]
 * training_noise: z = standard normals;   dropout: y = x / (1 - p) where byte >= 256 p, else 0 (Srivastava et al. 2014, inverted)
 * keep: ring[row, first + i] = x[i]
 * Streams  Philox with key = seed, c1 = step, c2 = purpose (diffusion.Philox.Purpose), c3 = layer for dropout, else 0;
 *          c0 = index B + block with B blocks a picture, ceil(E / 4) for noise and ceil(E / 16), a byte an element, for dropout;
 *          c0 = index / 4 for one word a picture;
 *          index = clock[3] + n is the picture's place in the step, so micro-batches of any size draw the same numbers.
 * Shapes   clock I32 [5]: seed low, seed high, step, index of the first picture, ring row; bytes U8 [N,H,W,C]; x, z [N,E]; t, flips [N].
 * Work     from_bytes, lookup, keep, draw_timesteps, draw_flips: one work-item per element; noise: one per four, dropout: per sixteen.
 *          A CPU draws dropout with dropout_cpu.cl.
 * Numerics integers exact everywhere, so masks, timesteps and flips are the same on every device; noise to about 1e-6.
 * Judge    TrainingDrawsTest, DropoutTest.
 */
#include "philox.clh"

static inline uint4 drawn(__global const int *restrict clock, uint block, uint purpose, uint layer) {
    return philox((uint4)(block, (uint)clock[2], purpose, layer), (uint2)(as_uint(clock[0]), as_uint(clock[1])));
}

/* The word of the n-th picture of the micro-batch. */
static inline uint word_of(__global const int *restrict clock, int n, uint purpose) {
    const uint index = (uint)(clock[3] + n);
    const uint4 words = drawn(clock, index / 4, purpose, 0);
    return index % 4 == 0 ? words.x : index % 4 == 1 ? words.y : index % 4 == 2 ? words.z : words.w;
}

__kernel void draw_flips(__global const int *restrict clock, __global float *restrict flips, int N) {
    const int n = get_global_id(0);
    if (n < N) flips[n] = word_of(clock, n, FLIPPING) & 1u;
}

/* Flips are read with FLIP only. */
__kernel void from_bytes(__global const uchar *restrict bytes, __global const float *restrict flips, __global float *restrict x,
                         int count, int E, int W, int C) {
    const int id = get_global_id(0);
    if (id >= count) return;
    int from = id;
#ifdef FLIP
    if (flips[id / E] > 0.f) from += (W - 1 - 2 * (id / C % W)) * C;
#endif
    x[id] = (float)bytes[from] / 127.5f - 1.f;
}

__kernel void draw_timesteps(__global const int *restrict clock, __global float *restrict t, int N, int T) {
    const int n = get_global_id(0);
    if (n < N) t[n] = (float)mul_hi(word_of(clock, n, TIMESTEP), (uint)T);
}

__kernel void lookup(__global const float *restrict t, __global const float *restrict table, __global float *restrict y, int N) {
    const int n = get_global_id(0);
    if (n < N) y[n] = table[(int)t[n]];
}

__kernel void training_noise(__global const int *restrict clock, __global float *restrict z, int N, int E) {
    const int blocks = (E + 3) / 4, id = get_global_id(0);
    if (id >= N * blocks) return;
    const int block = id % blocks, n = id / blocks;
    const uint4 words = drawn(clock, (uint)(clock[3] + n) * (uint)blocks + (uint)block, TRAINING_NOISE, 0);
    const float2 low = normals_of(words.x, words.y), high = normals_of(words.z, words.w);
    const float parts[4] = {low.x, low.y, high.x, high.y};
    for (int i = 0; i < min(4, E - 4 * block); i++) z[(size_t)n * E + 4 * block + i] = parts[i];
}

__kernel void dropout(__global const float *restrict x, __global const int *restrict clock, __global float *restrict y,
                      int N, int E, int layer, int below) {
    const int blocks = (E + 15) / 16, id = get_global_id(0);
    if (id >= N * blocks) return;
    const int block = id % blocks, n = id / blocks;
    const size_t at = (size_t)n * E + 16 * block;
    const uchar16 drawn_bytes = as_uchar16(drawn(clock, (uint)(clock[3] + n) * (uint)blocks + (uint)block, DROPPING, (uint)layer));
    const float scale = 256.f / (256 - below);
    if (E - 16 * block >= 16) {
        const int16 kept = convert_int16(drawn_bytes) >= (int16)(below);
        vstore16(select((float16)(0.f), scale * vload16(0, x + at), kept), 0, y + at);
        return;
    }
    uchar bytes[16];
    vstore16(drawn_bytes, 0, bytes);
    for (int i = 0; i < E - 16 * block; i++) y[at + i] = bytes[i] >= below ? scale * x[at + i] : 0.f;
}

__kernel void keep(__global const float *restrict x, __global const int *restrict clock, __global float *restrict ring,
                   int count, int width, int first) {
    const int id = get_global_id(0);
    if (id < count) ring[(size_t)clock[4] * width + first + id] = x[id];
}
