package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class LongDrawingsTest {
    private final AtomicLong clock = new AtomicLong();
    private final LongDrawings drawings = new LongDrawings(clock::get);
    private final GpuThread gpu = new GpuThread();
    private final CompletableFuture<Void> firstStep = new CompletableFuture<>();
    private final CompletableFuture<Void> lastStep = new CompletableFuture<>();

    @AfterEach
    void close() {
        lastStep.complete(null);
        gpu.close();
    }

    private JobHandle start(JobHandle.Purpose purpose) {
        return start(purpose, 1, Job.Progress.UNKNOWN);
    }

    /** The first of its steps lasts as long as the test wants. */
    private JobHandle start(JobHandle.Purpose purpose, int steps, Job.Progress progress) {
        return gpu.start(purpose, new Job() {
            private int left = steps;

            @Override
            public boolean step() {
                firstStep.complete(null);
                lastStep.join();
                return --left > 0;
            }

            @Override
            public Progress progress() {
                return progress;
            }

            @Override
            public void close() {
                // has nothing
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"DRAW, 31, true", "WALK, 3600, true", "DRAW, 29, false", "LEARN, 3600, false", "FILM, 3600, false"})
    void onlyDrawingsThatTookLongAreNews(JobHandle.Purpose purpose, long seconds, boolean news) {
        JobHandle handle = start(purpose);
        assertThat(drawings.ended(List.of(handle))).isEmpty();
        clock.addAndGet(seconds * 1_000_000_000L);
        assertThat(drawings.ended(List.of(handle))).as("it still draws").isEmpty();
        lastStep.complete(null);
        handle.ended().join();
        assertThat(drawings.ended(List.of())).isEqualTo(news ? List.of(Duration.ofSeconds(seconds)) : List.of());
        assertThat(drawings.ended(List.of())).as("it is said once").isEmpty();
    }

    @Test
    void whatWasStoppedIsNoNews() {
        assertThat(endedFiveMinutesLater(20, JobHandle::stop)).isEmpty();
    }

    @Test
    void whatEndedAfterThePicturesThatFormedIsNews() {
        assertThat(endedFiveMinutesLater(20, JobHandle::finish)).containsExactly(Duration.ofMinutes(5));
    }

    @Test
    void whatWasStoppedBeforeItFinishedIsNoNews() {
        assertThat(endedFiveMinutesLater(15, handle -> {
            handle.finish();
            handle.stop();
        })).isEmpty();
    }

    /** The news of a drawing of 40 steps that has done so many of the 20 it began, and is then told something. */
    private List<Duration> endedFiveMinutesLater(int done, Consumer<JobHandle> told) {
        JobHandle handle = start(JobHandle.Purpose.DRAW, 2, new Job.Progress(done, 40, 20));
        drawings.ended(List.of(handle));
        clock.addAndGet(Duration.ofMinutes(5).toNanos());
        firstStep.join();
        told.accept(handle);
        lastStep.complete(null);
        assertThat(handle.ended().join()).isEqualTo(JobHandle.State.STOPPED);
        return drawings.ended(List.of());
    }
}
