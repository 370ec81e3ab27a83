package kaobako.cl;

import static org.lwjgl.opencl.CL10.*;
import static org.lwjgl.opencl.CL11.CL_DEVICE_HOST_UNIFIED_MEMORY;
import static org.lwjgl.opencl.CL11.CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT;
import static org.lwjgl.system.MemoryUtil.NULL;
import static org.lwjgl.system.MemoryUtil.memAddress;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kaobako.text.Sentence;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/** The OpenCL devices of this computer, and the choice among them. Any thread. */
public final class Devices {
    private Devices() {}

    /** What was found: devices in OpenCL's order, and one sentence for each platform or device that could not be read. */
    public record Survey(List<Device> devices, List<Sentence> problems) {
        public Survey {
            devices = List.copyOf(devices);
            problems = List.copyOf(problems);
        }
    }

    /** All devices, usable or not. Throws as {@link #survey()}. */
    public static List<Device> all() {
        return survey().devices();
    }

    /** Throws ClException only where there is nothing to ask: no OpenCL library, or no driver at all. */
    public static Survey survey() {
        Loader.load();
        List<Device> devices = new ArrayList<>();
        List<Sentence> problems = new ArrayList<>();
        for (long platform : platforms()) {
            String name = "OpenCL platform " + Long.toHexString(platform);
            try {
                name = platformText(platform, CL_PLATFORM_NAME);
                for (long id : devicesOf(platform, name)) {
                    try {
                        devices.add(read(platform, name, id));
                    } catch (ClException e) {
                        problems.add(Sentence.of("cl.broken", "A device of %s cannot be used: %s", name, e.sentence()));
                    }
                }
            } catch (ClException e) {
                problems.add(Sentence.of("cl.offers", "%s offers no device: %s", name, e.sentence()));
            }
        }
        return new Survey(devices, problems);
    }

    /** As {@link #choose(List, String)} among the devices of this computer. */
    public static Device choose(String selectorOrNull) {
        Survey survey = survey();
        if (survey.devices().isEmpty()) {
            throw new ClException(0, survey.problems().isEmpty()
                    ? Sentence.of("cl.nodevice", "No OpenCL device was found: %s", Status.driverAdvice())
                    : Sentence.of("cl.nodevice.why", "No OpenCL device was found: %s (%s)", Status.driverAdvice(), survey.problems().get(0)), null);
        }
        return choose(survey.devices(), selectorOrNull);
    }

    /**
     * The device with this index, of one or two digits, or whose name, vendor or platform contains the selector (any case); null takes the
     * best of the ranking discrete GPU, integrated GPU, CPU, and the larger one of equals. Nothing falls back silently: a selector that fits
     * no device, several, or one that cannot be used is a ClException that lists what there is.
     */
    public static Device choose(List<Device> devices, String selectorOrNull) {
        List<Device> fitting = selectorOrNull == null || selectorOrNull.isBlank() ? devices : fitting(devices, selectorOrNull.strip());
        List<Device> usable = fitting.stream().filter(d -> d.obstacle().isEmpty()).toList();
        if (selectorOrNull == null || selectorOrNull.isBlank()) {
            return usable.stream().max(Comparator.comparingInt(Device::rank)
                            .thenComparingLong(d -> (long) d.computeUnits() * Math.max(1, d.clockMhz())))
                    .orElseThrow(() -> refusal(Sentence.of("cl.nousable", "No OpenCL device can be used"), devices));
        }
        String asked = selectorOrNull.strip();
        if (fitting.isEmpty()) throw refusal(Sentence.of("cl.nosuch", "Device \"%s\" fits none of the devices", asked), devices);
        if (usable.isEmpty()) {
            Sentence obstacle = fitting.get(0).obstacle().orElseThrow();
            throw refusal(Sentence.of("cl.unusable", "Device \"%s\" cannot be used. %s", asked, obstacle), devices);
        }
        if (usable.size() > 1) {
            throw refusal(Sentence.of("cl.several", "Device \"%s\" fits %d devices; say its number", asked, usable.size()), devices);
        }
        return usable.get(0);
    }

    private static List<Device> fitting(List<Device> devices, String selector) {
        if (selector.matches("\\d{1,2}")) {
            int index = Integer.parseInt(selector);
            return index < devices.size() ? List.of(devices.get(index)) : List.of();
        }
        String part = selector.toLowerCase(Locale.ROOT);
        return devices.stream()
                .filter(d -> (d.name() + "\n" + d.vendor() + "\n" + d.label()).toLowerCase(Locale.ROOT).contains(part)).toList();
    }

