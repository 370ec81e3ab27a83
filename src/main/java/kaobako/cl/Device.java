package kaobako.cl;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kaobako.text.Sentence;

/**
 * What is known of an OpenCL device. Sizes are bytes.
 *
 * @param platformId           OpenCL's handle of the platform, valid in this process
 * @param id                   OpenCL's handle of the device, valid in this process
 * @param name                 CL_DEVICE_NAME
 * @param platform             CL_PLATFORM_NAME, for instance "Portable Computing Language"
 * @param driver               CL_DRIVER_VERSION
 * @param version              CL_DEVICE_VERSION, "OpenCL major.minor ..."
 * @param unifiedMemory        device and host share memory; tells an integrated GPU from a discrete one
 * @param compilerAvailable    the driver compiles OpenCL C
 * @param clockMhz             highest clock, 0 where the driver does not say
 * @param maxAllocation        largest single buffer
 * @param maxWorkGroup         most work-items in a work-group
 * @param localMemory          local memory of a work-group
 * @param baseAlignBytes       where a slice of a buffer may start
 * @param nativeVectorWidth    floats in a hardware vector (CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT):
 *                             16 AVX-512, 8 AVX2, 4 NEON or SSE, 1 most GPUs
 * @param extensions           CL_DEVICE_EXTENSIONS
 */
public record Device(
        long platformId, long id, String name, String vendor, String platform, String driver, String version, Type type,
        boolean unifiedMemory, boolean compilerAvailable, int computeUnits, int clockMhz, long globalMemory, long maxAllocation,
        int maxWorkGroup, long localMemory, int baseAlignBytes, int nativeVectorWidth, Set<String> extensions) {

    public enum Type { GPU, CPU, ACCELERATOR }

    /** Work-items of a group, which every device worth supporting has and launches count on. */
    private static final int SMALLEST_GROUP = 64;

    private static final Pattern VERSION = Pattern.compile("OpenCL (\\d+)\\.(\\d+).*", Pattern.DOTALL);

    public Device {
        extensions = Set.copyOf(extensions);
    }

    public boolean isCpu() {
        return type == Type.CPU;
    }

    /** Name and platform, as users see it. */
    public String label() {
        return name + " (" + platform + ")";
    }

    /** Whether its cores would wait for each other at the end of every launch of one queue. */
    boolean gainsByLanes() {
        return isCpu() && rank() > 1 && computeUnits > 1;
    }

    /** Whether its buffers stay where they are and its cores see each other's writes within a launch: of PoCL on a CPU that is known. */
    public boolean coresShareMemory() {
        return isCpu() && platform.equals("Portable Computing Language");
    }

    /** Why Kaobako cannot run here, as a sentence; empty where it can. */
    public Optional<Sentence> obstacle() {
        Matcher m = VERSION.matcher(version);
        boolean recent = m.matches() && Integer.parseInt(m.group(1)) * 100 + Integer.parseInt(m.group(2)) >= 102;
        if (!recent) {
            return Optional.of(Sentence.of("cl.old", "It offers %s, and Kaobako needs OpenCL 1.2 or later.", version.strip()));
        }
        if (!compilerAvailable) return Optional.of(Sentence.of("cl.nocompiler", "Its driver brings no OpenCL C compiler."));
        if (maxWorkGroup < SMALLEST_GROUP) {
            return Optional.of(Sentence.of("cl.groups", "Its work-groups hold %d work-items, and Kaobako needs %d.", maxWorkGroup, SMALLEST_GROUP));
        }
        return Optional.empty();
    }

    /**
     * The default order, higher is better: discrete GPU, integrated GPU, accelerator, CPU, then what interprets or emulates a GPU on the CPU
     * (llvmpipe, Oclgrind), then what cannot be used.
     */
    int rank() {
        if (obstacle().isPresent()) return 0;
        if (name.toLowerCase(java.util.Locale.ROOT).contains("llvmpipe") || platform.contains("Oclgrind")) return 1;
        return switch (type) {
            case CPU -> 2;
            case ACCELERATOR -> 3;
            case GPU -> unifiedMemory ? 4 : 5;
        };
    }

    @Override
    public String toString() {
        return label();
    }
}
