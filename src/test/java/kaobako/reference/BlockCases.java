package kaobako.reference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kaobako.exec.Engine;
import kaobako.graph.Shape;
import kaobako.graph.Value;
import kaobako.op.Resample;
import kaobako.op.Silu;
import kaobako.unet.Blocks;
import kaobako.unet.UNetConfig;

/** The residual and attention blocks of diffusers, built by the network's own {@link Blocks}. */
final class BlockCases {
    private BlockCases() {}

    static void resnet(Engine engine, Case c) {
        Map<String, Object> a = c.attributes();
        OpCase run = new OpCase(c);
        Value x = run.input("x");
        int out = number(a, "out_channels").intValue();
        UNetConfig config = config(Map.of("norm_num_groups", a.get("groups"), "norm_eps", a.get("eps"),
                "resnet_time_scale_shift", a.get("time_embedding_norm"), "block_out_channels", List.of(out)));
        Value embedding = run.graph.apply(new Silu(), run.input("temb"));
        Blocks blocks = Blocks.of(run.graph, config, embedding);
        Resample resample = Boolean.TRUE.equals(a.get("up")) ? Resample.nearest()
                : Boolean.TRUE.equals(a.get("down")) ? Resample.average(Shape.of(c.nhwcShape("x"))) : null;
        Value y = blocks.resnet("block", x, out, resample, number(a, "output_scale_factor").doubleValue());
        check(engine, run, blocks, y);
    }

    static void attention(Engine engine, Case c) {
        Map<String, Object> a = c.attributes();
        OpCase run = new OpCase(c);
        Value x = run.input("x");
        int groups = a.get("groups") == null ? 0 : number(a, "groups").intValue();
        UNetConfig config = config(Map.of("norm_num_groups", Math.max(1, groups), "norm_eps", a.get("eps"),
                "attention_head_dim", a.get("head_dim"), "block_out_channels", List.of(x.shape().channels())));
        Blocks blocks = Blocks.of(run.graph, config, null);
        Value y = blocks.attention("block", x, groups, number(a, "rescale_output_factor").doubleValue());
        check(engine, run, blocks, y);
    }

    private static void check(Engine engine, OpCase run, Blocks blocks, Value y) {
        blocks.parameters().forEach(p -> run.parameter(p.name().replaceFirst("^block", "param"), p));
        run.check(engine, y);
    }

    private static UNetConfig config(Map<String, Object> keys) {
        Map<String, Object> json = new HashMap<>(keys);
        json.put("down_block_types", List.of("DownBlock2D"));
        json.put("up_block_types", List.of("UpBlock2D"));
        return UNetConfig.of(json);
    }

    private static Number number(Map<String, Object> attributes, String key) {
        return (Number) attributes.get(key);
    }
}
