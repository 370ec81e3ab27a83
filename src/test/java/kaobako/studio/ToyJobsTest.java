package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import kaobako.diffusion.BetaSchedule;
import kaobako.theory.Example;
import kaobako.theory.ToyFlight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The small network at work on the GPU thread, beside other jobs. */
@Timeout(180)
class ToyJobsTest {
    @TempDir
    private Path folder;

    @Test
    void learnsInShortStepsFliesBesideAndGoesOnWhereItStopped() throws Exception {
        List<Problem> reported = new CopyOnWriteArrayList<>();
        try (Studio studio = new Studio(Home.in(folder), reported::add)) {
            studio.connect().get(90, TimeUnit.SECONDS);
            ToyLesson lesson = new ToyLesson(Example.RING.density(), BetaSchedule.SQUAREDCOS_CAP_V2);
            Latest<ToyProgress> progress = new Latest<>(ToyProgress.NONE);
            JobHandle learning = studio.laboratory().learn(lesson, 40, progress);
            Latest<ToyFlight> flight = new Latest<>(null);
            JobHandle flying = studio.laboratory().fly(new ToyFlightPlan(lesson, "ddim", 5, 512, 3), flight);
            assertThat(flying.ended().get(60, TimeUnit.SECONDS)).isEqualTo(JobHandle.State.DONE);
            assertThat(learning.ended().get(60, TimeUnit.SECONDS)).isEqualTo(JobHandle.State.DONE);

            assertThat(flight.get().isComplete()).isTrue();
            assertThat(flight.get().moments()).hasSize(6).allSatisfy(m -> assertThat(m.x()).hasSize(1024));
            assertThat(ToyFlight.timestep(flight.get().stages(), 5)).isEqualTo(-1);
            ToyProgress first = progress.get();
            assertThat(first.losses()).hasSize(40);
            assertThat(first.distances()).extracting(ToyProgress.Distance::step).containsExactly(40L);
            assertThat(first.distances()).allMatch(d -> d.totalVariation() > d.least() && d.totalVariation() < 1 && d.least() < 0.2);

            studio.laboratory().learn(lesson, 10, progress).ended().get(60, TimeUnit.SECONDS);
            assertThat(progress.get().losses()).hasSize(50).startsWith(first.losses());
            assertThat(progress.get().distances().get(progress.get().distances().size() - 1).step()).isEqualTo(50);
        }
        assertThat(reported).isEmpty();
    }

    @Test
    void aFlightOfManyStagesKeepsEverySecondMoment() throws Exception {
        try (Studio studio = new Studio(Home.in(folder), problem -> { })) {
            studio.connect().get(90, TimeUnit.SECONDS);
            ToyLesson lesson = new ToyLesson(Example.RING.density(), BetaSchedule.LINEAR);
            Latest<ToyFlight> newest = new Latest<>(null);
            studio.laboratory().fly(new ToyFlightPlan(lesson, "heun", 250, 256, 3), newest).ended().get(60, TimeUnit.SECONDS);
            ToyFlight flight = newest.get();
            assertThat(flight.stages()).as("two calls a step, one in the last").hasSize(499);
            assertThat(flight.moments()).hasSize(251);
            assertThat(flight.isComplete()).isTrue();
            assertThat(flight.stage(1)).isEqualTo(2);
            assertThat(flight.stage(flight.last())).isEqualTo(499);
        }
    }
}
