package kaobako.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kaobako.diffusion.Philox;
import kaobako.diffusion.Stage;
import kaobako.exec.Engine;
import kaobako.exec.Plan;
import kaobako.exec.SplitPlan;
import kaobako.exec.Weights;
import kaobako.graph.Gradients;
import kaobako.graph.Graph;
import kaobako.graph.Shape;
import kaobako.graph.Value;
import kaobako.op.Add;
import kaobako.op.Mean;
import kaobako.op.Mix;
import kaobako.op.Mse;
import kaobako.op.Noise;
import kaobako.unet.Parameter;
import kaobako.unet.UNet;

/**
 * Whether a device computes what it should: a small U-Net forward and backward and a sampler's stages against PyTorch's and
 * diffusers' numbers, and noise against this program's double arithmetic. A second or two once the kernels are built, which may take
 * half a minute; so what is needed at different times is tested apart.
 */
public final class SelfTest {
    private static final long SEED = 0x1234_5678_9abc_def0L;
    private static final int NOISES = 1003;

    /** What a device may be wanted for. */
    public enum Use {
        /** The network as pictures are drawn with it, the samplers, the noise. */
        DRAWING,
        /** The network as it learns, with all its gradients. */
        LEARNING
    }

    /**
     * One comparison.
     *
     * @param error the largest difference as a share of the largest reference value; not a number if the device gave none
     * @param limit of the error
     */
    public record Part(String name, double error, double limit) {
        public boolean passed() {
            return error <= limit;
        }

        /** One line of a table. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%-28s error %.1e of at most %.0e  %s", name, error, limit, passed() ? "ok" : "WRONG");
        }
    }

    /** Some comparisons. */
    public record Result(List<Part> parts) {
        public Result {
            parts = List.copyOf(parts);
        }

        /** Those of both. */
        public Result and(Result more) {
            return new Result(Stream.concat(parts.stream(), more.parts.stream()).toList());
        }

        public boolean passed() {
            return parts.stream().allMatch(Part::passed);
        }

        /** One line: passed, with the worst part, or what failed. */
        public String summary() {
            List<Part> shown = passed() ? parts : parts.stream().filter(part -> !part.passed()).toList();
            return (passed() ? "self-test passed: " : "self-test failed: ") + shown.stream()
                    .map(p -> String.format(Locale.ROOT, "%s %.1e (at most %.0e)", p.name, p.error, p.limit))
                    .collect(Collectors.joining(", "));
        }
    }

    private final Engine engine;
    private final SelfTestReference reference;
    private final List<Part> parts = new ArrayList<>();

    private SelfTest(Engine engine, SelfTestReference reference) {
        this.engine = engine;
        this.reference = reference;
    }

    /** Tests what one use needs; GPU thread. Throws ClException if the device cannot even run it. */
    public static Result run(Engine engine, Use use) {
        try (SelfTestReference reference = SelfTestReference.open()) {
            SelfTest test = new SelfTest(engine, reference);
            switch (use) {
                case DRAWING -> {
                    test.network("network", false);
                    test.stages();
                    test.noise();
                }
                case LEARNING -> test.learning();
            }
            return new Result(test.parts);
        }
    }

    /** The network as it is drawn with later, when its kernels are linked; nothing on devices where they are not. Takes a while. */
    public static Result linked(Engine engine) {
        try (SelfTestReference reference = SelfTestReference.open()) {
            SelfTest test = new SelfTest(engine, reference);
            if (engine.hasTapes()) test.network("network of linked kernels", true);
            return new Result(test.parts);
        }
    }

    /** As pictures are drawn: on a device with lanes, each with its share of them. */
    private void network(String name, boolean settled) {
        int[] shape = reference.nhwcShape("case.sample");
        int shares = engine.sharesOf(shape[0]);
        shape[0] /= shares;
        Graph g = new Graph();
        Value sample = g.input("sample", shape);
        Value timesteps = g.input("timesteps", shape[0]);
        UNet net = UNet.describe(g, reference.unet(), sample, timesteps);
        float[] drawn = new float[reference.nhwc("case.output").length];
        try (Weights weights = new Weights(engine.queue(), g.weights());
                SplitPlan plan = SplitPlan.compile(engine, g, shares, weights, Set.of(net.output()), share -> Plan.Options.DRAW)) {
            fill(weights, net);
            for (int i = 0; i < shares; i++) {
                plan.shares().get(i).write(sample, part(reference.nhwc("case.sample"), i, (int) sample.shape().count()));
                plan.shares().get(i).write(timesteps, part(reference.timesteps("case.timesteps"), i, shape[0]));
            }
            if (settled) plan.settle();
            plan.run();
            for (int i = 0; i < shares; i++) {
                float[] share = plan.shares().get(i).read(net.output());
                System.arraycopy(share, 0, drawn, i * share.length, share.length);
            }
        }
        compare(name, drawn, reference.nhwc("case.output"), 2e-5);
    }

