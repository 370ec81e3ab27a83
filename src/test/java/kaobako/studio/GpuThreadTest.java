package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GpuThreadTest {
    private final AtomicLong clock = new AtomicLong();
    private final GpuThread gpu = new GpuThread(clock::get);
    private final List<String> log = new CopyOnWriteArrayList<>();

    /** Runs {@code steps} steps, each logged; {@code before} each the hook runs on the GPU thread. */
    private final class Steps implements Job {
        private final String name;
        private final long steps;
        private final long piece;
        private final java.util.function.LongConsumer before;
        private long done;

        Steps(String name, long steps, java.util.function.LongConsumer before) {
            this(name, steps, steps, before);
        }

        /** Every {@code piece} steps make something whole. */
        Steps(String name, long steps, long piece, java.util.function.LongConsumer before) {
            this.name = name;
            this.steps = steps;
            this.piece = piece;
            this.before = before;
        }

        @Override
        public boolean step() {
            before.accept(done);
            log.add(name);
            return ++done < steps;
        }

        @Override
        public Progress progress() {
            return new Progress(done, steps, (done + piece - 1) / piece * piece);
        }

        @Override
        public void close() {
            log.add(name + " closed");
        }
    }

    @AfterEach
    void close() {
        gpu.close();
    }

    @Test
    void jobsTakeTurns() throws Exception {
        CountDownLatch both = new CountDownLatch(1);
        JobHandle a = gpu.start(JobHandle.Purpose.LEARN, new Steps("a", 3, step -> await(both)));
        JobHandle b = gpu.start(JobHandle.Purpose.DRAW, new Steps("b", 2, step -> { }));
        both.countDown();
        assertThat(a.ended().get()).isEqualTo(JobHandle.State.DONE);
        assertThat(b.ended().get()).isEqualTo(JobHandle.State.DONE);
        assertThat(log).containsExactly("a", "b", "a", "b", "b closed", "a", "a closed");
        assertThat(gpu.jobs()).isEmpty();
    }

    @Test
    void aStopTakesEffectBeforeTheNextStep() throws Exception {
        CompletableFuture<JobHandle> self = new CompletableFuture<>();
        JobHandle handle = gpu.start(JobHandle.Purpose.DRAW, new Steps("a", 1000, step -> {
            if (step == 2) self.join().stop();
        }));
        self.complete(handle);
        assertThat(handle.ended().get()).isEqualTo(JobHandle.State.STOPPED);
        assertThat(log).containsExactly("a", "a", "a", "a closed");
        assertThat(handle.problem()).isEmpty();
    }

    @Test
    void whatIsToFinishEndsWithThePieceItHasBegun() throws Exception {
        CompletableFuture<JobHandle> self = new CompletableFuture<>();
        JobHandle handle = gpu.start(JobHandle.Purpose.DRAW, new Steps("a", 9, 3, step -> {
            if (step == 4) self.join().finish();
        }));
        self.complete(handle);
        assertThat(handle.ended().get()).isEqualTo(JobHandle.State.STOPPED);
        assertThat(log.stream().filter("a"::equals)).hasSize(6);
        assertThat(handle.moment().progress()).as("what there was to do in the end").isEqualTo(new Job.Progress(6, 6));
        assertThat(handle.isFinishing()).isTrue();
    }

    @Test
    void whatIsOnePieceGoesOnToItsEndAndSoDoesOneThatIsPaused() throws Exception {
        CompletableFuture<JobHandle> self = new CompletableFuture<>();
        JobHandle whole = gpu.start(JobHandle.Purpose.LEARN, new Steps("a", 4, step -> self.join().finish()));
        self.complete(whole);
        assertThat(whole.ended().get()).isEqualTo(JobHandle.State.DONE);
        CompletableFuture<JobHandle> other = new CompletableFuture<>();
        JobHandle paused = gpu.start(JobHandle.Purpose.DRAW, new Steps("b", 4, 2, step -> {
            if (step == 0) other.join().pause();
        }));
        other.complete(paused);
        gpu.run(JobHandle.Purpose.MEASURE, () -> null).get();
        assertThat(paused.state()).isEqualTo(JobHandle.State.PAUSED);
        paused.finish();
        assertThat(paused.ended().get()).isEqualTo(JobHandle.State.STOPPED);
        assertThat(log).endsWith("b", "b", "b closed");
    }

    @Test
    void aPausedJobLeavesTheDeviceToOthersAndGoesOnWhereItWas() throws Exception {
        CompletableFuture<JobHandle> self = new CompletableFuture<>();
        JobHandle paused = gpu.start(JobHandle.Purpose.LEARN, new Steps("a", 3, step -> {
            if (step == 1) self.join().pause();
        }));
        self.complete(paused);
        gpu.start(JobHandle.Purpose.DRAW, new Steps("b", 4, step -> { })).ended().get();
        assertThat(log.stream().filter("a"::equals)).hasSize(2);
        assertThat(paused.state()).isEqualTo(JobHandle.State.PAUSED);
        assertThat(gpu.jobs()).containsExactly(paused);
        paused.resume();
        assertThat(paused.ended().get()).isEqualTo(JobHandle.State.DONE);
        assertThat(log).endsWith("a", "a closed");
    }

    @Test
    void aPausedJobCanBeStopped() throws Exception {
        CompletableFuture<JobHandle> self = new CompletableFuture<>();
        JobHandle handle = gpu.start(JobHandle.Purpose.LEARN, new Steps("a", 9, step -> self.join().pause()));
        self.complete(handle);
        gpu.run(JobHandle.Purpose.MEASURE, () -> null).get();
        handle.stop();
        assertThat(handle.ended().get()).isEqualTo(JobHandle.State.STOPPED);
        assertThat(log).containsExactly("a", "a closed");
    }

    @Test
    void aJobThatThrowsIsClosedAndTheThreadLivesOn() throws Exception {
        JobHandle failed = gpu.start(JobHandle.Purpose.DRAW, new Steps("a", 3, step -> {
            throw new IllegalStateException("broken");
        }));
        assertThat(failed.ended().get()).isEqualTo(JobHandle.State.FAILED);
        assertThat(failed.problem().orElseThrow().details()).contains("broken");
        assertThat(log).containsExactly("a closed");
        assertThat(gpu.run(JobHandle.Purpose.MEASURE, () -> Thread.currentThread().getName()).get()).isEqualTo("gpu");
    }

    @Test
    void whoHasHadLessTimeComesNext() throws Exception {
        CountDownLatch both = new CountDownLatch(1);
        // after the first steps, which do not count, a step of a takes as long as three of b
        JobHandle a = gpu.start(JobHandle.Purpose.LEARN, new Steps("a", 4, step -> {
            await(both);
            clock.addAndGet(3);
        }));
        JobHandle b = gpu.start(JobHandle.Purpose.DRAW, new Steps("b", 7, step -> clock.addAndGet(1)));
        both.countDown();
        a.ended().get();
        b.ended().get();
        assertThat(log).containsExactly("a", "b", "a", "b", "b", "b", "a", "b", "b", "b", "b closed", "a", "a closed");
    }

    @Test
    void trainingsGoOneAtATimeInTheOrderOfTheList() throws Exception {
        CountDownLatch all = new CountDownLatch(1);
        JobHandle a = gpu.start(JobHandle.Purpose.LEARN, new Steps("a", 2, step -> await(all)));
        JobHandle b = gpu.start(JobHandle.Purpose.LEARN, new Steps("b", 2, step -> { }));
        JobHandle c = gpu.start(JobHandle.Purpose.LEARN, new Steps("c", 2, step -> { }));
        c.move(JobHandle.Direction.EARLIER);
        assertThat(gpu.jobs()).containsExactly(a, c, b);
        all.countDown();
        b.ended().get();
        assertThat(log).containsExactly("a", "a", "a closed", "c", "c", "c closed", "b", "b", "b closed");
    }

    @Test
    void aTrainingInMidStepThatIsMovedBehindWaits() throws Exception {
        CountDownLatch inStep = new CountDownLatch(1);
        CountDownLatch moved = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        JobHandle a = gpu.start(JobHandle.Purpose.LEARN, new Steps("a", 2, step -> {
            inStep.countDown();
            await(moved);
        }));
        JobHandle b = gpu.start(JobHandle.Purpose.LEARN, new Steps("b", 1, step -> await(looked)));
        await(inStep);
        b.move(JobHandle.Direction.EARLIER);
        moved.countDown();
        while (b.state() != JobHandle.State.RUNNING) Thread.onSpinWait();
        assertThat(a.state()).isEqualTo(JobHandle.State.WAITING);
        looked.countDown();
        a.ended().get();
        assertThat(log).containsExactly("a", "b", "b closed", "a", "a closed");
    }

    @Test
    void aTrainingThatIsPausedOrMovedBehindMakesRoomForTheNext() throws Exception {
        CompletableFuture<JobHandle> self = new CompletableFuture<>();
        JobHandle a = gpu.start(JobHandle.Purpose.LEARN, new Steps("a", 3, step -> {
            if (step == 0) self.join().pause();
        }));
        JobHandle b = gpu.start(JobHandle.Purpose.LEARN, new Steps("b", 2, step -> { }));
        self.complete(a);
        b.ended().get();
        assertThat(a.state()).isEqualTo(JobHandle.State.PAUSED);
        a.resume();
        a.ended().get();
        assertThat(log).containsExactly("a", "b", "b", "b closed", "a", "a", "a closed");
    }

    @Test
    void aTasksExceptionReachesWhoAsked() {
        assertThatThrownBy(() -> gpu.run(JobHandle.Purpose.MEASURE, () -> {
            throw new java.io.IOException("no");
        }).get()).hasRootCauseMessage("no");
    }

    @Test
    void closingStopsWhatRunsAndRefusesWhatComes() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        JobHandle endless = gpu.start(JobHandle.Purpose.LEARN, new Steps("a", Long.MAX_VALUE, step -> started.countDown()));
        await(started);
        gpu.close();
        assertThat(endless.ended().get()).isEqualTo(JobHandle.State.STOPPED);
        assertThat(log).endsWith("a closed");
        assertThatThrownBy(() -> gpu.run(JobHandle.Purpose.MEASURE, () -> 1).get()).isInstanceOf(CancellationException.class);
    }

    @Test
    void rateAndRestComeFromTheStepsButTheFirstTwo() throws Exception {
        // 40 s for the first step, which builds kernels, no time for the second, which is only queued, then 0.5 s each
        JobHandle handle = gpu.start(JobHandle.Purpose.DRAW,
                new Steps("a", 9, step -> clock.addAndGet(step == 0 ? 40_000_000_000L : step == 1 ? 1_000_000 : 500_000_000L)));
        handle.ended().get();
        assertThat(handle.moment().perSecond()).isCloseTo(2, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(handle.moment().left()).contains(Duration.ZERO);
    }

    @Test
    void aRateIsNotGuessedFromAMoment() throws Exception {
        JobHandle handle = gpu.start(JobHandle.Purpose.DRAW, new Steps("a", 9, step -> clock.addAndGet(1_000_000)));
        handle.ended().get();
        assertThat(handle.moment().perSecond()).isZero();
        assertThat(handle.moment().left()).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
