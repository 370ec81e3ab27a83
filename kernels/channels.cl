/* Joining and cutting along channels, plain and GPU families.
 *
 * concat: y = [a, b] per pixel;   slice: y[r,c] = x[r, first + c]
 * Shapes   a [R,CA], b [R,CB], y [R,CA+CB] for concat; x [R,CX], y [R,C] for slice.
 * Work     one work-item per element of y, channels fastest: coalesced.
 * Numerics exact: numbers are copied.
 * Judge    ChannelsTest, ReferenceVectorsTest.
 */
__kernel void concat(__global const float *restrict a, __global const float *restrict b, __global float *restrict y,
                     int R, int CA, int CB) {
    const int id = get_global_id(0);
    if (id >= R * (CA + CB)) return;
    const int c = id % (CA + CB), r = id / (CA + CB);
    y[id] = c < CA ? a[(size_t)r * CA + c] : b[(size_t)r * CB + c - CA];
}

__kernel void slice(__global const float *restrict x, __global float *restrict y, int R, int CX, int C, int first) {
    const int id = get_global_id(0);
    if (id < R * C) y[id] = x[(size_t)(id / C) * CX + first + id % C];
}