    private void learning() {
        Graph g = new Graph();
        Value sample = g.input("sample", reference.nhwcShape("case.sample"));
        Value timesteps = g.input("timesteps", sample.shape().batch());
        UNet net = UNet.describe(g, reference.unet(), sample, timesteps);
        Value target = g.input("target", reference.nhwcShape("case.target"));
        Value weight = g.input("weight", sample.shape().batch());
        Value loss = g.apply(new Mean(), g.apply(new Mse(), net.output(), target, weight));
        Value one = g.input("one", 1);
        Value dSample = Gradients.append(g, loss, one, Set.of(sample), (a, b) -> g.apply(new Add(), a, b)).get(sample);
        try (Weights weights = new Weights(engine.queue(), g.weights());
                Plan plan = Plan.compile(engine, g, weights, Set.of(net.output(), loss, dSample), Plan.Options.TRAIN)) {
            fill(weights, net);
            plan.write(sample, reference.nhwc("case.sample"));
            plan.write(timesteps, reference.timesteps("case.timesteps"));
            plan.write(target, reference.nhwc("case.target"));
            plan.write(weight, filled(sample.shape().batch(), 1));
            plan.write(one, new float[] {1});
            plan.run();
            compare("network while it learns", plan.read(net.output()), reference.nhwc("case.output"), 2e-5);
            compare("loss", plan.read(loss), reference.floats("case.loss"), 1e-5);
            compare("gradient of the picture", plan.read(dSample), reference.nhwc("case.grad.sample"), 1e-4);
            gradients(net.parameters(), weights);
        }
    }

    private void fill(Weights weights, UNet net) {
        Parameter.toEngine(net.parameters(), p -> reference.floats(p.name()))
                .forEach((name, values) -> weights.write(Weights.Bank.PARAMETERS, name, values));
    }

    /** Each parameter's gradient by its length and its projection on cos(i), as shares of its length. */
    private void gradients(List<Parameter> parameters, Weights weights) {
        Map<String, Parameter> byName = parameters.stream().collect(Collectors.toMap(Parameter::name, p -> p));
        float[] norms = reference.floats("case.grad_norms");
        float[] projections = reference.floats("case.grad_cosdots");
        double worst = 0;
        for (int k = 0; k < norms.length; k++) {
            // in theory zero (a bias before a softmax): nothing but rounding to compare
            if (reference.zeroGradients().contains(reference.parameterNames().get(k))) continue;
            Parameter p = byName.get(reference.parameterNames().get(k));
            float[] gradient = p.toFile(weights.read(Weights.Bank.GRADIENTS, p.weight().name()));
            double squares = 0;
            double projection = 0;
            for (int i = 0; i < gradient.length; i++) {
                squares += (double) gradient[i] * gradient[i];
                projection += gradient[i] * Math.cos(i);
            }
            worst = worse(worst, Math.abs(Math.sqrt(squares) - norms[k]) / norms[k]);
            worst = worse(worst, Math.abs(projection - projections[k]) / norms[k]);
        }
        parts.add(new Part("gradients of the parameters", worst, 2e-4));
    }

    private void stages() {
        float[] samples = reference.floats("stage.sample");
        int[] shape = reference.shape("stage.sample");
        int one = samples.length / shape[0];
        Graph g = new Graph();
        Value x = g.state("x", Value.Type.F32, Shape.of(one));
        Value out = g.input("out", one);
        Value noise = g.input("noise", one);
        Value row = g.input("stage", Stage.FLOATS);
        Value history = g.state("history", Value.Type.F32, Shape.of(Mix.HISTORY, one));
        Value clean = g.state("x0", Value.Type.F32, Shape.of(one));
        g.update(new Mix(), x, out, noise, row, history, clean);
        List<Stage> table = reference.stages();
        long[] index = reference.longs("stage.step_index");
        float[] next = new float[samples.length];
        float[] predicted = new float[samples.length];
        try (Plan plan = Plan.compile(engine, g, null, Set.of(), Plan.Options.DRAW)) {
            for (int i = 0; i < shape[0]; i++) {
                engine.queue().write(plan.buffer(x), 0, part(samples, i, one));
                plan.write(out, part(reference.floats("stage.model_output"), i, one));
                plan.write(noise, part(reference.floats("stage.noise"), i, one));
                plan.write(row, table.get((int) index[i]).toFloats());
                plan.run();
                System.arraycopy(plan.read(x), 0, next, i * one, one);
                System.arraycopy(plan.read(clean), 0, predicted, i * one, one);
            }
        }
        compare("sampler", next, reference.floats("stage.prev_sample"), 1e-4);
        compare("predicted picture", predicted, reference.floats("stage.pred_original_sample"), 1e-4);
    }

    private void noise() {
        Graph g = new Graph();
        Shape shape = Shape.of(1, NOISES);
        Value seeds = g.input("seeds", Value.Type.I32, Shape.of(1, Noise.PARTS, 2));
        Value mixing = g.input("mixing", 1, Noise.PARTS);
        Value row = g.input("stage", Stage.FLOATS);
        Value noise = g.apply(new Noise(shape), seeds, mixing, row);
        try (Plan plan = Plan.compile(engine, g, null, Set.of(noise), Plan.Options.DRAW)) {
            int[] words = new int[Noise.PARTS * 2];
            words[0] = (int) SEED;
            words[1] = (int) (SEED >>> 32);
            plan.write(seeds, words);
            float[] weights = new float[Noise.PARTS];
            weights[0] = 1;
            plan.write(mixing, weights);
            float[] numbers = new float[Stage.FLOATS];
            numbers[13] = 1;
            numbers[19] = 5;
            plan.write(row, numbers);
            plan.run();
            compare("noise", plan.read(noise), Philox.normals(SEED, 5, Philox.Purpose.IMAGE_NOISE, NOISES), 1e-5);
        }
    }

    private void compare(String name, float[] found, float[] expected, double limit) {
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            worst = worse(worst, Math.abs((double) found[i] - expected[i]));
        }
        parts.add(new Part(name, worst / largest, limit));
    }

    /** The larger; not-a-number is worse than anything. */
    private static double worse(double a, double b) {
        return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : Math.max(a, b);
    }

    private static float[] part(float[] all, int index, int length) {
        return Arrays.copyOfRange(all, index * length, (index + 1) * length);
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }
}
