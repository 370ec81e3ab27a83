package kaobako.reference;

import static kaobako.unet.Parameter.Layout.CONVOLUTION;
import static kaobako.unet.Parameter.Layout.LINEAR;
import static kaobako.unet.Parameter.Layout.VECTOR;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kaobako.diffusion.EmaDecay;
import kaobako.exec.Engine;
import kaobako.exec.Plan;
import kaobako.graph.Graph;
import kaobako.graph.Shape;
import kaobako.graph.Value;
import kaobako.op.Addend;
import kaobako.op.Affine;
import kaobako.op.Attention;
import kaobako.op.Conv2d;
import kaobako.op.GroupNorm;
import kaobako.op.Linear;
import kaobako.op.Mean;
import kaobako.op.Mse;
import kaobako.op.Resample;
import kaobako.op.Silu;
import kaobako.op.TimestepEmbedding;

/** Cases of kind {@code op}: each operator of the reference as the engine spells it. */
final class OpCases {
    private final Engine engine;
    private final Case c;
    private final OpCase run;

    private OpCases(Engine engine, Case c) {
        this.engine = engine;
        this.c = c;
        this.run = new OpCase(c);
    }

    static void check(Engine engine, Case c) {
        OpCases cases = new OpCases(engine, c);
        switch (c.text("op")) {
            case "conv2d" -> cases.conv2d();
            case "linear" -> cases.linear();
            case "group_norm" -> cases.groupNorm();
            case "group_norm_silu" -> cases.groupNorm(GroupNorm.Then.SILU);
            case "attention" -> cases.attention();
            case "attention_block" -> BlockCases.attention(engine, c);
            case "resnet_block" -> BlockCases.resnet(engine, c);
            case "avg_pool2x2" -> cases.resample(Resample.average(Shape.of(c.nhwcShape("x"))));
            case "upsample_nearest2x" -> cases.resample(Resample.nearest());
            case "silu" -> cases.silu();
            case "mse_loss" -> cases.mse();
            case "timestep_embedding" -> cases.timestepEmbedding();
            case "ema_decay" -> cases.emaDecay();
            default -> throw new AssertionError("unknown op " + c.text("op"));
        }
    }

    private int attribute(String name) {
        return ((Number) c.attributes().get(name)).intValue();
    }

    private void conv2d() {
        int[] w = c.shape("weight");
        Value x = run.input("x");
        if (attribute("kernel") == 1) {
            project(x, w[0], w[1]);
            return;
        }
        Conv2d.Geometry geometry = attribute("stride") == 1 ? Conv2d.Geometry.SAME
                : attribute("pad_left") == 1 ? Conv2d.Geometry.HALVE : Conv2d.Geometry.HALVE_ASYMMETRIC;
        org.assertj.core.api.Assertions.assertThat(attribute("pad_right")).as("known geometry").isEqualTo(1);
        Value weight = run.weight("weight", CONVOLUTION, 3, 3, w[1], w[0]);
        Value y = c.has("bias")
                ? run.graph.apply(Conv2d.of(geometry, Addend.BIAS), x, weight, run.weight("bias", VECTOR, w[0]))
                : run.graph.apply(Conv2d.of(geometry), x, weight);
        run.check(engine, y);
    }

    private void linear() {
        int[] w = c.shape("weight");
        project(run.input("x"), w[0], w[1]);
    }

    private void project(Value x, int out, int in) {
        Value weight = run.weight("weight", LINEAR, in, out);
        Value y = c.has("bias") ? run.graph.apply(Linear.of(Addend.BIAS), x, weight, run.weight("bias", VECTOR, out))
                : run.graph.apply(Linear.of(), x, weight);
        run.check(engine, y);
    }

    private void groupNorm(GroupNorm.Then... then) {
        int channels = c.shape("weight")[0];
        float eps = ((Number) c.attributes().get("eps")).floatValue();
        run.check(engine, GroupNorm.apply(run.graph, run.input("x"), attribute("groups"), eps, run.weight("weight", VECTOR, channels),
                run.weight("bias", VECTOR, channels), null, then));
    }

    private void resample(Resample op) {
        run.check(engine, run.graph.apply(op, run.input("x")));
    }

    private void silu() {
        run.check(engine, run.graph.apply(new Silu(), run.graph.apply(new Affine(8, 0), run.input("x"))));
    }

    private void mse() {
        Value weight = run.input("weight", ones(c.shape("x")[0]), c.shape("x")[0]);
        run.check(engine, run.graph.apply(new Mean(), run.graph.apply(new Mse(), run.input("x"), run.input("target"), weight)));
    }

