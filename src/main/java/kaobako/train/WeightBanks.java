package kaobako.train;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kaobako.exec.Weights;
import kaobako.exec.Weights.Bank;
import kaobako.unet.Parameter;

/**
 * What a training run learns, between device and files: parameters, both moments and the average, each parameter by its name and in
 * the file's layout. GPU thread only; the weights are the caller's.
 */
record WeightBanks(Weights weights, List<Parameter> parameters) {
    /** In the words of a checkpoint. */
    static final Map<Bank, String> NAMES = names();

    /** Starts from these parameters, given in the file's layout. */
    void initialise(Function<Parameter, float[]> values) {
        Parameter.toEngine(parameters, values).forEach((name, numbers) -> {
            weights.write(Bank.PARAMETERS, name, numbers);
            weights.write(Bank.EMA, name, numbers);
        });
    }

    /** As they were when a checkpoint was taken, and no gradients. */
    void restore(Checkpoint checkpoint) {
        NAMES.forEach((bank, key) -> Parameter.toEngine(parameters, p -> checkpoint.tensor(key, p))
                .forEach((name, numbers) -> weights.write(bank, name, numbers)));
        for (String name : weights.names()) weights.write(Bank.GRADIENTS, name, new float[weights.read(Bank.GRADIENTS, name).length]);
    }

    /** For a checkpoint; waits for the device. */
    Map<String, float[]> tensors() {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        NAMES.forEach((bank, key) -> {
            Map<String, float[]> whole = new HashMap<>();
            for (Parameter p : parameters) {
                float[] engineValues = whole.computeIfAbsent(p.weight().name(), name -> weights.read(bank, name));
                tensors.put(key + "." + p.name(), p.toFile(engineValues));
            }
        });
        return tensors;
    }

    private static Map<Bank, String> names() {
        Map<Bank, String> names = new LinkedHashMap<>();
        names.put(Bank.PARAMETERS, "parameters");
        names.put(Bank.FIRST_MOMENT, "first_moment");
        names.put(Bank.SECOND_MOMENT, "second_moment");
        names.put(Bank.EMA, "ema");
        return Collections.unmodifiableMap(names);
    }
}
