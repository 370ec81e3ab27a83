// 3x3 convolution on a GPU as one product of matrices that is never written out ("implicit GEMM"):
//
//   y[n,i,j,o] = scale * (sum over a,b,c of x[n, i*stride+a+su, j*stride+b+sv, c] * w[a,b,c,o] + bias[o] + e[n,o] + r[n,i,j,o])
//
// with m = (n,i,j), k = (a,b,c). The gradient of x is the same sum with dy for x and w flipped and transposed
// (conv2d_flip_gpu.cl); for stride 2 it falls into four, one for each parity of the row and column of dx, with the taps that meet
// it.
//
// Source     Chetlur et al. 2014 (cuDNN), arXiv:1410.0759, section 3; Dumoulin and Visin 2016, arXiv:1603.07285.
// Shapes     x [N,H,W,CI]; w [TAPS_DOWN,TAPS_ACROSS,CI,CO] from row w0 on, K = its rows; m runs over [N,GH,GW] and lands in y
//            [N,HO,WO,CO] at rows i*spread+yu and columns j*spread+yv; bias [CO], e [N,CO], r as y. Any channel counts; VA = 4
//            wants CI % 4 == 0, VN = 4 wants CO % 4 == 0.
// Work       group (n-tile, m-tile, part): TM x TN sums over part `part` of k, `chunk` values long, a multiple of TK. With
//            several parts y is [parts,M,CO], has = 0, and sum_parts adds them in order. `first` m-tiles and `first_part` parts
//            came in earlier launches.
// Memory     an item follows one value of k (four neighbours in c) through its pixels: rows of channels are read in one piece.
// Numerics   fp32; each part in order of k.
// Tuned      TM, TN, TK, RM, RN (gemm_gpu.clh), parts.
// Judge      Conv2dTest, ReferenceVectorsTest, SecondOpinionTest (races).
#include "gemm_gpu.clh"

/* A place in the window: tap row and column, channel. */
typedef struct {
    int a, b, c;
} Tap;

INLINE Tap tap_of(int k, int across, int CI) {
    const int tap = k / CI;
    return (Tap){tap / across, tap % across, k % CI};
}

INLINE Tap tap_after(Tap t, int steps, int across, int CI) {
    t.c += steps;
    while (t.c >= CI) {
        t.c -= CI;
        if (++t.b == across) {
            t.b = 0;
            t.a++;
        }
    }
    return t;
}

/* x at the tap of the window that begins at (top, left) of an image; 0 outside. */
INLINE float pixel(const __global float *image, Tap t, int top, int left, int H, int W, int CI) {
    const int u = top + t.a, v = left + t.b;
    return u >= 0 && u < H && v >= 0 && v < W ? image[(u * W + v) * CI + t.c] : 0.f;
}

INLINE float4 pixel_quad(const __global float *image, Tap t, int top, int left, int H, int W, int CI, int across, int down) {
#if VA == 4
    const int u = top + t.a, v = left + t.b;
    return t.a < down && u >= 0 && u < H && v >= 0 && v < W ? quad(image + (u * W + v) * CI + t.c) : (float4)(0.f);
#else
    const Tap t1 = tap_after(t, 1, across, CI), t2 = tap_after(t1, 1, across, CI), t3 = tap_after(t2, 1, across, CI);
    return (float4)(t.a < down ? pixel(image, t, top, left, H, W, CI) : 0.f,
                    t1.a < down ? pixel(image, t1, top, left, H, W, CI) : 0.f,
                    t2.a < down ? pixel(image, t2, top, left, H, W, CI) : 0.f,
                    t3.a < down ? pixel(image, t3, top, left, H, W, CI) : 0.f);
#endif
}

GROUP __kernel void conv2d_gpu(const __global float *restrict x, const __global float *restrict w,
                               const __global float *restrict bias, const __global float *restrict e,
                               const __global float *restrict r, __global float *restrict y,
                               int N, int H, int W, int CI, int GH, int GW, int HO, int WO, int CO,
                               int down, int across, int w0, int stride, int su, int sv, int spread, int yu, int yv,
                               int first, int first_part, int chunk, int has, float scale) {
    __local float a[TK * A_PITCH] __attribute__((aligned(16))), b[TK * B_PITCH] __attribute__((aligned(16)));
    const int item = get_local_id(0), M = N * GH * GW, K = down * across * CI;
    const int n0 = get_group_id(0) * TN, m0 = (first + (int)get_group_id(1)) * TM, part = first_part + (int)get_group_id(2);
    const int begin = part * chunk, end = min(K, begin + chunk);

    // This item's share of a: the same four values of k in every A_LOADS-th part of the rows.
    const int ak = item % (TK / 4) * 4, arow = item / (TK / 4);
    int top[A_LOADS], left[A_LOADS];
    const __global float *image[A_LOADS];
    UNROLL for (int q = 0; q < A_LOADS; q++) {
        const int m = m0 + arow + q * (THREADS / (TK / 4)), place = m % (GH * GW), n = m / (GH * GW);
        top[q] = m < M ? place / GW * stride + su : -H - 3;
        left[q] = place % GW * stride + sv;
        image[q] = x + (size_t)(m < M ? n : 0) * H * W * CI;
    }
    Tap tap = tap_of(begin + ak, across, CI);

    float4 sum[RM][RN / 4], next_a[A_LOADS], next_b[B_LOADS];
    clear_sums(sum);
    clear_loads(next_a, next_b);
    for (int k0 = begin - TK; k0 < end; k0 += TK) {
        UNROLL for (int q = 0; q < A_LOADS; q++)
            if (A_HAS(item + q * THREADS)) lay_across(a, A_PITCH, ak, arow + q * (THREADS / (TK / 4)), next_a[q]);
        lay_rows(b, next_b, item);
        barrier(CLK_LOCAL_MEM_FENCE);
        if (k0 + TK < end) {
            UNROLL for (int q = 0; q < A_LOADS; q++)
                next_a[q] = pixel_quad(image[q], tap, top[q], left[q], H, W, CI, across, down);
            tap = tap_after(tap, TK, across, CI);
            fetch_rows(next_b, w + (size_t)w0 * CO, k0 + TK, end, n0, CO, item);
        }
        if (k0 >= begin) multiply_tiles(sum, a, b, item);
        barrier(CLK_LOCAL_MEM_FENCE);
    }

    UNROLL for (int i = 0; i < RM; i++) {
        const int m = m0 + tile_row(item, i);
        if (m >= M) continue;
        const int n = m / (GH * GW), u = m / GW % GH * spread + yu, v = m % GW * spread + yv;
        const size_t at = (((size_t)part * N + n) * HO + u) * WO + v;
        UNROLL for (int j = 0; j < RN / 4; j++)
            finish_quad(sum[i][j], bias, e + n * CO, r, y, at * CO, n0 + tile_column(item, j), CO, has, scale);
    }
}
