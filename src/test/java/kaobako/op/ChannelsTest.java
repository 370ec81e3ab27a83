package kaobako.op;

import java.util.List;
import kaobako.graph.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelsTest {
    @ParameterizedTest
    @CsvSource({"3, 7, 5, 20, 13", "1, 1, 1, 1, 1", "2, 16, 16, 64, 32"})
    void joinsAndCutsChannels(int n, int h, int w, int ca, int cb) {
        OpRun run = new OpRun();
        Value a = run.random("a", n, h, w, ca);
        Value b = run.random("b", n, h, w, cb);
        Value y = run.graph.apply(new Concat(), a, b);
        Value da = run.gradient(y, a);
        Value cut = run.graph.apply(new Slice(ca, cb), y);
        Engines.forEachFamily(engine -> {
            List<float[]> found = run.run(engine, y, da, cut);
            OpRun.near(found.get(0), 0, i -> i % (ca + cb) < ca ? run.of(a)[i / (ca + cb) * ca + i % (ca + cb)]
                    : run.of(b)[i / (ca + cb) * cb + i % (ca + cb) - ca]);
            OpRun.near(found.get(1), 0, i -> run.dy(y)[i / ca * (ca + cb) + i % ca]);
            OpRun.near(found.get(2), 0, i -> run.of(b)[i]);
        });
    }
}
