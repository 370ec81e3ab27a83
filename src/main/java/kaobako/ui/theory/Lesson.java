package kaobako.ui.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kaobako.diffusion.BetaSchedule;
import kaobako.diffusion.NoiseSchedule;
import kaobako.diffusion.Sampler;
import kaobako.diffusion.Samplers;
import kaobako.studio.JobHandle;
import kaobako.studio.Latest;
import kaobako.studio.Studio;
import kaobako.studio.ToyFlightPlan;
import kaobako.studio.ToyLesson;
import kaobako.studio.ToyProgress;
import kaobako.theory.Forward;
import kaobako.theory.PlaneHistogram;
import kaobako.theory.ToyFlight;
import kaobako.theory.TwoPixelDensity;
import kaobako.ui.Desk;

/** What the views of chapter 5 share: the lesson, how far it is, the flight and where in it we look. They hear of every change. Event thread. */
final class Lesson {
    static final List<Integer> STEPS = List.of(5, 10, 20, 50, 100, 250);
    /** A few seconds on two cores; most boxes are learned in half of it. */
    private static final int TRAINING_STEPS = 1200;
    static final int PARTICLES = 4096;
    /** Any schedule says the same of pictures that are not dissolved. */
    private static final NoiseSchedule STILL = NoiseSchedule.of(BetaSchedule.LINEAR, 1e-4, 0.02, 1000);

    private final Desk desk;
    private final PixelBox box;
    private final List<Runnable> listeners = new ArrayList<>();
    private Optional<ToyLesson> lesson = Optional.empty();
    private Latest<ToyProgress> progress = new Latest<>(ToyProgress.NONE);
    /** Of the newest flight; null before its first moment. */
    private Latest<ToyFlight> flight = new Latest<>(null);
    private Optional<JobHandle> learning = Optional.empty();
    private Optional<JobHandle> flying = Optional.empty();
    private BetaSchedule schedule = BetaSchedule.SQUAREDCOS_CAP_V2;
    private Sampler sampler = Samplers.named("ddpm");
    private int steps = 100;
    private long seed = 1;
    private int flights;
    private double at;
    private int followed;

    Lesson(Desk desk, PixelBox box) {
        this.desk = desk;
        this.box = box;
        box.onChange(this::changed);
    }

    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    private Studio studio() {
        return desk.studio();
    }

    /** Whether the box was painted anew, or its schedule is another, since the network began to learn it. */
    boolean isOutdated() {
        return lesson.isPresent() && !(box.density().equals(lesson.map(ToyLesson::box)) && lesson.get().schedule() == schedule);
    }

    boolean hasBox() {
        return box.density().isPresent();
    }

    /** The lesson about the box as it is now; another box or schedule is another lesson, from nothing. */
    private Optional<ToyLesson> current() {
        Optional<TwoPixelDensity> density = box.density();
        if (density.isPresent() && (lesson.isEmpty() || isOutdated())) {
            stop();
            flying.ifPresent(JobHandle::stop);
            lesson = density.map(d -> new ToyLesson(d, schedule));
            progress = new Latest<>(ToyProgress.NONE);
            flight = new Latest<>(null);
            at = 0;
        }
        return density.isPresent() ? lesson : Optional.empty();
    }

    boolean isLearning() {
        return learning.isPresent() && !learning.get().state().isEnd();
    }

    boolean isFlying() {
        return flying.isPresent() && !flying.get().state().isEnd();
    }

    void learn() {
        current().ifPresent(now -> {
            JobHandle handle = studio().laboratory().learn(now, TRAINING_STEPS, progress);
            learning = Optional.of(handle);
            desk.then(handle.ended(), state -> {
                handle.problem().ifPresent(desk::report);
                if (state == JobHandle.State.DONE && Optional.of(now).equals(lesson) && !isFlying()) fly();
                changed();
            });
            changed();
        });
    }

    void stop() {
        learning.ifPresent(JobHandle::stop);
    }

    /** Sends particles by what is known now, the same ones again and again: what differs is the sampler, the steps and the network. */
    void fly() {
        current().ifPresent(now -> {
            flying.ifPresent(JobHandle::stop);
            Latest<ToyFlight> made = new Latest<>(null);
            JobHandle handle;
            try {
                handle = studio().laboratory().fly(new ToyFlightPlan(now, sampler.about().name(), steps, PARTICLES, seed), made);
            } catch (IllegalArgumentException unfit) {
                desk.say(desk.text("theory.learning.unfit", sampler.about().label(), steps));
                return;
            }
            flight = made;
            flying = Optional.of(handle);
            flights++;
            at = 0;
            desk.then(handle.ended(), state -> {
                handle.problem().ifPresent(desk::report);
                changed();
            });
            changed();
        });
    }

    /** What the jobs have brought so far, to see whether anything is new. */
    record Seen(ToyProgress progress, Optional<ToyFlight> flight, boolean learning, boolean flying) {}

    Seen look() {
        return new Seen(progress(), flight(), isLearning(), isFlying());
    }

    /** Other dice: the same network and sampler, other particles. */
    void roll() {
        seed += PARTICLES;
        fly();
    }

    /** Another schedule is another lesson, from nothing; if one was being learned, this one is. */
    void choose(BetaSchedule another) {
        boolean wasLearning = isLearning();
        schedule = another;
        current();
        if (wasLearning) learn();
        changed();
    }

    void choose(Sampler another) {
        sampler = another;
        fly();
    }

    void choose(int count) {
        steps = count;
        fly();
    }

    BetaSchedule schedule() {
        return schedule;
    }

    Sampler sampler() {
        return sampler;
    }

    int steps() {
        return steps;
    }

    /** How many flights have been begun: another number, another flight to be seen. */
    int flights() {
        return flights;
    }

    /** The box as it is, where particles should arrive. */
    Optional<PlaneHistogram> truth() {
        return box.density().map(d -> new Forward(STILL).marginal(d, -1));
    }

    ToyProgress progress() {
        return progress.get();
    }

    Optional<ToyFlight> flight() {
        return Optional.ofNullable(flight.get());
    }

    /** Where in the flight we look: whole numbers are moments. */
    double at() {
        return Math.min(at, flight().map(ToyFlight::done).orElse(0));
    }

    /** The moment we are at or have left last. */
    int moment() {
        return (int) at();
    }

    void go(double to) {
        at = Math.max(0, to);
        changed();
    }

    int followed() {
        return followed;
    }

    void follow(int particle) {
        followed = particle;
        changed();
    }
}
