package kaobako.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.EventQueue;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventWatchTest {
    private static List<EventWatch.Slow> watch(Runnable event) throws Exception {
        EventWatch watch = EventWatch.start();
        EventQueue.invokeAndWait(event);
        // the watch looks at an event after it is over
        EventQueue.invokeAndWait(() -> { });
        return watch.stop();
    }

    @Test
    void anEventThatWaitsIsSlow() throws Exception {
        assertThat(watch(() -> {
            try {
                Thread.sleep(1500);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        })).anyMatch(e -> e.own() > 100);
    }

    @Test
    void anEventThatComputesIsSlow() throws Exception {
        assertThat(watch(() -> {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start < 200_000_000) Thread.onSpinWait();
        })).anyMatch(e -> e.own() > 100);
    }

    @Test
    void aQuickOneIsNot() throws Exception {
        assertThat(watch(() -> { })).allMatch(e -> e.own() <= 100);
    }
}
