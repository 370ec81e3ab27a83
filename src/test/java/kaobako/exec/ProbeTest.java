package kaobako.exec;

import static org.assertj.core.api.Assertions.assertThat;

import kaobako.graph.Target;
import org.junit.jupiter.api.Test;

/** That a device is measured at all, never how fast it is. */
class ProbeTest {
    @Test
    void measuresWhatADeviceCanDo() {
        Engine engine = SharedEngine.get();
        assertThat(Probe.peakGflops(engine)).isBetween(0.1, 1e6);
        assertThat(Probe.readGigabytes(engine)).isBetween(0.01, 1e5);
    }

    @Test
    void measuresItAsAGpuToo() {
        Target t = SharedEngine.get().target();
        Target gpu = new Target(Target.Family.GPU, t.vectorWidth(), t.computeUnits(), t.localMemory(), t.maxWorkGroup(), Target.Choices.STANDARD);
        assertThat(Probe.peakGflops(SharedEngine.get().with(gpu))).isBetween(0.1, 1e6);
    }
}
