package kaobako.cl;

/** A device that says that it has less memory than it has. For tests of what happens when something does not fit. */
public final class SmallDevice {
    private SmallDevice() {}

    public static Device of(Device d, long globalMemory) {
        return new Device(d.platformId(), d.id(), d.name(), d.vendor(), d.platform(), d.driver(), d.version(), d.type(), d.unifiedMemory(),
                d.compilerAvailable(), d.computeUnits(), d.clockMhz(), globalMemory, d.maxAllocation(), d.maxWorkGroup(), d.localMemory(),
                d.baseAlignBytes(), d.nativeVectorWidth(), d.extensions());
    }
}
