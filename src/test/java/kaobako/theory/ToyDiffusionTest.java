package kaobako.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kaobako.cl.Devices;
import kaobako.cl.LostDevice;
import kaobako.diffusion.BetaSchedule;
import kaobako.diffusion.NoiseSchedule;
import kaobako.diffusion.Sampler;
import kaobako.diffusion.Samplers;
import kaobako.diffusion.SchedulerConfig;
import kaobako.diffusion.Stage;
import kaobako.exec.Engine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A network that learns two-pixel pictures, on the device. */
class ToyDiffusionTest {
    private static final TwoPixelDensity RING = Example.RING.density();
    private static final int PARTICLES = 8192;
    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engine.open(Devices.choose(System.getProperty("kaobako.device")));
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static ToyDiffusion toy() {
        return ToyDiffusion.open(engine, ToyDiffusion.Recipe.standard(BetaSchedule.SQUAREDCOS_CAP_V2));
    }

    private static List<Stage> stages(ToyDiffusion toy, String sampler, int steps) {
        SchedulerConfig config = toy.recipe().objective().schedulerConfig();
        Sampler chosen = Samplers.named(sampler);
        return chosen.stages(config.schedule(), config.prediction(), config.samplingFor(chosen, steps));
    }

    private static double[] train(ToyDiffusion toy, TwoPixelDensity box, int steps) {
        double[] losses = new double[steps];
        for (int done = 0; done < steps;) {
            double[] some = toy.train(box, Math.min(ToyDiffusion.MOST_STEPS, steps - done));
            System.arraycopy(some, 0, losses, done, some.length);
            done += some.length;
        }
        return losses;
    }

    private static ToyFlight fly(ToyDiffusion toy, ToyCloud cloud, String sampler, int steps) {
        return fly(toy, cloud, stages(toy, sampler, steps));
    }

    private static ToyFlight fly(ToyDiffusion toy, ToyCloud cloud, List<Stage> stages) {
        Forward forward = new Forward(toy.recipe().objective().noiseSchedule());
        cloud.begin(100);
        PlaneHistogram truth = forward.marginal(RING, -1);
        List<ToyFlight.Moment> moments = new ArrayList<>();
        moments.add(ToyFlight.Moment.of(cloud.x(), new float[0], forward.marginal(RING, ToyFlight.timestep(stages, 0)), truth));
        for (Stage stage : stages) {
            cloud.run(stage);
            PlaneHistogram exact = forward.marginal(RING, ToyFlight.timestep(stages, moments.size()));
            moments.add(ToyFlight.Moment.of(cloud.x(), cloud.x0(ToyFlight.FOLLOWED), exact, truth));
        }
        return new ToyFlight(forward.schedule(), stages, 100, moments);
    }

    @Test
    void leavesNothingBehindWhereTheDeviceIsLost() throws Exception {
        LostDevice.whileMaking(engine.queue(), ToyDiffusionTest::toy);
        try (ToyDiffusion toy = toy()) {
            LostDevice.whileMaking(engine.queue(), () -> toy.cloud(PARTICLES));
        }
    }

    @Test
    void learnsTheRing() {
        try (ToyDiffusion toy = toy(); ToyCloud cloud = toy.cloud(PARTICLES)) {
            double before = end(fly(toy, cloud, "ddpm", 50));
            assertThat(before).as("a network that knows nothing").isGreaterThan(0.5);

            double began = cpuSeconds();
            double[] losses = train(toy, RING, 600);
            // a minute of two cores; other work may take the processor away, so the time that was used counts
            assertThat(cpuSeconds() - began).as("CPU seconds of learning").isLessThan(120);
            assertThat(mean(losses, 500, 600)).as("loss, from " + losses[0]).isLessThan(0.75 * losses[0]);
            ToyFlight flight = fly(toy, cloud, "ddpm", 100);
            assertThat(end(flight)).as("total variation").isLessThan(0.15);
            // every box on the way has been right too: the marginals are those of the forward process
            for (int moment : new int[] {0, 40, 70, 90}) {
                ToyFlight.Moment then = flight.moments().get(moment);
                assertThat(then.distance()).as("P(x_t) and q(x_t) after " + moment + " stages").isLessThan(then.leastDistance() + 0.06);
            }
            // few steps: DDIM, which follows a path, is nearer than DDPM, whose boxes become too wide for it
            assertThat(end(fly(toy, cloud, "ddim", 10))).isLessThan(end(fly(toy, cloud, "ddpm", 10)));
        }
    }

