package kaobako.unet;

import kaobako.graph.Graph;
import kaobako.graph.Value;

/** What training does to the activations before a residual block's second convolution; nothing when drawing. */
@FunctionalInterface
public interface Regularisation {
    Regularisation NONE = (graph, x) -> x;

    Value apply(Graph graph, Value x);
}
