package kaobako.op;

import static kaobako.op.Launches.read;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import kaobako.graph.Argument;
import kaobako.graph.Gradients;
import kaobako.graph.Graph;
import kaobako.graph.Node;
import kaobako.graph.Op;
import kaobako.graph.Value;

/** What a convolution or linear layer adds to its sums before it stores them; inputs follow x and w in this order. */
public enum Addend {
    /** b [C]: a learned vector, the same for every image. */
    BIAS,
    /** e [N, C]: a vector per image, such as the projected time embedding. */
    PER_IMAGE,
    /** r, of the result's shape. */
    RESIDUAL;

    /** Where the addends begin among the inputs: after x and w. */
    private static final int FIRST = 2;

    static Set<Addend> set(Collection<Addend> addends) {
        return addends.isEmpty() ? EnumSet.noneOf(Addend.class) : EnumSet.copyOf(addends);
    }

    /** The macros that switch the addends on in a kernel. */
    static Map<String, Object> defines(Set<Addend> addends) {
        Map<String, Object> defines = new HashMap<>();
        addends.forEach(addend -> defines.put(addend.name(), 1));
        return defines;
    }

    /** One bit for each addend, in their order: for kernels that decide while they run. */
    static int mask(Set<Addend> addends) {
        return addends.stream().mapToInt(addend -> 1 << addend.ordinal()).sum();
    }

    /** The input that holds this addend, or null. */
    Value of(Node node, Set<Addend> addends) {
        if (!addends.contains(this)) return null;
        return node.input(FIRST + (int) addends.stream().filter(other -> other.ordinal() < ordinal()).count());
    }

    /** The kernel argument of this addend; an absent one is bound to x, which the kernel does not read. */
    Argument argument(Node node, Set<Addend> addends) {
        Value value = of(node, addends);
        return read(value == null ? node.input(0) : value);
    }

    static void check(String op, List<Value> inputs, Set<Addend> addends, kaobako.graph.Shape result) {
        Launches.require(inputs.size() == FIRST + addends.size(), op, inputs, "x, w and " + addends);
        int at = FIRST;
        for (Addend addend : addends) {
            Value value = inputs.get(at++);
            long expected = switch (addend) {
                case BIAS -> result.channels();
                case PER_IMAGE -> (long) result.batch() * result.channels();
                case RESIDUAL -> result.count();
            };
            Launches.require(value.shape().count() == expected, op, inputs, addend + " of " + expected + " elements");
        }
    }

    /**
     * Appends the gradients of y = scale (x * w + addends): of the addends, of w and of x, in whose kernel a gradient that already
     * waits for x is added.
     *
     * @param weightGradient updates the gradient of w from x and dy, and that of the bias where it is the third input
     * @param inputGradient makes dx from dy, w and these addends
     */
    static void differentiate(Gradients gradients, Node node, Set<Addend> addends, float scale, Value dy, Op weightGradient,
            Function<Set<Addend>, Op> inputGradient) {
        Graph graph = gradients.graph();
        Value x = node.input(0);
        Value w = node.input(1);
        Value g = scale == 1 ? dy : graph.apply(new Affine(scale, 0), dy);
        Value residual = RESIDUAL.of(node, addends);
        if (residual != null && gradients.wants(residual)) gradients.add(residual, g);
        Value perImage = PER_IMAGE.of(node, addends);
        Value imageSums = perImage != null && gradients.wants(perImage) ? graph.apply(new ImageSum(), g) : null;
        if (imageSums != null) gradients.add(perImage, imageSums);
        Value bias = BIAS.of(node, addends);
        boolean wantsBias = bias != null && gradients.wants(bias);
        boolean together = wantsBias && imageSums == null && gradients.wants(w);
        if (together) gradients.read(x, v -> graph.update(weightGradient, graph.gradientOf(w), v, g, graph.gradientOf(bias)));
        else if (gradients.wants(w)) gradients.read(x, v -> graph.update(weightGradient, graph.gradientOf(w), v, g));
        if (wantsBias && !together) graph.update(new BiasGradient(), graph.gradientOf(bias), imageSums == null ? g : imageSums);
        if (!gradients.wants(x)) return;
        Value waiting = gradients.take(x);
        gradients.add(x, waiting == null ? graph.apply(inputGradient.apply(Set.of()), g, w)
                : graph.apply(inputGradient.apply(Set.of(RESIDUAL)), g, w, waiting));
    }
}
