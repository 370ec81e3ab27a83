package kaobako.op;

import static kaobako.op.Launches.blocks;
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

/** a [..,CA] and b [..,CB] joined along channels: [..,CA+CB]. Not made where all its readers can read the parts. */
public record Concat() implements Op {
    @Override
    public Shape infer(List<Value> in) {
        Shape a = in.get(0).shape();
        Shape b = in.get(1).shape();
        Launches.require(a.withChannels(1).equals(b.withChannels(1)), name(), in, "two values that differ in channels only");
        return a.withChannels(a.channels() + b.channels());
    }

    @Override
    public boolean joins() {
        return true;
    }

    @Override
    public void differentiate(Gradients gradients, Node node, Value dy) {
        int first = 0;
        for (Value input : node.inputs()) {
            int channels = input.shape().channels();
            if (gradients.wants(input)) gradients.add(input, gradients.graph().apply(new Slice(first, channels), dy));
            first += channels;
        }
    }

    @Override
    public List<KernelCall> calls(Node node, Target target) {
        Shape a = node.shape(0);
        if (target.family() == Target.Family.CPU) {
            int rows = Launches.rowsPerItem(target, a.rows());
            return List.of(call("channels_cpu.cl", "concat_cpu", Map.of("VL", target.vectorWidth()), Launches.ones(blocks(a.rows(), rows)),
                    read(node.input(0)), read(node.input(1)), result(node.output()), a.rows(), a.channels(), node.shape(1).channels(), rows));
        }
        return List.of(call("channels.cl", "concat", Map.of(), each(count(node.output())), read(node.input(0)),
                read(node.input(1)), result(node.output()), a.rows(), a.channels(), node.shape(1).channels()));
    }
}
