package kaobako.op;

import static kaobako.op.Launches.blocks;
import static kaobako.op.Launches.count;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.read;
import static kaobako.op.Launches.result;

import java.util.List;
import java.util.Map;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Shape;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** {@code channels} channels of x from {@code first} on. */
public record Slice(int first, int channels) implements Op {
    @Override
    public Shape infer(List<Value> in) {
        Shape x = in.get(0).shape();
        Launches.require(first >= 0 && first + channels <= x.channels(), name(), in, "at least " + (first + channels) + " channels");
        return x.withChannels(channels);
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        return List.of(call(target, node.input(0), first, node.output()));
    }

    /** y = the channels of x from {@code first} on. */
    static KernelCall call(Target target, Value from, int first, Value y) {
        Shape x = from.shape();
        int channels = y.shape().channels();
        if (target.family() == Target.Family.CPU) {
            int rows = Launches.rowsPerItem(target, x.rows());
            return Launches.call("channels_cpu.cl", "slice_cpu", Map.of("VL", target.vectorWidth()), Launches.ones(blocks(x.rows(), rows)),
                    read(from), result(y), x.rows(), x.channels(), channels, first, rows);
        }
        return Launches.call("channels.cl", "slice", Map.of(), each(count(y)), read(from), result(y), x.rows(), x.channels(), channels, first);
    }
}
