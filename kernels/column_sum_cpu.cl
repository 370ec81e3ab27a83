/* Sums over rows, CPU family: the gradients of a bias and of a vector that was added to every pixel of an image.
 *
 * column_sum_cpu: out[s,c] (+)= sum of dy[p,c] over the rows p of part s;   sum_parts: y[i] += sum_s parts[s,i]
 * Shapes   dy [R,C]; out [S,C], which is the result itself where the parts are images or where there is one; parts [S,count].
 * Work     column_sum_cpu: one work-item a part and block of channels; sum_parts: perItem elements.
 * Memory   the block's rows in order, four vectors wide.
 * Numerics fp32, sums of 64 rows added in order; parts added in order.
 * Fixed    the rows of a part, the channels and elements of an item: as many as give each core work.
 * Judge    Conv2dTest, LinearTest, ReferenceVectorsTest.
 */
#include "cpu_math.clh"
#define COLS 4

/* out[c ..] (+)= sums of the COLS vectors that begin at dy, of which the first `channels` floats exist. */
INLINE void sum_columns(const int WHOLE, __global const float *dy, __global float *out, int rows, int C, int channels, int add) {
    vf total[COLS];
    UNROLL for (int k = 0; k < COLS; k++) total[k] = (vf)(0.0f);
    for (int p0 = 0; p0 < rows; p0 += 64) {
        vf sum[COLS];
        UNROLL for (int k = 0; k < COLS; k++) sum[k] = (vf)(0.0f);
        for (int p = p0; p < min(p0 + 64, rows); p++)
            UNROLL for (int k = 0; k < COLS; k++) {
                __global const float *from = dy + (size_t)p * C + k * VL;
                sum[k] += WHOLE ? LOAD(from) : load_lanes(from, channels - k * VL);
            }
        UNROLL for (int k = 0; k < COLS; k++) total[k] += sum[k];
    }
    UNROLL for (int k = 0; k < COLS; k++) {
        const int left = channels - k * VL;
        store_lanes(out + k * VL, add ? load_lanes(out + k * VL, left) + total[k] : total[k], left);
    }
}

CPU_KERNEL void column_sum_cpu(__global const float *restrict dy, __global float *restrict out, int R, int C,
                               int rowsPerItem, int channelsPerItem, int add) {
    const int begin = get_group_id(0) * rowsPerItem, rows = min(R - begin, rowsPerItem);
    const int first = get_group_id(1) * channelsPerItem, last = min(C, first + channelsPerItem);
    dy += (size_t)begin * C;
    out += (size_t)get_group_id(0) * C;
    for (int c = first; c < last; c += COLS * VL) {
        const int channels = min(COLS * VL, last - c);
        if (channels == COLS * VL) sum_columns(1, dy + c, out + c, rows, C, channels, add);
        else sum_columns(0, dy + c, out + c, rows, C, channels, add);
    }
}

CPU_KERNEL void sum_parts(__global const float *restrict parts, __global float *restrict y, int count, int S, int perItem) {
    const int begin = get_group_id(0) * perItem, end = min(count, begin + perItem);
    for (int i = begin; i < end; i += VL) {
        vf sum = load_lanes(y + i, end - i);
        for (int s = 0; s < S; s++) sum += load_lanes(parts + (size_t)s * count + i, end - i);
        store_lanes(y + i, sum, end - i);
    }
}
