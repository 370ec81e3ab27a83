package kaobako.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import kaobako.cl.Device;
import kaobako.cl.DeviceBuffer;
import kaobako.cl.DeviceMemoryException;
import kaobako.cl.Devices;
import kaobako.cl.Queue;
import kaobako.cl.SmallDevice;
import kaobako.diffusion.Philox;
import kaobako.diffusion.SeedMix;
import kaobako.diffusion.StageLoop;
import kaobako.exec.Engine;
import kaobako.exec.Plan;
import kaobako.exec.Weights;
import kaobako.graph.Graph;
import kaobako.graph.Value;
import kaobako.store.ModelFolder;
import kaobako.unet.Parameter;
import kaobako.unet.UNet;
import kaobako.unet.UNetConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Judged by the textbook loop over the stages in doubles, with noise drawn on the host; and by what must not matter. */
class GeneratorTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path TRAINED = GOLDEN.resolve("pipeline_trained");
    /** Ten network calls in a row, each 2e-5 of the output at most, on pictures of about 1. */
    private static final double CHAIN = 5e-4;

    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engine.open(Devices.choose(System.getProperty("kaobako.device")));
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    /** {@code gain}: how far one step multiplies an error of the noise. Heun's first goes from sigma 157 to 6: a (157 - 6) / 2 = 12. */
    @ParameterizedTest
    @CsvSource({"ddim, 5, 0.5, 1", "dpm++2m, 5, 0, 1", "ddpm, 6, 0, 1", "heun, 3, 0, 12"})
    void drawsWhatTheTextbookLoopDraws(String sampler, int steps, double eta, double gain) {
        SeedMix mix = SeedMix.slerp(7, 0x1234_5678_9abcL, 0.3);
        GenerateConfig config = GenerateConfig.of(TRAINED, List.of(mix)).withSampler(sampler, steps).withEta(eta);
        float[] found;
        Drawing drawing;
        try (Generator generator = Generator.open(engine, TRAINED); Generation generation = generator.begin(config)) {
            drawing = generation.drawing();
            while (generation.step()) { }
            found = generation.canvas().x();
        }
        double[] expected = textbook(drawing, mix, found.length);
        for (int i = 0; i < found.length; i++) assertThat((double) found[i]).isCloseTo(expected[i], within(gain * CHAIN));
    }

    @ParameterizedTest
    @CsvSource({"ddpm, 6, 0", "ddim, 5, 1", "dpm++2m, 5, 0"})
    void theEndsOfAWalkAreTheSeedsOwnPicturesToTheBit(String sampler, int steps, double eta) {
        List<SeedMix> mixes = new Walk(List.of(SeedMix.of(7), SeedMix.of(8), SeedMix.of(9)), 3, Walk.Way.SPHERE, Walk.Easing.GENTLE,
                Walk.Ends.OPEN).mixes();
        GenerateConfig config = GenerateConfig.of(TRAINED, mixes).withSampler(sampler, steps).withEta(eta);
        try (Generator generator = Generator.open(engine, TRAINED)) {
            float[] all = x(generator, config.withBatch(mixes.size()));
            int pixels = all.length / mixes.size();
            for (int key = 0; key < 3; key++) {
                float[] alone = x(generator, config.withSeeds(List.of(SeedMix.of(7 + key))).withBatch(1));
                assertThat(Arrays.copyOfRange(all, 3 * key * pixels, (3 * key + 1) * pixels)).isEqualTo(alone);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"pipeline_trained, 16, 2", "unet_ddpm64, 16, 1", "unet_cifar_like, 5, 2"})
    void aSeedGivesTheSamePictureWhateverTheBatch(String model, int count, int steps) {
        Path folder = GOLDEN.resolve(model);
        List<SeedMix> seeds = GenerateConfig.seeds(40, count);
        GenerateConfig config = GenerateConfig.of(folder, seeds).withSampler("ddpm", steps).withSize(32, 32);
        try (Generator generator = Generator.open(engine, folder)) {
            float[] together = x(generator, config.withBatch(count));
            for (int n = 0; n < count; n++) {
                float[] alone = x(generator, config.withSeeds(List.of(seeds.get(n))).withBatch(1));
                assertThat(Arrays.copyOfRange(together, n * alone.length, (n + 1) * alone.length)).as("seed %d", 40 + n).isEqualTo(alone);
            }
        }
    }

    @Test
    void theLastBatchIsFilledUpAndItsPicturesAreThoseOfTheirSeeds() {
        GenerateConfig config = GenerateConfig.of(TRAINED, GenerateConfig.seeds(-2, 5)).withSampler("ddim", 3);
        try (Generator generator = Generator.open(engine, TRAINED)) {
            List<Picture> one = pictures(generator, config.withBatch(1));
            List<Picture> two = pictures(generator, config.withBatch(2));
            assertThat(one).hasSize(5);
            assertThat(two).hasSize(5);
            for (int i = 0; i < 5; i++) {
                assertThat(two.get(i).seeds()).isEqualTo(SeedMix.of(i - 2));
                assertThat(two.get(i).rgb()).isEqualTo(one.get(i).rgb());
            }
            assertThat(IntStream.range(0, 5).mapToObj(i -> Arrays.hashCode(one.get(i).rgb())).distinct()).hasSize(5);
        }
    }

    /** Wherever it does not fit: half the memory would not be there for half the batch. */
    @Test
    void aCanvasThatDoesNotFitLeavesNothingBehind() {
        GenerateConfig config = GenerateConfig.of(TRAINED, GenerateConfig.seeds(1, 2)).withBatch(2);
        Device device = SmallDevice.of(engine.queue().device(), 64L << 20);
        try (Engine small = Engine.open(device); Generator generator = Generator.open(small, TRAINED)) {
            Queue queue = small.queue();
            long weights = queue.allocatedBytes();
            long all;
            try (Generator another = Generator.open(small, TRAINED); Generation generation = another.begin(config)) {
                all = queue.allocatedBytes() - weights;
            }
            for (long missing = 1; missing < all - weights; missing *= 2) {
                try (DeviceBuffer others = queue.allocate(device.globalMemory() - all + missing)) {
                    assertThatThrownBy(() -> generator.begin(config)).isInstanceOf(DeviceMemoryException.class);
                }
                assertThat(queue.allocatedBytes()).as("%d bytes too few", missing).isEqualTo(weights);
            }
        }
    }

    @Test
    void aNewSeedSamplerOrStepCountReusesTheCanvas() {
        GenerateConfig config = GenerateConfig.of(TRAINED, GenerateConfig.seeds(1, 2)).withSampler("ddim", 3);
        try (Generator generator = Generator.open(engine, TRAINED)) {
            Canvas first;
            List<Picture> before;
            try (Generation generation = generator.begin(config)) {
                first = generation.canvas();
                while (generation.step()) { }
                before = generation.pictures();
            }
            // stopped in the middle: what it leaves behind must not matter
            try (Generation generation = generator.begin(config.withSampler("dpm++3m", 7).withSeeds(GenerateConfig.seeds(90, 2)))) {
                assertThat(generation.canvas()).isSameAs(first);
                for (int i = 0; i < 4; i++) assertThat(generation.step()).isTrue();
            }
            try (Generation generation = generator.begin(config); Generation other = generator.begin(config)) {
                assertThat(generation.canvas()).isSameAs(first);
                assertThat(other.canvas()).as("two jobs at once").isNotSameAs(first);
                // interleaved
                while (generation.step() | other.step()) { }
                for (int i = 0; i < 2; i++) {
                    assertThat(generation.pictures().get(i).rgb()).isEqualTo(before.get(i).rgb());
                    assertThat(other.pictures().get(i).rgb()).isEqualTo(before.get(i).rgb());
                }
            }
        }
    }

    @Test
    void showsWhatThePictureIsExpectedToBecome() {
        GenerateConfig config = GenerateConfig.of(TRAINED, GenerateConfig.seeds(1, 2)).withSampler("ddim", 4);
        try (Generator generator = Generator.open(engine, TRAINED); Generation generation = generator.begin(config)) {
            generation.step();
            assertThat(generation.preview()).isEmpty();
            generation.wantPreview();
            generation.step();
            engine.queue().finish();
            Optional<List<Picture>> preview = generation.preview();
            assertThat(preview).isPresent();
            assertThat(preview.get()).hasSize(2);
            assertThat(preview.get().get(0).rgb()).hasSize(16 * 16 * 3);
            assertThat(generation.preview()).as("shown once").isEmpty();
            while (generation.step()) { }
            assertThat(generation.stepsDone()).isEqualTo(generation.steps()).isEqualTo(4);
            assertThat(generation.step()).isFalse();
        }
    }

    @Test
    void refusesWhatItCannotDraw() {
        assertThatThrownBy(() -> Generator.open(engine, GOLDEN.resolve("unet_scale_shift")))
                .isInstanceOf(UnsuitableException.class).hasMessageContaining("out_channels 6");
        try (Generator generator = Generator.open(engine, TRAINED)) {
            GenerateConfig config = GenerateConfig.of(TRAINED, GenerateConfig.seeds(1, 1));
            assertThatThrownBy(() -> generator.begin(config.withSize(16, 17)))
                    .isInstanceOf(UnsuitableException.class).hasMessageContaining("height is a multiple of 2, found 17");
            assertThatThrownBy(() -> generator.begin(config.withSampler("ddim", 2000)))
                    .isInstanceOf(UnsuitableException.class).hasMessageContaining("2000");
        }
    }

    /** x of a whole job of one batch. */
    private static float[] x(Generator generator, GenerateConfig config) {
        try (Generation generation = generator.begin(config)) {
            while (generation.step()) { }
            return generation.canvas().x();
        }
    }

    private static List<Picture> pictures(Generator generator, GenerateConfig config) {
        try (Generation generation = generator.begin(config)) {
            while (generation.step()) { }
            return generation.pictures();
        }
    }

    private static double[] textbook(Drawing drawing, SeedMix mix, int count) {
        try (ModelFolder model = ModelFolder.open(TRAINED)) {
            Graph g = new Graph();
            Value sample = g.input("sample", 1, drawing.height(), drawing.width(), 3);
            Value timesteps = g.input("timesteps", 1);
            UNet net = UNet.describe(g, UNetConfig.of(model.unetConfig()), sample, timesteps);
            try (Weights weights = new Weights(engine.queue(), g.weights())) {
                Parameter.toEngine(net.parameters(), p -> model.weights().read(p.name(), p.fileShape().stream().mapToInt(i -> i).toArray()))
                        .forEach((name, values) -> weights.write(Weights.Bank.PARAMETERS, name, values));
                try (Plan plan = Plan.compile(engine, g, weights, Set.of(net.output()), Plan.Options.DRAW)) {
                    return StageLoop.run(drawing.stages(), doubles(mix.normals(0, Philox.Purpose.IMAGE_NOISE, count)), (x, t) -> {
                        plan.write(sample, floats(x));
                        plan.write(timesteps, new float[] {(float) t});
                        plan.run();
                        return doubles(plan.read(net.output()));
                    }, index -> doubles(mix.normals(index, Philox.Purpose.IMAGE_NOISE, count)));
                }
            }
        }
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
        return floats;
    }
}
