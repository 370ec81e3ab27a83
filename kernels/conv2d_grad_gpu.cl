// Weight gradient of the 3x3 convolution on a GPU, as one product of matrices over all pixels:
//
//   dw[a,b,c,o] += sum over n,i,j of x[n, i*stride+a-pad, j*stride+b-pad, c] * dy[n,i,j,o]
//
// with m = (a,b,c) and k = (n,i,j).
//
// Source     Dumoulin and Visin 2016, arXiv:1603.07285, section 4; tiles as in gemm_gpu.clh.
// Shapes     x [N,H,W,CI], dy [N,HO,WO,CO], dw [3,3,CI,CO]. Any channel counts; VA = 4 wants CI % 4 == 0, VN = 4 wants CO % 4 ==
//            0.
// Work       group (n-tile, m-tile, part): TM x TN sums over `chunk` pixels, a multiple of TK. With several parts y is
//            [parts,9*CI,CO] and has = 0, and sum_parts adds them to dw in order. `first` m-tiles and `first_part` parts came in
//            earlier launches.
// Memory     an item follows one tap and four neighbours in c from pixel to pixel; rows of channels of x and dy are read in one
//            piece.
// Numerics   fp32; each part in order of its pixels, so the error grows with sqrt(chunk), not with all pixels.
// Tuned      TM, TN, TK, RM, RN (gemm_gpu.clh), parts.
// Judge      Conv2dTest, ReferenceVectorsTest, SecondOpinionTest (races).
#include "gemm_gpu.clh"

GROUP __kernel void conv2d_weight_gradient_gpu(const __global float *restrict x, const __global float *restrict dy,
                                               __global float *restrict y, int N, int H, int W, int CI, int HO, int WO, int CO,
                                               int stride, int pad, int first, int first_part, int chunk, int has) {
    __local float a[TK * A_PITCH] __attribute__((aligned(16))), b[TK * B_PITCH] __attribute__((aligned(16)));
    const int item = get_local_id(0), M = 9 * CI, K = N * HO * WO;
    const int n0 = get_group_id(0) * TN, m0 = (first + (int)get_group_id(1)) * TM;
    const int part = first_part + (int)get_group_id(2);
    const int begin = part * chunk, end = min(K, begin + chunk);

    // This item's share of a: the same four values of m at A_LOADS values of k.
    const int am = item % (TM / 4) * 4, ak = item / (TM / 4);
    int du[4], dv[4], c[4];
    UNROLL for (int e = 0; e < 4; e++) {
        const int m = m0 + am + e, tap = m / CI;
        du[e] = m < M ? tap / 3 - pad : -H * stride - H - 3;
        dv[e] = tap % 3 - pad;
        c[e] = m % CI;
    }
    int n[A_LOADS], i[A_LOADS], j[A_LOADS];
    UNROLL for (int q = 0; q < A_LOADS; q++) {
        const int k = begin + ak + q * (THREADS / (TM / 4));
        n[q] = k / (HO * WO);
        i[q] = k / WO % HO;
        j[q] = k % WO;
    }

    float4 sum[RM][RN / 4], next_a[A_LOADS], next_b[B_LOADS];
    clear_sums(sum);
    clear_loads(next_a, next_b);
    for (int k0 = begin - TK; k0 < end; k0 += TK) {
        UNROLL for (int q = 0; q < A_LOADS; q++)
            if (A_HAS(item + q * THREADS)) lay_along(a, A_PITCH, ak + q * (THREADS / (TM / 4)), am, next_a[q]);
        lay_rows(b, next_b, item);
        barrier(CLK_LOCAL_MEM_FENCE);
        if (k0 + TK < end) {
            UNROLL for (int q = 0; q < A_LOADS; q++) {
                const bool inside = k0 + TK + ak + q * (THREADS / (TM / 4)) < end;
                const __global float *image = x + (size_t)(inside ? n[q] : 0) * H * W * CI;
#if VA == 4
                const int s = i[q] * stride + du[0], t = j[q] * stride + dv[0];
                next_a[q] = inside && s >= 0 && s < H && t >= 0 && t < W ? quad(image + (s * W + t) * CI + c[0]) : (float4)(0.f);
#else
                float v[4];
                UNROLL for (int e = 0; e < 4; e++) {
                    const int s = i[q] * stride + du[e], t = j[q] * stride + dv[e];
                    v[e] = inside && s >= 0 && s < H && t >= 0 && t < W ? image[(s * W + t) * CI + c[e]] : 0.f;
                }
                next_a[q] = (float4)(v[0], v[1], v[2], v[3]);
#endif
                j[q] += TK;
                while (j[q] >= WO) {
                    j[q] -= WO;
                    if (++i[q] == HO) {
                        i[q] = 0;
                        n[q]++;
                    }
                }
            }
            fetch_rows(next_b, dy, k0 + TK, end, n0, CO, item);
        }
        if (k0 >= begin) multiply_tiles(sum, a, b, item);
        barrier(CLK_LOCAL_MEM_FENCE);
    }

    UNROLL for (int row = 0; row < RM; row++) {
        const int m = m0 + tile_row(item, row);
        if (m >= M) continue;
        const size_t at = ((size_t)(has & HAS_OLD ? 0 : part) * M + m) * CO;
        UNROLL for (int q = 0; q < RN / 4; q++)
            finish_quad(sum[row][q], y, y, y, y, at, n0 + tile_column(item, q), CO, has, 1.f);
    }
}
