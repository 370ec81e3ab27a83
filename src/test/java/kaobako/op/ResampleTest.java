package kaobako.op;

import java.util.List;
import kaobako.graph.Shape;
import kaobako.graph.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResampleTest {
    @ParameterizedTest
    @CsvSource({"3, 7, 5, 20", "1, 1, 1, 1", "2, 8, 16, 32"})
    void repeatsPixelsAndAddsThemUpInTheGradient(int n, int h, int w, int c) {
        OpRun run = new OpRun();
        Value x = run.random("x", n, h, w, c);
        Value y = run.graph.apply(Resample.nearest(), x);
        Value dx = run.gradient(y, x);
        Engines.forEachFamily(engine -> {
            List<float[]> found = run.run(engine, y, dx);
            OpRun.near(found.get(0), 0, i -> run.of(x)[((i / c / (2 * w) / (2 * h) * h + i / c / (2 * w) % (2 * h) / 2) * w + i / c % (2 * w) / 2) * c + i % c]);
            OpRun.near(found.get(1), 1e-6, i -> sum(run.dy(y), 2 * h, 2 * w, c, i / c / w / h, i / c / w % h, i / c % w, i % c));
        });
    }

    @ParameterizedTest
    @CsvSource({"3, 7, 5, 20", "1, 3, 2, 1", "2, 8, 16, 32"})
    void averagesPixelsAndSpreadsTheGradient(int n, int h, int w, int c) {
        OpRun run = new OpRun();
        Value x = run.random("x", n, h, w, c);
        Value y = run.graph.apply(Resample.average(Shape.of(n, h, w, c)), x);
        Value dx = run.gradient(y, x);
        int sh = h / 2;
        int sw = w / 2;
        Engines.forEachFamily(engine -> {
            List<float[]> found = run.run(engine, y, dx);
            OpRun.near(found.get(0), 1e-6, i -> sum(run.of(x), h, w, c, i / c / sw / sh, i / c / sw % sh, i / c % sw, i % c) / 4);
            OpRun.near(found.get(1), 1e-6, i -> {
                int row = i / c / w % h / 2;
                int column = i / c % w / 2;
                return row >= sh || column >= sw ? 0 : run.dy(y)[((i / c / w / h * sh + row) * sw + column) * c + i % c] / 4;
            });
        });
    }

    /** The 2x2 pixels at (2i, 2j) of an image of height h and width w. */
    private static double sum(float[] x, int h, int w, int c, int n, int i, int j, int channel) {
        double sum = 0;
        for (int a = 0; a < 2; a++) for (int b = 0; b < 2; b++) sum += x[((n * h + 2 * i + a) * w + 2 * j + b) * c + channel];
        return sum;
    }
}
