package kaobako.exec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kaobako.graph.Node;
import kaobako.graph.Target;
import kaobako.graph.Value;

/** Leaves out the nodes that only join values whose readers can all read the parts where they lie: nothing is copied then. */
final class Unjoined {
    private Unjoined() {}

    static List<Node> of(List<Node> nodes, Set<Value> outputs, Target target) {
        Map<Value, Value> joined = new HashMap<>();
        for (Node node : nodes) {
            if (!node.op().joins() || node.inputs().size() != 2 || outputs.contains(node.output())) continue;
            Value value = Value.joined(node.output(), node.inputs());
            boolean unneeded = nodes.stream().filter(n -> n.inputs().contains(node.output()))
                    .allMatch(reader -> reader.op().readsParts(with(Map.of(node.output(), value), reader), target)
                            || reader.op().calls(reader, target).isEmpty());
            if (unneeded) joined.put(node.output(), value);
        }
        return nodes.stream().filter(node -> !joined.containsKey(node.output())).map(node -> with(joined, node)).toList();
    }

    private static Node with(Map<Value, Value> joined, Node node) {
        return new Node(node.op(), node.inputs().stream().map(v -> joined.getOrDefault(v, v)).toList(), node.output());
    }
}
