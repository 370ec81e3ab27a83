package kaobako.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import kaobako.graph.Value;
import org.junit.jupiter.api.Test;

class AddIntoTest {
    private static final int COUNT = 5003;

    @Test
    void addsAndClears() {
        OpRun run = new OpRun();
        Value total = run.state("total", normals(1), COUNT);
        Value more = run.state("more", normals(2), COUNT);
        run.graph.update(new AddInto(), total, more);
        Engines.forEachFamily(engine -> {
            List<float[]> found = run.run(engine, total, more);
            OpRun.near(found.get(0), 1e-7, i -> (double) run.of(total)[i] + run.of(more)[i]);
            assertThat(found.get(1)).containsOnly(0f);
        });
    }

    private static float[] normals(int seed) {
        Random random = new Random(seed);
        float[] values = new float[COUNT];
        for (int i = 0; i < COUNT; i++) values[i] = (float) random.nextGaussian();
        return values;
    }
}