    @Test
    void boxOfADdpmStageIsThePosteriorOfThePredictedPicture() {
        try (ToyDiffusion toy = toy(); ToyCloud cloud = toy.cloud(512)) {
            train(toy, RING, 32);
            // whatever the particles carry, each stage's box is computed from it: the first and the last of a thousand, as many as are kept
            List<Stage> thousand = stages(toy, "ddpm", 1000);
            theBoxesOf(fly(toy, cloud, thousand.subList(0, ToyFlight.MOST_MOMENTS)));
            ToyFlight end = fly(toy, cloud, thousand.subList(1000 - ToyFlight.MOST_MOMENTS, 1000));
            theBoxesOf(end);
            assertThat(end.isComplete()).isTrue();
            assertThat(end.box(3, ToyFlight.MOST_MOMENTS).sigma()).as("the last box is a point").isZero();
        }
    }

    private static void theBoxesOf(ToyFlight flight) {
        NoiseSchedule schedule = flight.schedule();
        for (int stage : new int[] {1, 50, 150, 249}) {
            int t = ToyFlight.timestep(flight.stages(), stage - 1);
            // Ho et al. 2020, equations 6 and 7, with beta = 1 - acp / acp_prev
            double acp = schedule.alphasCumprod(t);
            double acpBefore = schedule.alphasCumprod(t - 1);
            double beta = 1 - acp / acpBefore;
            for (int particle : new int[] {0, 17, 255}) {
                ToyFlight.Box box = flight.box(particle, stage);
                double x = flight.moments().get(stage - 1).x()[2 * particle];
                double x0 = flight.moments().get(stage).x0()[2 * particle];
                double mean = Math.sqrt(acpBefore) * beta / (1 - acp) * x0 + Math.sqrt(1 - beta) * (1 - acpBefore) / (1 - acp) * x;
                assertThat(box.left()).as("centre in stage " + stage).isCloseTo(mean, within(2e-5));
                assertThat(box.sigma()).isCloseTo(Math.sqrt((1 - acpBefore) / (1 - acp) * beta), within(1e-7));
            }
        }
    }

    @Test
    void learningIsTheSameHoweverItIsCutIntoCalls() {
        double[] whole, parts;
        try (ToyDiffusion toy = toy()) {
            whole = toy.train(RING, 6);
        }
        try (ToyDiffusion toy = toy()) {
            double[] first = toy.train(RING, 2);
            double[] rest = toy.train(RING, 4);
            parts = new double[] {first[0], first[1], rest[0], rest[1], rest[2], rest[3]};
        }
        assertThat(parts).isEqualTo(whole);
    }

    @Test
    void aParticleFliesTheSameWayInACloudOfAnySize() {
        try (ToyDiffusion toy = toy(); ToyCloud few = toy.cloud(300); ToyCloud many = toy.cloud(1000)) {
            train(toy, RING, 20);
            float[] a = last(fly(toy, few, "ddpm", 5)).x();
            float[] b = last(fly(toy, many, "ddpm", 5)).x();
            assertThat(a).isEqualTo(Arrays.copyOf(b, a.length));
        }
    }

    private static double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() * 1e-9;
    }

    /** How far the particles are from the ring at the end. */
    private static double end(ToyFlight flight) {
        return last(flight).toTruth();
    }

    private static ToyFlight.Moment last(ToyFlight flight) {
        return flight.moments().get(flight.moments().size() - 1);
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElseThrow();
    }
}
