package kaobako.op;

import static kaobako.op.Launches.call;
import static kaobako.op.Launches.count;
import static kaobako.op.Launches.each;
import static kaobako.op.Launches.result;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kaobako.graph.KernelCall;
import kaobako.graph.Node;

/** Launches of {@code elementwise.cl}: one work-item per element of the result. */
final class Elementwise {
    private Elementwise() {}

    static List<KernelCall> calls(String kernel, Node node, Object... scalars) {
        Object[] arguments = Stream.of(node.inputs().stream().map(Launches::read), Stream.of(result(node.output())),
                Stream.of(count(node.output())), Stream.of(scalars)).flatMap(s -> s).toArray();
        return List.of(call("elementwise.cl", kernel, Map.of(), each(count(node.output())), arguments));
    }
}
