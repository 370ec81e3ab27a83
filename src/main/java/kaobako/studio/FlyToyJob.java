package kaobako.studio;

import java.util.ArrayList;
import java.util.List;
import kaobako.diffusion.Samplers;
import kaobako.diffusion.Stage;
import kaobako.theory.ToyCloud;
import kaobako.theory.ToyDiffusion;
import kaobako.theory.ToyFlight;
import kaobako.theory.ToyFlight.Moment;

/** Sends particles from noise to pictures, a stage a step, and keeps every moment of it. */
final class FlyToyJob implements Job {
    private final Workbench bench;
    private final ToyFlightPlan plan;
    private final Latest<ToyFlight> flight;
    private final List<Stage> stages;
    private final List<Moment> moments = new ArrayList<>();
    private ToyDiffusion toy;
    private ToyCloud cloud;

    /** Throws IllegalArgumentException if the sampler cannot take so many steps. */
    FlyToyJob(Workbench bench, ToyFlightPlan plan, Latest<ToyFlight> flight) {
        this.bench = bench;
        this.plan = plan;
        this.flight = flight;
        stages = plan.lesson().stages(Samplers.named(plan.sampler()), plan.steps());
    }

    @Override
    public boolean step() {
        if (toy == null) {
            toy = bench.borrow(plan.lesson());
            cloud = toy.cloud(plan.particles());
            cloud.begin(plan.seed());
            moments.add(new Moment(cloud.x(), new float[0]));
        } else {
            cloud.run(stages.get(moments.size() - 1));
            moments.add(new Moment(cloud.x(), cloud.x0(ToyFlight.FOLLOWED)));
        }
        flight.set(new ToyFlight(plan.lesson().noiseSchedule(), stages, plan.seed(), moments));
        return moments.size() <= stages.size();
    }

    @Override
    public Progress progress() {
        return new Progress(Math.max(0, moments.size() - 1), stages.size());
    }

    @Override
    public void close() {
        if (cloud != null) cloud.close();
        if (toy != null) bench.giveBack(plan.lesson());
    }
}
