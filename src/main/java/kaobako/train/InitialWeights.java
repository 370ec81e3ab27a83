package kaobako.train;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kaobako.diffusion.Philox;
import kaobako.diffusion.Philox.Purpose;
import kaobako.unet.Parameter;

/**
 * The weights of a new network, in the file's layout: uniform within +-1/sqrt(fan-in), norms at one, and zero where a residual
 * branch or the network ends, so that at first every block hands on what it gets (Ho et al. 2020, reference implementation).
 */
public final class InitialWeights {
    private static final List<String> ENDS = List.of(".conv2.", ".to_out.0.", "conv_out.", "linear_out.");

    private InitialWeights() {}

    /** The numbers of each parameter, for {@link Parameter#toEngine}; depend on the seed and the parameter's place in the list. */
    public static Function<Parameter, float[]> of(List<Parameter> parameters, long seed) {
        Map<String, Integer> places = IntStream.range(0, parameters.size()).boxed()
                .collect(Collectors.toMap(i -> parameters.get(i).name(), i -> i));
        Map<String, Integer> fanIns = parameters.stream().filter(p -> p.fileShape().size() > 1)
                .collect(Collectors.toMap(p -> layer(p), p -> p.count() / p.fileShape().get(0)));
        return p -> values(p, fanIns.get(layer(p)), seed, places.get(p.name()));
    }

    private static float[] values(Parameter p, Integer fanIn, long seed, int place) {
        float[] values = new float[p.count()];
        boolean norm = fanIn == null;
        if (norm && p.name().endsWith(".weight")) java.util.Arrays.fill(values, 1);
        if (norm || ENDS.stream().anyMatch(p.name()::contains)) return values;
        float bound = (float) (1 / Math.sqrt(fanIn));
        for (int i = 0; i < values.length; i++) {
            values[i] = bound * (2 * Philox.uniform(Philox.word(seed, place, Purpose.INITIAL_WEIGHTS, i)) - 1);
        }
        return values;
    }

    private static String layer(Parameter p) {
        return p.name().substring(0, p.name().lastIndexOf('.'));
    }
}
