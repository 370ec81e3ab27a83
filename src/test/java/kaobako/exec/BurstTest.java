package kaobako.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import kaobako.cl.Devices;
import kaobako.cl.Queue;
import org.junit.jupiter.api.Test;

class BurstTest {
    private static final long RUN_NANOS = 7_000;
    private long now;
    private long stall;
    private long runs;

    @Test
    void aStallWeighsOnOneReadingAndLittleOnThatOnceTheBurstsAreLong() {
        try (Queue queue = Queue.open(Devices.choose(System.getProperty("kaobako.device")))) {
            Burst burst = new Burst(queue, this::run, () -> now);
            assertThat(runs).as("runs before any is timed").isEqualTo(1);
            stall = 50_000_000;
            assertThat(burst.milliseconds()).as("one run and a stall").isEqualTo(50.007, within(1e-9));
            assertThat(burst.milliseconds()).as("after it").isEqualTo(0.007, within(1e-9));
            stall = 5_000_000;
            assertThat(burst.milliseconds()).as("a burst and a stall").isBetween(0.007, 0.020);
        }
    }

    @Test
    void endsWithAClockThatStandsStill() {
        try (Queue queue = Queue.open(Devices.choose(System.getProperty("kaobako.device")))) {
            assertThat(new Burst(queue, () -> runs++, () -> 0).milliseconds()).isZero();
            assertThat(runs).isLessThan(100_000);
        }
    }

    private void run() {
        runs++;
        now += RUN_NANOS + stall;
        stall = 0;
    }
}
