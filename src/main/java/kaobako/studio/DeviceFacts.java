package kaobako.studio;

import java.util.Optional;
import java.util.Set;
import kaobako.cl.Device;
import kaobako.generate.SelfTest;
import kaobako.text.Sentence;

/**
 * What the window shows of a device. Sizes are bytes.
 *
 * @param selector what {@link Session#open} takes; valid for one survey
 * @param label    name and platform: how the settings remember it
 * @param clockMhz 0 where the driver does not say
 * @param right    what its numbers were found right for with this driver, now or in an earlier run
 * @param speed    measured then; empty if it never was
 * @param obstacle why it cannot be used; empty where it can
 */
public record DeviceFacts(String selector, String label, String name, String platform, String vendor, String driver, String version, Kind kind,
        int computeUnits, int clockMhz, long memory, long largestBuffer, long localMemory, int workGroup, Set<SelfTest.Use> right,
        Optional<Speed> speed, Optional<Sentence> obstacle) {
    public DeviceFacts {
        right = Set.copyOf(right);
    }

    public enum Kind { DISCRETE_GPU, INTEGRATED_GPU, CPU, ACCELERATOR }

    private static final int SHORT = 34;

    /** The name without what nobody reads: processors give themselves names of three lines. */
    public String shortName() {
        String plain = name.replaceAll("\\((R|TM|tm)\\)|\\bCPU\\b|^(pthread|cpu)-([a-z0-9]+-)?|@.*|\\d+-Core Processor", " ")
                .replaceAll("\\s+", " ").strip();
        return plain.isEmpty() ? name : plain.length() > SHORT ? plain.substring(0, SHORT - 1) + "…" : plain;
    }

    DeviceFacts withRight(Set<SelfTest.Use> value) {
        return new DeviceFacts(selector, label, name, platform, vendor, driver, version, kind, computeUnits, clockMhz, memory, largestBuffer,
                localMemory, workGroup, value, speed, obstacle);
    }

    DeviceFacts withSpeed(Speed value) {
        return new DeviceFacts(selector, label, name, platform, vendor, driver, version, kind, computeUnits, clockMhz, memory, largestBuffer,
                localMemory, workGroup, right, Optional.of(value), obstacle);
    }

    static DeviceFacts of(int index, Device d) {
        Kind kind = switch (d.type()) {
            case GPU -> d.unifiedMemory() ? Kind.INTEGRATED_GPU : Kind.DISCRETE_GPU;
            case CPU -> Kind.CPU;
            case ACCELERATOR -> Kind.ACCELERATOR;
        };
        KnownDevice known = KnownDevice.of(d);
        return new DeviceFacts(Integer.toString(index), d.label(), d.name(), d.platform(), d.vendor(), d.driver(), d.version(), kind,
                d.computeUnits(), d.clockMhz(), d.globalMemory(), d.maxAllocation(), d.localMemory(), d.maxWorkGroup(), known.right(),
                known.speed(), d.obstacle());
    }
}
