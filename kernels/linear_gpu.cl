// Linear layer and 1x1 convolution on a GPU, with their gradients, as products of matrices:
//
//   linear_gpu:                  y[p,o] = scale * (sum over c of x[p,c] w[c,o] + bias[o] + e[p/P,o] + r[p,o])
//   the same with TRANSPOSED:    y[p,o] = sum over c of x[p,c] w[o,c] + ..., which is the gradient of x with dy for x
//   linear_weight_gradient_gpu:  dw[c,o] += sum over p of x[p,c] dy[p,o]
//
// Source     the products are textbook; tiles as in gemm_gpu.clh.
// Shapes     x [M,CI], w [CI,CO] ([CO,CI] if TRANSPOSED), bias [CO], e [M/P,CO], r and y [M,CO]; dy [M,CO], dw [CI,CO]. Any
//            channel counts; VA = 4 wants CI % 4 == 0, VN = 4 wants CO % 4 == 0.
// Work       group (n-tile, m-tile, part): TM x TN sums over `chunk` values of the inner dimension, a multiple of TK; several
//            parts go to y [parts,M,CO] with has = 0 and sum_parts adds them in order. `first` m-tiles and `first_part` parts
//            came in earlier launches.
// Memory     rows of x, w and dy are read in pieces of four floats, neighbours by neighbours.
// Numerics   fp32; each part in order.
// Tuned      TM, TN, TK, RM, RN (gemm_gpu.clh), parts.
// Judge      LinearTest, ReferenceVectorsTest, SecondOpinionTest (races).
#include "gemm_gpu.clh"

GROUP __kernel void linear_gpu(const __global float *restrict x, const __global float *restrict w,
                               const __global float *restrict bias, const __global float *restrict e,
                               const __global float *restrict r, __global float *restrict y,
                               int M, int P, int CI, int CO, int first, int first_part, int chunk, int has, float scale) {
    __local float a[TK * A_PITCH] __attribute__((aligned(16))), b[TK * B_PITCH] __attribute__((aligned(16)));
    const int item = get_local_id(0), n0 = get_group_id(0) * TN, m0 = (first + (int)get_group_id(1)) * TM;
    const int part = first_part + (int)get_group_id(2);
    const int begin = part * chunk, end = min(CI, begin + chunk), ak = item % (TK / 4) * 4, arow = item / (TK / 4);

    float4 sum[RM][RN / 4], next_a[A_LOADS], next_b[B_LOADS];
    clear_sums(sum);
    clear_loads(next_a, next_b);
    for (int k0 = begin - TK; k0 < end; k0 += TK) {
        UNROLL for (int q = 0; q < A_LOADS; q++)
            if (A_HAS(item + q * THREADS)) lay_across(a, A_PITCH, ak, arow + q * (THREADS / (TK / 4)), next_a[q]);
#ifdef TRANSPOSED
        UNROLL for (int q = 0; q < B_LOADS; q++) {
            const int at = item + q * THREADS;
            if (B_HAS(at)) lay_across(b, B_PITCH, ak, at / (TK / 4), next_b[q]);
        }
#else
        lay_rows(b, next_b, item);
#endif
        barrier(CLK_LOCAL_MEM_FENCE);
        if (k0 + TK < end) {
            UNROLL for (int q = 0; q < A_LOADS; q++) {
                const int m = m0 + arow + q * (THREADS / (TK / 4));
                next_a[q] = a_quad(x + (size_t)(m < M ? m : 0) * CI, k0 + TK + ak, m < M ? end : 0);
            }
#ifdef TRANSPOSED
            UNROLL for (int q = 0; q < B_LOADS; q++) {
                const int n = n0 + (item + q * THREADS) / (TK / 4);
                next_b[q] = a_quad(w + (size_t)(n < CO ? n : 0) * CI, k0 + TK + ak, n < CO ? end : 0);
            }
#else
            fetch_rows(next_b, w, k0 + TK, end, n0, CO, item);
#endif
        }
        if (k0 >= begin) multiply_tiles(sum, a, b, item);
        barrier(CLK_LOCAL_MEM_FENCE);
    }

    UNROLL for (int i = 0; i < RM; i++) {
        const int m = m0 + tile_row(item, i);
        if (m >= M) continue;
        UNROLL for (int j = 0; j < RN / 4; j++)
            finish_quad(sum[i][j], bias, e + m / P * CO, r, y, ((size_t)part * M + m) * CO, n0 + tile_column(item, j), CO,
                        has, scale);
    }
}

GROUP __kernel void linear_weight_gradient_gpu(const __global float *restrict x, const __global float *restrict dy,
                                               __global float *restrict y, int K, int CI, int CO,
                                               int first, int first_part, int chunk, int has) {
    __local float a[TK * A_PITCH] __attribute__((aligned(16))), b[TK * B_PITCH] __attribute__((aligned(16)));
    const int item = get_local_id(0), n0 = get_group_id(0) * TN, m0 = (first + (int)get_group_id(1)) * TM;
    const int part = first_part + (int)get_group_id(2);
    const int begin = part * chunk, end = min(K, begin + chunk);

    float4 sum[RM][RN / 4], next_a[A_LOADS], next_b[B_LOADS];
    clear_sums(sum);
    clear_loads(next_a, next_b);
    for (int k0 = begin - TK; k0 < end; k0 += TK) {
        UNROLL for (int q = 0; q < A_LOADS; q++) {
            const int at = item + q * THREADS;
            if (A_HAS(at)) lay_along(a, A_PITCH, at / (TM / 4), at % (TM / 4) * 4, next_a[q]);
        }
        lay_rows(b, next_b, item);
        barrier(CLK_LOCAL_MEM_FENCE);
        if (k0 + TK < end) {
            UNROLL for (int q = 0; q < A_LOADS; q++) {
                const int at = item + q * THREADS, k = k0 + TK + at / (TM / 4);
                next_a[q] = a_quad(x + (size_t)(k < end ? k : 0) * CI, m0 + at % (TM / 4) * 4, k < end ? CI : 0);
            }
            fetch_rows(next_b, dy, k0 + TK, end, n0, CO, item);
        }
        if (k0 >= begin) multiply_tiles(sum, a, b, item);
        barrier(CLK_LOCAL_MEM_FENCE);
    }

    UNROLL for (int i = 0; i < RM; i++) {
        const int m = m0 + tile_row(item, i);
        if (m >= CI) continue;
        const size_t at = ((size_t)(has & HAS_OLD ? 0 : part) * CI + m) * CO;
        UNROLL for (int j = 0; j < RN / 4; j++)
            finish_quad(sum[i][j], y, y, y, y, at, n0 + tile_column(item, j), CO, has, 1.f);
    }
}
