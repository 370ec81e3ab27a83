package kaobako.cl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lwjgl.system.JNI;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.system.linux.DynamicLinkLoader;

/** Loading happens once a process, so each case runs in a Java of its own. */
@EnabledOnOs(OS.LINUX)
class LoaderTest {
    @TempDir
    Path folder;

    /** What a child process runs: what {@code choose} says, then POCL_AFFINITY as the C library sees it. */
    static final class Child {
        public static void main(String[] args) {
            try {
                System.out.println("chosen " + Devices.choose(null).label());
            } catch (ClException e) {
                System.out.println(e.getMessage());
            }
            long getenv = DynamicLinkLoader.dlsym(DynamicLinkLoader.dlopen((CharSequence) null, 1), "getenv");
            try (MemoryStack stack = MemoryStack.stackPush()) {
                long value = JNI.invokePP(MemoryUtil.memAddress(stack.UTF8("POCL_AFFINITY")), getenv);
                System.out.println("POCL_AFFINITY=" + (value == 0 ? "" : MemoryUtil.memUTF8(value)));
            }
        }
    }

    private List<String> child(Consumer<Map<String, String>> environment, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        environment.accept(builder.environment());
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes()).lines().toList();
        assertThat(process.waitFor()).as("%s", lines).isZero();
        return lines;
    }

    @Test
    void workersArePinnedUnlessTheUserSaysOtherwise() throws Exception {
        assertThat(child(env -> env.remove("POCL_AFFINITY"))).last().isEqualTo("POCL_AFFINITY=1");
        assertThat(child(env -> env.put("POCL_AFFINITY", "0"))).last().isEqualTo("POCL_AFFINITY=0");
    }

    @Test
    void withoutADriverOneSentenceSaysWhatToInstall() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("no vendors"));
        assertThat(child(env -> noVendors(env, empty)).get(0))
                .contains("CL_PLATFORM_NOT_FOUND_KHR").contains("No OpenCL driver is installed").contains("pocl-opencl-icd");
    }

    @Test
    void aBrokenDriverIsTheSameAsNone() throws Exception {
        Files.writeString(folder.resolve("broken.icd"), folder.resolve("libMissing.so").toString());
        assertThat(child(env -> noVendors(env, folder)).get(0)).contains("No OpenCL driver is installed");
    }

    @Test
    void withoutTheLoaderOneSentenceSaysWhatToInstall() throws Exception {
        List<String> lines = child(env -> {}, "-Dorg.lwjgl.opencl.libname=" + folder.resolve("libOpenCL.so.1"));
        assertThat(lines.get(0)).contains("OpenCL library was not found").contains("ocl-icd-libopencl1");
        assertThat(lines).hasSize(2);
    }

    private static void noVendors(Map<String, String> environment, Path folder) {
        environment.put("OCL_ICD_VENDORS", folder + "/");
        environment.put("OPENCL_VENDOR_PATH", folder + "/");
    }
}
