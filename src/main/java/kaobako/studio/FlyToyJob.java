package kaobako.studio;

import java.util.ArrayList;
import java.util.List;
import kaobako.diffusion.Samplers;
import kaobako.diffusion.Stage;
import kaobako.theory.Forward;
import kaobako.theory.PlaneHistogram;
import kaobako.theory.ToyCloud;
import kaobako.theory.ToyDiffusion;
import kaobako.theory.ToyFlight;
import kaobako.theory.ToyFlight.Moment;

/** Sends particles from noise to pictures, a moment of the flight a step, and keeps it. */
final class FlyToyJob implements Job {
    private final Workbench bench;
    private final ToyFlightPlan plan;
    private final Latest<ToyFlight> flight;
    private final List<Stage> stages;
    private final Forward forward;
    private final PlaneHistogram truth;
    private final List<Moment> moments = new ArrayList<>();
    private int flown;
    private ToyDiffusion toy;
    private ToyCloud cloud;

    /** Throws IllegalArgumentException if the sampler cannot take so many steps. */
    FlyToyJob(Workbench bench, ToyFlightPlan plan, Latest<ToyFlight> flight) {
        this.bench = bench;
        this.plan = plan;
        this.flight = flight;
        stages = plan.lesson().stages(Samplers.named(plan.sampler()), plan.steps());
        forward = new Forward(plan.lesson().noiseSchedule());
        truth = forward.marginal(plan.lesson().box(), -1);
    }

    @Override
    public boolean step() {
        if (toy == null) {
            toy = bench.borrow(plan.lesson());
            cloud = toy.cloud(plan.particles());
            cloud.begin(plan.seed());
            keep(new float[0]);
        } else {
            int until = Math.min(stages.size(), flown + ToyFlight.stagesAMoment(stages.size()));
            while (flown < until) cloud.run(stages.get(flown++));
            keep(cloud.x0(ToyFlight.FOLLOWED));
        }
        flight.set(new ToyFlight(forward.schedule(), stages, plan.seed(), moments));
        return flown < stages.size();
    }

    private void keep(float[] x0) {
        PlaneHistogram exact = forward.marginal(plan.lesson().box(), ToyFlight.timestep(stages, flown));
        moments.add(Moment.of(cloud.x(), x0, exact, truth));
    }

    @Override
    public Progress progress() {
        return new Progress(flown, stages.size());
    }

    @Override
    public void close() {
        if (cloud != null) cloud.close();
        if (toy != null) bench.giveBack(plan.lesson());
    }
}
