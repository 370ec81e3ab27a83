package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CourtesyTest {
    private static final long MILLI = 1_000_000;

    private final AtomicLong now = new AtomicLong(-3);
    private final Courtesy courtesy = new Courtesy(now::get);

    @Test
    void nothingIsInTheWayWhileNothingMoves() {
        assertThat(courtesy.isInTheWay(500 * MILLI)).isFalse();
        courtesy.makeWay(500 * MILLI);
    }

    @Test
    void whatFitsBetweenTwoFramesIsDone() {
        courtesy.begin();
        assertThat(courtesy.isInTheWay(1)).as("while it is painted").isTrue();
        now.addAndGet(6 * MILLI);
        courtesy.painted();
        assertThat(courtesy.isInTheWay(5 * MILLI)).isFalse();
        assertThat(courtesy.isInTheWay(12 * MILLI)).as("until after the next frame is due").isTrue();
        now.addAndGet(6 * MILLI);
        assertThat(courtesy.isInTheWay(5 * MILLI)).isTrue();
        now.addAndGet(500 * MILLI);
        assertThat(courtesy.isInTheWay(5 * MILLI)).as("no frame came: it moves no more").isFalse();
    }

    @Test
    void evenLongWorkGoesOnOnceAFrameIsPainted() throws InterruptedException {
        courtesy.begin();
        Thread work = new Thread(() -> courtesy.makeWay(500 * MILLI));
        work.start();
        while (work.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait();
        courtesy.painted();
        work.join();
        assertThat(courtesy.isInTheWay(500 * MILLI)).as("it is, and was done all the same").isTrue();
    }
}
