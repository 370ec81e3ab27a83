package kaobako.cl;

import java.util.Map;
import java.util.Optional;
import kaobako.text.Sentence;

/** OpenCL's error numbers: their names in the standard, and what a user can do about those that a user can cause. */
final class Status {
    static final int PLATFORM_NOT_FOUND = -1001;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(-1, "CL_DEVICE_NOT_FOUND"), Map.entry(-2, "CL_DEVICE_NOT_AVAILABLE"),
            Map.entry(-3, "CL_COMPILER_NOT_AVAILABLE"), Map.entry(-4, "CL_MEM_OBJECT_ALLOCATION_FAILURE"),
            Map.entry(-5, "CL_OUT_OF_RESOURCES"), Map.entry(-6, "CL_OUT_OF_HOST_MEMORY"),
            Map.entry(-7, "CL_PROFILING_INFO_NOT_AVAILABLE"), Map.entry(-8, "CL_MEM_COPY_OVERLAP"),
            Map.entry(-11, "CL_BUILD_PROGRAM_FAILURE"), Map.entry(-12, "CL_MAP_FAILURE"),
            Map.entry(-13, "CL_MISALIGNED_SUB_BUFFER_OFFSET"), Map.entry(-14, "CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST"),
            Map.entry(-15, "CL_COMPILE_PROGRAM_FAILURE"), Map.entry(-16, "CL_LINKER_NOT_AVAILABLE"),
            Map.entry(-17, "CL_LINK_PROGRAM_FAILURE"), Map.entry(-19, "CL_KERNEL_ARG_INFO_NOT_AVAILABLE"),
            Map.entry(-30, "CL_INVALID_VALUE"), Map.entry(-31, "CL_INVALID_DEVICE_TYPE"),
            Map.entry(-32, "CL_INVALID_PLATFORM"), Map.entry(-33, "CL_INVALID_DEVICE"),
            Map.entry(-34, "CL_INVALID_CONTEXT"), Map.entry(-35, "CL_INVALID_QUEUE_PROPERTIES"),
            Map.entry(-36, "CL_INVALID_COMMAND_QUEUE"), Map.entry(-37, "CL_INVALID_HOST_PTR"),
            Map.entry(-38, "CL_INVALID_MEM_OBJECT"), Map.entry(-42, "CL_INVALID_BINARY"),
            Map.entry(-43, "CL_INVALID_BUILD_OPTIONS"), Map.entry(-44, "CL_INVALID_PROGRAM"),
            Map.entry(-45, "CL_INVALID_PROGRAM_EXECUTABLE"), Map.entry(-46, "CL_INVALID_KERNEL_NAME"),
            Map.entry(-47, "CL_INVALID_KERNEL_DEFINITION"), Map.entry(-48, "CL_INVALID_KERNEL"),
            Map.entry(-49, "CL_INVALID_ARG_INDEX"), Map.entry(-50, "CL_INVALID_ARG_VALUE"),
            Map.entry(-51, "CL_INVALID_ARG_SIZE"), Map.entry(-52, "CL_INVALID_KERNEL_ARGS"),
            Map.entry(-53, "CL_INVALID_WORK_DIMENSION"), Map.entry(-54, "CL_INVALID_WORK_GROUP_SIZE"),
            Map.entry(-55, "CL_INVALID_WORK_ITEM_SIZE"), Map.entry(-56, "CL_INVALID_GLOBAL_OFFSET"),
            Map.entry(-57, "CL_INVALID_EVENT_WAIT_LIST"), Map.entry(-58, "CL_INVALID_EVENT"),
            Map.entry(-59, "CL_INVALID_OPERATION"), Map.entry(-61, "CL_INVALID_BUFFER_SIZE"),
            Map.entry(-63, "CL_INVALID_GLOBAL_WORK_SIZE"), Map.entry(-64, "CL_INVALID_PROPERTY"),
            Map.entry(PLATFORM_NOT_FOUND, "CL_PLATFORM_NOT_FOUND_KHR"), Map.entry(-9999, "NVIDIA_ILLEGAL_READ_OR_WRITE"));

    private Status() {}

    static String name(int code) {
        return NAMES.getOrDefault(code, "OpenCL error " + code);
    }

    /** One sentence; empty where only a developer can help. */
    static Optional<Sentence> remedy(int code) {
        return Optional.ofNullable(switch (code) {
            case -1, PLATFORM_NOT_FOUND -> Sentence.of("cl.driver", "No OpenCL driver is installed: %s", driverAdvice());
            case -2, -34, -36, -9999 -> Sentence.of("cl.lost",
                    "The device was lost: restart Kaobako, and update the graphics driver if it happens again.");
            case -3, -16 -> Sentence.of("cl.compiler",
                    "This driver cannot compile kernels: install the vendor's full OpenCL driver, or choose another device.");
            case -4, -61 -> Sentence.of("cl.full",
                    "The device is out of memory: lower the batch size or the picture size, or close other programs that use it.");
            case -5, -14 -> Sentence.of("cl.resources", "The device ran out of resources or its driver stopped it:"
                    + " lower the batch size, close other programs that use it, or update the driver.");
            case -6 -> Sentence.of("cl.host", "The computer is out of memory: close other programs, or lower the batch size.");
            default -> null;
        });
    }

    static Sentence loaderAdvice() {
        return switch (system()) {
            case WINDOWS -> Sentence.of("cl.loader.windows", "install the graphics card's current driver, which brings OpenCL.dll.");
            case MAC -> Sentence.of("cl.loader.mac", "this macOS no longer brings the OpenCL framework.");
            case LINUX -> Sentence.of("cl.loader.linux",
                    "install the OpenCL loader (Debian, Ubuntu: ocl-icd-libopencl1; Fedora: ocl-icd; Arch: ocl-icd).");
        };
    }

    static Sentence driverAdvice() {
        return switch (system()) {
            case WINDOWS -> Sentence.of("cl.driver.windows",
                    "install the graphics card's current driver, or a CPU driver such as PoCL or Intel's CPU runtime.");
            case MAC -> Sentence.of("cl.driver.mac", "macOS brings its own; a virtual machine may offer none.");
            case LINUX -> Sentence.of("cl.driver.linux", "install your graphics card's driver"
                    + " (NVIDIA: nvidia-opencl-icd; Intel: intel-opencl-icd; AMD: ROCm) or PoCL for the processor (pocl-opencl-icd).");
        };
    }

    enum System { LINUX, WINDOWS, MAC }

    static System system() {
        String name = java.lang.System.getProperty("os.name", "").toLowerCase(java.util.Locale.ROOT);
        return name.startsWith("windows") ? System.WINDOWS : name.startsWith("mac") ? System.MAC : System.LINUX;
    }
}
