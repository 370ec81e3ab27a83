package kaobako.unet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import kaobako.graph.Graph;
import kaobako.graph.Value;
import kaobako.op.Addend;
import kaobako.op.Linear;

/** Makes a network's weights under their file names and remembers which tensor of the file goes where. Not thread-safe. */
public final class Parameters {
    private final Graph graph;
    private final List<Parameter> all = new ArrayList<>();

    public Parameters(Graph graph) {
        this.graph = graph;
    }

    /** In the order in which they were made. */
    public List<Parameter> all() {
        return Collections.unmodifiableList(all);
    }

    /** A bias, or a norm's scale: [count]. */
    public Value vector(String name, int count) {
        Value weight = graph.weight(name, count);
        add(name, name, List.of(count), weight, Parameter.Layout.VECTOR, 0);
        return weight;
    }

    /** The weight of a 3x3 convolution. */
    Value convolution(String name, int in, int out) {
        Value weight = graph.weight(name, 3, 3, in, out);
        add(name, name, List.of(out, in, 3, 3), weight, Parameter.Layout.CONVOLUTION, 0);
        return weight;
    }

    /** x W + b with the weights {@code name.weight} and {@code name.bias}. */
    public Value linear(String name, Value x, int out) {
        int in = x.shape().channels();
        Value weight = matrix(name, name, List.of(out, in));
        return graph.apply(Linear.of(Addend.BIAS), x, weight, vector(name + ".bias", out));
    }

    /** The weight of a linear layer or, with four extents, of a 1x1 convolution. */
    public Value matrix(String name, String oldName, List<Integer> fileShape) {
        Value weight = graph.weight(name + ".weight", fileShape.get(1), fileShape.get(0));
        add(name + ".weight", oldName + ".weight", fileShape, weight, Parameter.Layout.LINEAR, 0);
        return weight;
    }

    /** Several linear layers of one input as one: their columns side by side. Returns the matrix and the bias. */
    List<Value> joined(String name, List<String> names, List<String> oldNames, int in, int outEach) {
        Value weight = graph.weight(name + ".weight", in, outEach * names.size());
        Value bias = graph.weight(name + ".bias", outEach * names.size());
        for (int i = 0; i < names.size(); i++) {
            add(names.get(i) + ".weight", oldNames.get(i) + ".weight", List.of(outEach, in), weight, Parameter.Layout.LINEAR, i * outEach);
            add(names.get(i) + ".bias", oldNames.get(i) + ".bias", List.of(outEach), bias, Parameter.Layout.VECTOR, i * outEach);
        }
        return List.of(weight, bias);
    }

    /** The bias of a layer whose name changed. */
    Value bias(String name, String oldName, int count) {
        Value weight = graph.weight(name + ".bias", count);
        add(name + ".bias", oldName + ".bias", List.of(count), weight, Parameter.Layout.VECTOR, 0);
        return weight;
    }

    private void add(String name, String oldName, List<Integer> fileShape, Value weight, Parameter.Layout layout, int first) {
        all.add(new Parameter(name, oldName, fileShape, weight, layout, first));
    }
}