    /** q, k, v [N,heads,T,d] are packed by copying; the gradients are unpacked the same way. */
    private void attention() {
        int[] s = c.shape("q");
        int n = s[0];
        int heads = s[1];
        int t = s[2];
        int d = s[3];
        Graph g = new Graph();
        Value qkv = g.input("qkv", n, t, 3 * heads * d);
        Value dy = g.input("dy", n, t, heads * d);
        Value y = Attention.apply(g, qkv, heads);
        Value dqkv = kaobako.graph.Gradients.append(g, y, dy, java.util.Set.of(qkv), (a, b) -> {
            throw new AssertionError("one use");
        }).get(qkv);
        try (Plan plan = Plan.compile(engine, g, null, java.util.Set.of(y, dqkv), Plan.Options.DRAW)) {
            float[] packed = new float[n * t * 3 * heads * d];
            pack(c.floats("q"), packed, 0, s);
            pack(c.floats("k"), packed, 1, s);
            pack(c.floats("v"), packed, 2, s);
            plan.write(qkv, packed);
            float[] dyTokens = new float[n * t * heads * d];
            copy(c.floats("dy"), dyTokens, 0, 1, s, false);
            plan.write(dy, dyTokens);
            plan.run();
            float[] found = new float[dyTokens.length];
            copy(found, plan.read(y), 0, 1, s, true);
            Tolerance.near("y", found, c.floats("y"), Tolerance.OP);
            float[] gradient = plan.read(dqkv);
            for (int part = 0; part < 3; part++) {
                String name = "dq dk dv".split(" ")[part];
                copy(found, gradient, part, 3, s, true);
                OpCase.gradient(c, name, found);
            }
        }
    }

    private static void pack(float[] x, float[] packed, int part, int[] s) {
        copy(x, packed, part, 3, s, false);
    }

    /** Between x [N,heads,T,d] and the {@code part}-th of {@code parts} blocks of columns of tokens [N,T,parts*heads*d]. */
    private static void copy(float[] x, float[] tokens, int part, int parts, int[] s, boolean back) {
        int i = 0;
        for (int n = 0; n < s[0]; n++)
            for (int h = 0; h < s[1]; h++)
                for (int t = 0; t < s[2]; t++)
                    for (int d = 0; d < s[3]; d++, i++) {
                        int at = ((n * s[2] + t) * parts + part) * s[1] * s[3] + h * s[3] + d;
                        if (back) x[i] = tokens[at];
                        else tokens[at] = x[i];
                    }
    }

    private void timestepEmbedding() {
        TimestepEmbedding.Order order = (Boolean) c.attributes().get("flip_sin_to_cos")
                ? TimestepEmbedding.Order.COS_SIN : TimestepEmbedding.Order.SIN_COS;
        float[] steps = floats(c.longs("timesteps"));
        for (Object dim : (List<?>) c.attributes().get("dims")) {
            Graph g = new Graph();
            Value t = g.input("timesteps", steps.length);
            Value e = g.apply(new TimestepEmbedding(((Number) dim).intValue(), order, attribute("freq_shift")), t);
            try (Plan plan = Plan.compile(engine, g, null, java.util.Set.of(e), Plan.Options.DRAW)) {
                plan.write(t, steps);
                plan.run();
                Tolerance.near("emb" + dim, plan.read(e), c.floats("emb" + dim), Tolerance.OP);
            }
        }
    }

    private void emaDecay() {
        List<?> rows = (List<?>) c.json.get("rows");
        List<EmaDecay> decays = new ArrayList<>();
        for (Object row : rows) decays.add(emaDecay((Map<?, ?>) row));
        for (int i = 0; i < decays.size(); i++) {
            float[] expected = c.floats("decay" + i);
            float[] found = new float[expected.length];
            for (int k = 0; k < found.length; k++) found[k] = (float) decays.get(i).at(k + 1);
            Tolerance.near("decay" + i, found, expected, Tolerance.SCHEDULE);
        }
    }

    /** EMAModel's arguments, with diffusers' defaults. */
    static EmaDecay emaDecay(Map<?, ?> row) {
        double max = number(row, "decay", number(row, "max_decay", 0.9999));
        EmaDecay.WarmUp warmUp = Boolean.TRUE.equals(row.get("use_ema_warmup")) ? EmaDecay.WarmUp.INVERSE_POWER : EmaDecay.WarmUp.RATIO;
        return new EmaDecay(max, number(row, "min_decay", 0), warmUp, number(row, "inv_gamma", 1), number(row, "power", 2.0 / 3),
                (long) number(row, "update_after_step", 0));
    }

    private static double number(Map<?, ?> row, String key, double standard) {
        return row.get(key) instanceof Number n ? n.doubleValue() : standard;
    }

    static float[] ones(int count) {
        float[] ones = new float[count];
        java.util.Arrays.fill(ones, 1);
        return ones;
    }

    static float[] floats(long[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) floats[i] = values[i];
        return floats;
    }
}
