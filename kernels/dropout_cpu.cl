/* Dropout, CPU family: the masks of training.cl's dropout, and its results to the bit.
 *
 * y = x / (1 - p) where byte >= 256 p, else 0 (Srivastava et al. 2014, inverted)
 * Shapes   x, y [N,E]; clock as in training.cl.
 * Work     one work-item: blocksPerItem blocks of 16 elements of a picture, VL blocks at a time.
 * Memory   x and y once, in order; masks live in registers and the first-level cache.
 * Numerics fp32; one product an element.
 * Judge    DropoutTest.
 */
#include "dropout_cpu.clh"

ONE_WORK_ITEM __kernel void dropout_cpu(__global const float *restrict x, __global const int *restrict clock, __global float *restrict y,
                                        int E, int layer, int below, int blocksPerItem) {
    const int n = get_group_id(1), blocks = (E + BLOCK - 1) / BLOCK, end = min(E, ((int)get_group_id(0) + 1) * blocksPerItem * BLOCK);
    const float scale = 256.f / (256 - below);
    x += (size_t)n * E;
    y += (size_t)n * E;
    for (int i = get_group_id(0) * blocksPerItem * BLOCK; i < end; i += VL * BLOCK) {
        uint words[4 * VL];
        draw_blocks(clock, (uint)(clock[3] + n) * (uint)blocks + (uint)(i / BLOCK), (uint)layer, words);
        const uchar *bytes = (const uchar *)words;
        if (i + VL * BLOCK <= end) {
            UNROLL for (int k = 0; k < VL * BLOCK; k += VL) STORE(y + i + k, dropped(LOAD(x + i + k), bytes + k, below, scale));
        } else {
            for (int k = 0; k < end - i; k++) y[i + k] = bytes[k] >= below ? scale * x[i + k] : 0.f;
        }
    }
}
