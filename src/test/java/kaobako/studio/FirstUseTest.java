package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import kaobako.cl.Device;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device is remembered with its driver: a new driver is checked again. */
class FirstUseTest {
    private static final String CACHE = "kaobako.cache";

    @TempDir
    private Path cache;
    private String before;

    @BeforeEach
    void useTheTemporaryFolder() {
        before = System.setProperty(CACHE, cache.toString());
    }

    @AfterEach
    void restore() {
        if (before == null) System.clearProperty(CACHE);
        else System.setProperty(CACHE, before);
    }

    @Test
    void remembersADeviceWithItsDriver() {
        FirstUse old = FirstUse.of(device("driver 1"));
        assertThat(old.isRemembered()).isFalse();
        old.remember("passed");
        assertThat(FirstUse.of(device("driver 1")).isRemembered()).isTrue();
        assertThat(FirstUse.of(device("driver 2")).isRemembered()).isFalse();
    }

    private static Device device(String driver) {
        return new Device(1, 2, "name", "vendor", "platform", driver, "OpenCL 3.0", Device.Type.GPU, false, true, 1, 1, 1, 1, 1, 1, 1, 1, Set.of());
    }
}