    private static ClException refusal(Sentence why, List<Device> devices) {
        String list = IntStream.range(0, devices.size())
                .mapToObj(i -> i + " = " + devices.get(i).label() + (devices.get(i).obstacle().isPresent() ? ", not usable" : ""))
                .collect(Collectors.joining("; "));
        return new ClException(0, Sentence.of("cl.devices", "%s. Devices: %s.", why, list.isEmpty() ? "none" : list), null);
    }

    private static long[] platforms() {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            var count = stack.mallocInt(1);
            ClException.check(clGetPlatformIDs(null, count), "clGetPlatformIDs", null);
            if (count.get(0) == 0) throw new ClException(Status.PLATFORM_NOT_FOUND, "clGetPlatformIDs", null);
            PointerBuffer ids = stack.mallocPointer(count.get(0));
            ClException.check(clGetPlatformIDs(ids, (java.nio.IntBuffer) null), "clGetPlatformIDs", null);
            return longs(ids);
        }
    }

    private static long[] devicesOf(long platform, String name) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            var count = stack.mallocInt(1);
            int code = clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, null, count);
            if (code == CL_DEVICE_NOT_FOUND || code == 0 && count.get(0) == 0) return new long[0];
            ClException.check(code, "clGetDeviceIDs", name);
            PointerBuffer ids = stack.mallocPointer(count.get(0));
            ClException.check(clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, ids, (java.nio.IntBuffer) null), "clGetDeviceIDs", name);
            return longs(ids);
        }
    }

    private static Device read(long platform, String platformName, long id) {
        String name = text(id, CL_DEVICE_NAME);
        return new Device(platform, id, name, text(id, CL_DEVICE_VENDOR), platformName, text(id, CL_DRIVER_VERSION),
                text(id, CL_DEVICE_VERSION), type(number(id, CL_DEVICE_TYPE)),
                number(id, CL_DEVICE_HOST_UNIFIED_MEMORY) != 0, number(id, CL_DEVICE_COMPILER_AVAILABLE) != 0,
                (int) number(id, CL_DEVICE_MAX_COMPUTE_UNITS), (int) number(id, CL_DEVICE_MAX_CLOCK_FREQUENCY),
                number(id, CL_DEVICE_GLOBAL_MEM_SIZE), number(id, CL_DEVICE_MAX_MEM_ALLOC_SIZE),
                (int) number(id, CL_DEVICE_MAX_WORK_GROUP_SIZE), number(id, CL_DEVICE_LOCAL_MEM_SIZE),
                (int) Math.max(Float.BYTES, number(id, CL_DEVICE_MEM_BASE_ADDR_ALIGN) / 8),
                (int) Math.max(1, number(id, CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT)),
                words(text(id, CL_DEVICE_EXTENSIONS)));
    }

    /** A CPU bit wins: simulators claim every type at once. */
    private static Device.Type type(long bits) {
        return (bits & CL_DEVICE_TYPE_CPU) != 0 ? Device.Type.CPU
                : (bits & CL_DEVICE_TYPE_GPU) != 0 ? Device.Type.GPU : Device.Type.ACCELERATOR;
    }

    private interface Query {
        int ask(int parameter, ByteBuffer value, PointerBuffer size);
    }

    private static String platformText(long platform, int parameter) {
        return text((p, value, size) -> clGetPlatformInfo(platform, p, value, size), parameter, "clGetPlatformInfo");
    }

    private static String text(long device, int parameter) {
        return text((p, value, size) -> clGetDeviceInfo(device, p, value, size), parameter, "clGetDeviceInfo");
    }

    private static String text(Query query, int parameter, String call) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer size = stack.mallocPointer(1);
            ClException.check(query.ask(parameter, null, size), call, null);
            ByteBuffer value = MemoryUtil.memCalloc((int) size.get(0) + 1);
            try {
                ClException.check(query.ask(parameter, value, null), call, null);
                return MemoryUtil.memUTF8(memAddress(value)).strip();
            } finally {
                MemoryUtil.memFree(value);
            }
        }
    }

    /** Numbers are 4 or 8 bytes by parameter; the rest of a zeroed 8-byte cell stays zero (little-endian hosts). */
    private static long number(long device, int parameter) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            ByteBuffer cell = stack.calloc(8, 8);
            ClException.check(nclGetDeviceInfo(device, parameter, 8, memAddress(cell), NULL), "clGetDeviceInfo", null);
            return cell.getLong(0);
        }
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).collect(Collectors.toSet());
    }

    private static long[] longs(PointerBuffer ids) {
        return IntStream.range(0, ids.capacity()).mapToLong(ids::get).toArray();
    }
}
