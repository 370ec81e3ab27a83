package kaobako.unet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import kaobako.graph.Value;

/**
 * A tensor of a model file and its place in the engine's weight, which may hold several: q, k and v are columns of one matrix.
 *
 * @param name diffusers' name
 * @param oldName the name in checkpoints before diffusers 0.18; the same where nothing changed
 * @param fileShape PyTorch's: convolutions [O,I,kh,kw], linear layers [O,I], vectors [C]
 * @param first first column of the engine's matrix, or element of its vector
 */
public record Parameter(String name, String oldName, List<Integer> fileShape, Value weight, Layout layout, int first) {
    /** How the file's axes lie in the engine's. */
    public enum Layout {
        /** [O,I,kh,kw] as [kh,kw,I,O]. */
        CONVOLUTION,
        /** [O,I] or [O,I,1,1] as columns of [I,..]. */
        LINEAR,
        /** [C] as a part of [..]. */
        VECTOR
    }

    public int count() {
        return fileShape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    }

    /** The name under which a file holds it: the old one if only that is there. */
    public String nameIn(Set<String> names) {
        return names.contains(name) ? name : names.contains(oldName) ? oldName : name;
    }

    /**
     * All weights of the engine by name, put together from the tensors of a file.
     *
     * @param read the numbers of a tensor, in the file's order
     */
    public static Map<String, float[]> toEngine(List<Parameter> parameters, Function<Parameter, float[]> read) {
        Map<String, float[]> weights = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            int count = Math.toIntExact(parameter.weight.shape().count());
            parameter.toEngine(read.apply(parameter), weights.computeIfAbsent(parameter.weight.name(), n -> new float[count]));
        }
        return weights;
    }

    /** Copies the file's numbers to their places in {@code engine}, the whole weight. */
    public void toEngine(float[] file, float[] engine) {
        eachPlace((i, place) -> engine[place] = file[i]);
    }

    /** The file's numbers, from the whole weight. */
    public float[] toFile(float[] engine) {
        float[] file = new float[count()];
        eachPlace((i, place) -> file[i] = engine[place]);
        return file;
    }

    private interface Pair {
        void at(int inFile, int inEngine);
    }

    /** Where each element of the file's tensor lies in the engine's. */
    private void eachPlace(Pair pair) {
        boolean vector = layout == Layout.VECTOR;
        int outs = fileShape.get(0);
        int ins = vector ? 1 : fileShape.get(1);
        int taps = count() / outs / ins;
        int row = vector ? 1 : weight.shape().channels();
        int i = 0;
        for (int out = 0; out < outs; out++)
            for (int in = 0; in < ins; in++)
                for (int tap = 0; tap < taps; tap++) pair.at(i++, (tap * ins + in) * row + first + out);
    }
}
