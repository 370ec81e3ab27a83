/* Linear layer and 1x1 convolution, CPU family: a GEMM of register tiles (Goto and van de Geijn 2008).
 *
 * y[p,o] = scale * (sum_c x[p,c] w[c,o] + bias[o] + e[n,o] + r[p,o]),  n = p / P
 * The input gradient dx[p,c] = sum_o dy[p,o] w[c,o] (+ r) is the same kernel on weights that were packed transposed.
 * Shapes   x [R,CI], w [CI,CO], bias [CO], e [R/P,CO], r and y [R,CO]; packed [panels][CI][KC] with KC = COLS * VL, zero padded.
 *          With JOINED x is in two parts, x [R,C1] and x2 [R,CI-C1]; else C1 = CI.
 * Work     one work-item: rowsPerItem rows by panelsPerItem panels; inside, tiles of ROWS x KC sums in registers.
 * Memory   the item's rows stay in L1 while the panels pass, from L2. The next tile's rows, results and residual are
 *          asked for ahead: half of the time of thin layers was waiting for them. pack_linear runs once per weight change.
 *          Rows past the last repeat it and are not stored.
 * Numerics fp32, one fused multiply-add sum over c per element.
 * Addends  `has` says which are given (an absent one is bound to any buffer).
 * Tuned    tilesPerItem: rowsPerItem / ROWS.
 * Fixed    ROWS x COLS (6 x 2 fills AVX2's 16 registers, 12 x 2 AVX-512's 32); panelsPerItem: as many as leave each core work.
 * Judge    LinearTest, ReferenceVectorsTest.
 */
#include "linear_cpu.clh"

/* Bits of `has`. */
enum { BIAS = 1, PER_IMAGE = 2, RESIDUAL = 4 };

/* packed[panel][i][k] = w[i * innerStride + (panel KC + k) * outerStride]: strides (CO, 1) pack w, (1, CO) its transpose. Squares of eight. */
__kernel void pack_linear(__global const float *restrict w, __global float *restrict packed,
                          int inner, int outer, int innerStride, int outerStride) {
    const int first = get_global_id(0) * KC;
    packed += (size_t)first * inner;
    for (int k0 = 0; k0 < KC; k0 += 8)
        for (int i0 = 0; i0 < inner; i0 += 8) {
            __global const float *from = w + (size_t)i0 * innerStride + (size_t)(first + k0) * outerStride;
            __global float *to = packed + i0 * KC + k0;
            if (i0 + 8 <= inner && first + k0 + 8 <= outer) {
                float8 rows[8];
                UNROLL for (int r = 0; r < 8; r++) rows[r] = LOAD8(__global, from + (size_t)r * (outerStride == 1 ? innerStride : outerStride));
                if (outerStride > 1) turn(rows);
                UNROLL for (int r = 0; r < 8; r++) STORE8(__global, to + r * KC, rows[r]);
                continue;
            }
            for (int i = 0; i < min(8, inner - i0); i++)
                for (int k = 0; k < 8; k++)
                    to[i * KC + k] = first + k0 + k < outer ? from[(size_t)i * innerStride + (size_t)k * outerStride] : 0.0f;
        }
}

/* Asks for ROWS rows of x. */
INLINE void ask(__global const float *x, int CI) {
    for (int i = 0; i < ROWS * CI; i += LINE) PREFETCH(x + i);
}

/* sum[r][k] += x[min(r, last)] w for CI channels. */
INLINE void multiply(__global const float *x, int CI, int last, __global const float *w, vf sum[ROWS][COLS]) {
    __global const float *row[ROWS];
    UNROLL for (int r = 0; r < ROWS; r++) row[r] = x + (size_t)min(r, last) * CI;
    for (int c = 0; c < CI; c++) {
        vf weights[COLS];
        UNROLL for (int k = 0; k < COLS; k++) weights[k] = LOAD(w + c * KC + k * VL);
        UNROLL for (int r = 0; r < ROWS; r++) {
            const vf value = (vf)(row[r][c]);
            UNROLL for (int k = 0; k < COLS; k++) sum[r][k] = fma(value, weights[k], sum[r][k]);
        }
    }
}

CPU_KERNEL void linear_cpu(__global const float *restrict x, __global const float *restrict x2, __global const float *restrict packed,
                           __global const float *restrict bias, __global const float *restrict e,
                           __global const float *restrict residual, __global float *restrict y,
                           int R, int P, int CI, int C1, int CO, int rowsPerItem, int panelsPerItem, int has, float scale) {
    const int begin = get_group_id(0) * rowsPerItem, end = min(R, begin + rowsPerItem);
    const int firstPanel = get_group_id(1) * panelsPerItem;
    const int lastPanel = min((CO + KC - 1) / KC, firstPanel + panelsPerItem);
    for (int panel = firstPanel; panel < lastPanel; panel++) {
        __global const float *w = packed + (size_t)panel * CI * KC;
        const int column = panel * KC;
        vf start[COLS];
        UNROLL for (int k = 0; k < COLS; k++) {
            const int left = CO - column - k * VL;
            start[k] = has & BIAS && left > 0 ? load_lanes(bias + column + k * VL, left) : (vf)(0.0f);
        }
        for (int p = begin; p < end; p += ROWS) {
            vf sum[ROWS][COLS];
            UNROLL for (int r = 0; r < ROWS; r++) UNROLL for (int k = 0; k < COLS; k++) sum[r][k] = start[k];
            __global float *to = y + (size_t)p * CO + column;
            __global const float *other = residual + (size_t)p * CO + column;
            if (panel == firstPanel) {
                ask(x + (size_t)(p + ROWS) * C1, C1);
                if (JOINED) ask(x2 + (size_t)(p + ROWS) * (CI - C1), CI - C1);
            }
            const size_t next = p + ROWS < end ? (size_t)(p + ROWS) * CO + column : (size_t)begin * CO + column + KC;
            UNROLL for (int r = 0; r < ROWS; r++)
                EACH_LINE(i, KC) {
                    PREFETCH_WRITE(y + next + (size_t)r * CO + i);
                    if (has & RESIDUAL) PREFETCH(residual + next + (size_t)r * CO + i);
                }
            multiply(x + (size_t)p * C1, C1, end - 1 - p, w, sum);
            if (JOINED) multiply(x2 + (size_t)p * (CI - C1), CI - C1, end - 1 - p, w + C1 * KC, sum);
            if (p + ROWS <= end && column + KC <= CO) {
                UNROLL for (int r = 0; r < ROWS; r++)
                    UNROLL for (int k = 0; k < COLS; k++) {
                        vf v = sum[r][k];
                        if (has & PER_IMAGE) v += LOAD(e + (size_t)((p + r) / P) * CO + column + k * VL);
                        if (has & RESIDUAL) v += LOAD(other + (size_t)r * CO + k * VL);
                        STORE(to + (size_t)r * CO + k * VL, v * scale);
                    }
                continue;
            }
            float tile[ROWS * KC];
            UNROLL for (int r = 0; r < ROWS; r++) UNROLL for (int k = 0; k < COLS; k++) STORE(tile + r * KC + k * VL, sum[r][k]);
            for (int r = 0; r < min(ROWS, end - p); r++)
                for (int o = 0; o < min(KC, CO - column); o++) {
                    float v = tile[r * KC + o];
                    if (has & PER_IMAGE) v += e[(size_t)((p + r) / P) * CO + column + o];
                    if (has & RESIDUAL) v += other[(size_t)r * CO + o];
                    to[(size_t)r * CO + o] = v * scale;
                }
        }
    }
}
