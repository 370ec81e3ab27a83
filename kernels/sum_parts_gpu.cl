// The end of a sum that several work-groups shared, most of all of a product of matrices: adds their parts in order.
//
//   y[m,n] = scale * (sum over z of parts[z,m,n] + bias[n] + e[m/P,n] + r[m,n]),   or y[m,n] += sum over z of parts[z,m,n]
//
// Shapes     parts [PARTS,COUNT]; y, r [COUNT] = [M,CO], bias [CO], e [M/P,CO].
// Work       one item per element. Memory: coalesced, each part is read once.
// Numerics   fp32, parts in order: the same bits in every run on a device.
// Judge      Conv2dTest, LinearTest, GroupNormTest.

/* has: 1 = bias, 2 = e, 4 = r, 8 = add to y; a tensor that it does not name is not read. */
__kernel void sum_parts(const __global float *restrict parts, const __global float *restrict bias,
                       const __global float *restrict e, const __global float *restrict r, __global float *restrict y,
                       int COUNT, int PARTS, int CO, int P, int has, float scale) {
    const int id = get_global_id(0);
    if (id >= COUNT) return;
    float sum = 0.f;
    for (int z = 0; z < PARTS; z++) sum += parts[(size_t)z * COUNT + id];
    if (has & 1) sum += bias[id % CO];
    if (has & 2) sum += e[id / CO / P * CO + id % CO];
    if (has & 4) sum += r[id];
    sum *= scale;
    y[id] = has & 8 ? y[id] + sum : sum;
}
