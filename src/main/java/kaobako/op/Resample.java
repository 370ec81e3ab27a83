package kaobako.op;

import static kaobako.op.Launches.call;
import static kaobako.op.Launches.count;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;

import java.util.List;
import java.util.Map;
import kaobako.graph.Gradients;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/**
 * Twice as large by repeating pixels, or half as large by adding 2x2 pixels, times a scale: each is the other's gradient.
 *
 * @param restHeight rows of the large image, 0 or 1, that have no partner in the small one: not read going down, zero going up
 * @param restWidth the same of columns
 */
public record Resample(Direction direction, float scale, int restHeight, int restWidth) implements Op {
    public enum Direction { UP, DOWN }

    /** Nearest upsampling by two. */
    public static Resample nearest() {
        return new Resample(Direction.UP, 1, 0, 0);
    }

    /** 2x2 average pooling of images of even height and width. */
    public static Resample average() {
        return new Resample(Direction.DOWN, 0.25f, 0, 0);
    }

    /** 2x2 average pooling of images like {@code x}: an odd last row or column is dropped. */
    public static Resample average(Shape x) {
        return new Resample(Direction.DOWN, 0.25f, x.height() % 2, x.width() % 2);
    }

    @Override
    public Shape infer(List<Value> in) {
        Shape x = in.get(0).shape();
        Launches.require(x.rank() == 4 && (direction == Direction.UP || x.height() % 2 == restHeight && x.width() % 2 == restWidth),
                name(), in, "an image [N,H,W,C]" + (direction == Direction.DOWN ? " of even height and width" : ""));
        return direction == Direction.UP
                ? Shape.of(x.batch(), 2 * x.height() + restHeight, 2 * x.width() + restWidth, x.channels())
                : Shape.of(x.batch(), x.height() / 2, x.width() / 2, x.channels());
    }

    @Override
    public void differentiate(Gradients gradients, Node node, Value dy) {
        Direction back = direction == Direction.UP ? Direction.DOWN : Direction.UP;
        gradients.add(node.input(0), gradients.graph().apply(new Resample(back, scale, restHeight, restWidth), dy));
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        Shape small = direction == Direction.UP ? node.shape(0) : node.output().shape();
        if (target.family() == Target.Family.CPU) {
            return List.of(call("resample_cpu.cl", direction == Direction.UP ? "upsample_nearest_cpu" : "pool_2x2_cpu",
                    Map.of("VL", target.vectorWidth()), Launches.ones((long) small.batch() * node.output().shape().height()),
                    read(node.input(0)), result(node.output()), small.height(), small.width(), small.channels(),
                    restHeight, restWidth, scale));
        }
        return List.of(call("resample.cl", direction == Direction.UP ? "upsample_nearest" : "pool_2x2", Map.of(), each(count(node.output())),
                read(node.input(0)), result(node.output()), small.batch(), small.height(), small.width(), small.channels(),
                restHeight, restWidth, scale));
    }
}
