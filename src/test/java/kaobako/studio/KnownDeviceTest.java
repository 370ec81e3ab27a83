package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import kaobako.cl.Device;
import kaobako.generate.SelfTest;
import org.junit.jupiter.api.Test;

/** A device is remembered with its driver: a new driver is checked again. */
class KnownDeviceTest extends InEmptyCache {
    @Test
    void remembersADeviceWithItsDriver() {
        KnownDevice old = KnownDevice.of(device("driver 1"));
        assertThat(old.right()).isEmpty();
        old.remember(SelfTest.Use.DRAWING, "passed");
        assertThat(KnownDevice.of(device("driver 1")).right()).containsExactly(SelfTest.Use.DRAWING);
        old.remember(SelfTest.Use.LEARNING, "passed");
        assertThat(KnownDevice.of(device("driver 1")).right()).containsExactly(SelfTest.Use.values());
        assertThat(KnownDevice.of(device("driver 2")).right()).isEmpty();
    }

    @Test
    void remembersItsSpeedApartFromWhetherItIsRight() throws IOException {
        KnownDevice device = KnownDevice.of(device("driver 1"));
        assertThat(device.speed()).isEmpty();
        device.remember(new Speed(123.5, 20));
        assertThat(KnownDevice.of(device("driver 1")).speed()).contains(new Speed(123.5, 20));
        assertThat(device.right()).isEmpty();
        assertThat(KnownDevice.of(device("driver 2")).speed()).isEmpty();
        Files.writeString(device.file().resolveSibling(device.file().getFileName() + ".speed.json"), "{");
        assertThat(device.speed()).as("a damaged file is none").isEmpty();
    }

    private static Device device(String driver) {
        return new Device(1, 2, "name", "vendor", "platform", driver, "OpenCL 3.0", Device.Type.GPU, false, true, 1, 1, 1, 1, 1, 1, 1, 1, Set.of());
    }
}
