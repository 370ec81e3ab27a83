/* What the device can do at most, for comparison: fused multiply-adds on registers, and reading memory once.
 *
 * fma_peak: ACCUMULATORS independent chains of VL floats, each a = a b + c;   read_peak: the sum of x
 * Shapes   x [..] of n vectors of VL floats, y one vector a work-item.
 * Work     fma_peak: every work-item runs ROUNDS rounds: 2 VL ACCUMULATORS ROUNDS flops; read_peak: each sums its share of x.
 * Numerics |b| < 1 keeps the chains finite; the result is stored so that nothing is optimised away.
 * Macros   VL and ACCUMULATORS: enough chains to hide the latency, few enough to stay in registers.
 * Judge    ProbeTest.
 */
#ifndef VL
#define VL 8
#endif
#ifndef ACCUMULATORS
#define ACCUMULATORS 12
#endif
#if VL == 1
#define VECTOR float
#else
#define JOIN(a, b) a##b
#define NAMED(a, b) JOIN(a, b)
#define VECTOR NAMED(float, VL)
#endif

__kernel void fma_peak(__global float *restrict y, int rounds, float b, float c) {
    VECTOR a[ACCUMULATORS];
    _Pragma("unroll") for (int i = 0; i < ACCUMULATORS; i++) a[i] = (VECTOR)(c * i);
    for (int r = 0; r < rounds; r++) {
        _Pragma("unroll") for (int i = 0; i < ACCUMULATORS; i++) a[i] = fma(a[i], (VECTOR)(b), (VECTOR)(c));
    }
    VECTOR sum = a[0];
    _Pragma("unroll") for (int i = 1; i < ACCUMULATORS; i++) sum += a[i];
    ((__global VECTOR *)y)[get_global_id(0)] = sum;
}

__kernel void read_peak(__global const float *restrict x, __global float *restrict y, int vectors) {
    VECTOR sum = (VECTOR)(0.f);
    for (int i = get_global_id(0); i < vectors; i += get_global_size(0)) sum += ((__global const VECTOR *)x)[i];
    ((__global VECTOR *)y)[get_global_id(0)] = sum;
}
