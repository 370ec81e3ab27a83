package kaobako.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kaobako.cl.DeviceBuffer;
import kaobako.exec.Plan;
import kaobako.exec.Engine;
import kaobako.exec.Weights;
import kaobako.exec.Weights.Bank;
import kaobako.graph.Graph;
import kaobako.graph.Value;
import kaobako.op.AdamW;
import kaobako.op.AddInto;
import kaobako.op.Ema;
import kaobako.op.GradientNorm;
import kaobako.op.Keep;

/**
 * The update of all parameters from the gradients of a step: norm, clipping, AdamW, EMA; clears the gradients. Where the norm is
 * not finite nothing changes but the gradients, which are cleared. Owns its plan; the weights are the caller's. GPU thread only.
 */
public final class Update implements AutoCloseable {
    private final Value numbers;
    private final Value norm;
    private final Plan plan;
    private final Weights weights;

    /** An update whose norm is read with {@link #norm}. */
    public static Update of(Engine engine, Weights weights) {
        return of(engine, weights, List.of());
    }

    /** The same after adding gradients that were summed apart. */
    static Update of(Engine engine, Weights weights, List<Weights> apart) {
        return new Update(engine, weights, apart, null);
    }

    /** One that puts its norm into a ring of reports too. */
    static Update of(Engine engine, Weights weights, List<Weights> apart, ReportRing ring) {
        return new Update(engine, weights, apart, ring);
    }

    private Update(Engine engine, Weights weights, List<Weights> apart, ReportRing ringOrNull) {
        this.weights = weights;
        Graph g = new Graph();
        numbers = g.input("adamw", AdamW.Step.SIZE);
        Value parameters = weights.flat(Bank.PARAMETERS);
        Value gradients = weights.flat(Bank.GRADIENTS);
        Map<Value, DeviceBuffer> bound = new HashMap<>(ringOrNull == null ? Map.of() : ringOrNull.bound(0));
        for (Weights each : apart) {
            Value part = each.flat(Bank.GRADIENTS);
            g.update(new AddInto(), gradients, part);
            bound.put(part, each.buffer(Bank.GRADIENTS));
        }
        norm = g.apply(new GradientNorm(), gradients, numbers);
        g.update(new AdamW(), parameters, weights.flat(Bank.FIRST_MOMENT), weights.flat(Bank.SECOND_MOMENT), gradients, norm, numbers);
        g.update(new Ema(), weights.flat(Bank.EMA), parameters, norm, numbers);
        if (ringOrNull != null) g.update(new Keep(ringOrNull.normColumn()), ringOrNull.ring(), norm, ringOrNull.clock());
        plan = Plan.compile(engine, g, weights, Set.of(norm), Plan.Options.TRAIN.with(bound));
    }

    /** Queues the update. */
    public void run(AdamW.Step step) {
        plan.write(numbers, step.toFloats());
        plan.run();
        weights.changed();
    }

    /** The gradients' norm in the last update, before clipping; waits for it. */
    public double norm() {
        return plan.read(norm)[0];
    }

    Plan plan() {
        return plan;
    }

    public long bytes() {
        return plan.bytes();
    }

    @Override
    public void close() {
        plan.close();
    }
}
