package kaobako.op;

import java.util.Map;
import kaobako.exec.Engine;
import kaobako.graph.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Attention and its gradient, judged by the definition in double:
 * odd lengths, one token, one wide head, more keys than a block.
 */
class AttentionTest {
    private static final double TOLERANCE = 2e-5;

    @ParameterizedTest(name = "{0} images of {1} tokens, {2} heads of {3}")
    @CsvSource({"3, 35, 4, 8", "1, 1, 1, 4", "1, 16, 1, 33", "2, 3, 2, 8",
        "1, 300, 2, 20", "1, 256, 12, 8", "1, 530, 1, 64", "1, 40, 1, 150"})
    void agreesWithTheDefinition(int n, int t, int heads, int d) {
        Engines.forEachFamily(engine -> check(engine, n, t, heads, d));
    }

    static void check(Engine engine, int n, int t, int heads, int d) {
        GradientRun run = new GradientRun(engine);
        int inner = heads * d;
        Value qkv = run.input("qkv", 0, n, t, 3 * inner);
        Map<String, float[]> found = run.run(Attention.apply(run.graph, qkv, heads));
        float[] in = run.of(qkv);
        float[] dy = found.get("dy");
        double[] o = new double[n * t * inner];
        double[] dqkv = new double[in.length];
        double scale = 1 / Math.sqrt(d);
        for (int id = 0; id < n * heads * t; id++) {
            int q = ((id / t / heads) * t + id % t) * 3 * inner + id / t % heads * d;
            int out = q / (3 * inner) * inner + id / t % heads * d;
            double[] p = new double[t];
            double[] dp = new double[t];
            double top = Double.NEGATIVE_INFINITY;
            for (int u = 0; u < t; u++) {
                p[u] = scale * dot(in, q, in, q + (u - id % t) * 3 * inner + inner, d);
                dp[u] = dot(dy, out, in, q + (u - id % t) * 3 * inner + 2 * inner, d);
                top = Math.max(top, p[u]);
            }
            double sum = 0;
            for (int u = 0; u < t; u++) sum += p[u] = Math.exp(p[u] - top);
            double delta = 0;
            for (int u = 0; u < t; u++) delta += (p[u] /= sum) * dp[u];
            for (int u = 0; u < t; u++) {
                int k = q + (u - id % t) * 3 * inner + inner;
                double ds = scale * p[u] * (dp[u] - delta);
                for (int c = 0; c < d; c++) {
                    o[out + c] += p[u] * in[k + inner + c];
                    dqkv[q + c] += ds * in[k + c];
                    dqkv[k + c] += ds * in[q + c];
                    dqkv[k + inner + c] += p[u] * dy[out + c];
                }
            }
        }
        GradientRun.near("y", found.get("y"), o, TOLERANCE);
        GradientRun.near("dqkv", found.get("dqkv"), dqkv, TOLERANCE);
    }

    private static double dot(float[] a, int from, float[] b, int other, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) sum += (double) a[from + i] * b[other + i];
        return sum;
    }
}
