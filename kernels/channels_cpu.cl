/* Joining and cutting along channels, CPU family: rows are copied whole vectors at a time.
 *
 * concat_cpu: y = [a, b] per pixel;   slice_cpu: y[r,c] = x[r, first + c]
 * Shapes   a [R,CA], b [R,CB], y [R,CA+CB] for concat; x [R,CX], y [R,C] for slice.
 * Work     one work-item: rowsPerItem rows. Memory: everything is read and written once.
 * Numerics exact: numbers are copied.
 * Judge    ChannelsTest, ReferenceVectorsTest.
 */
#include "cpu.clh"

ONE_WORK_ITEM __kernel void concat_cpu(__global const float *restrict a, __global const float *restrict b, __global float *restrict y,
                                       int R, int CA, int CB, int rowsPerItem) {
    const int first = get_group_id(0) * rowsPerItem;
    for (int r = first; r < min(first + rowsPerItem, R); r++) {
        copy_floats(y + (size_t)r * (CA + CB), a + (size_t)r * CA, CA);
        copy_floats(y + (size_t)r * (CA + CB) + CA, b + (size_t)r * CB, CB);
    }
}

ONE_WORK_ITEM __kernel void slice_cpu(__global const float *restrict x, __global float *restrict y,
                                      int R, int CX, int C, int first, int rowsPerItem) {
    const int begin = get_group_id(0) * rowsPerItem;
    for (int r = begin; r < min(begin + rowsPerItem, R); r++) copy_floats(y + (size_t)r * C, x + (size_t)r * CX + first, C);
}
