// Weights of a 3x3 convolution as the gradient of its input wants them: flipped[a',b',o,c] = w[2-a',2-b',c,o].
//
// parity = 1: the nine taps in four blocks, as stride 2 splits them: (1,1) | (1,0) (1,2) | (0,1) (2,1) | (0,0) (0,2) (2,0) (2,2).
//
// Shapes     w [3,3,CI,CO], flipped [9,CO,CI].
// Work       group of SIDE x SIDE items: one square of one tap; range (CI, CO, 9), rounded up to SIDE.
// Memory     the square is turned in local memory, so that reads run along o and writes along c.
// Numerics   exact: numbers are copied.
// Macros     SIDE: 16, or 8 where groups hold fewer than 256 items.
// Judge      Conv2dTest.
#ifndef SIDE
#define SIDE 16
#endif

__constant int BY_PARITY[9] = {4, 3, 5, 1, 7, 0, 2, 6, 8};

__attribute__((reqd_work_group_size(SIDE, SIDE, 1)))
__kernel void conv2d_flip_gpu(const __global float *restrict w, __global float *restrict flipped, int CI, int CO, int parity) {
    __local float square[SIDE][SIDE + 1];
    const int s = get_local_id(0), t = get_local_id(1), c0 = get_group_id(0) * SIDE, o0 = get_group_id(1) * SIDE;
    const int tap = get_group_id(2), from = 8 - (parity ? BY_PARITY[tap] : tap);
    if (c0 + t < CI && o0 + s < CO) square[t][s] = w[((size_t)from * CI + c0 + t) * CO + o0 + s];
    barrier(CLK_LOCAL_MEM_FENCE);
    if (c0 + s < CI && o0 + t < CO) flipped[((size_t)tap * CO + o0 + t) * CI + c0 + s] = square[s][t];
}
