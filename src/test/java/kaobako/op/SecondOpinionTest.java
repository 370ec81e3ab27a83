package kaobako.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The GPU family on other implementations of OpenCL, where they are installed: Oclgrind interprets kernels and reports races,
 * accesses out of range and wrong calls; Mesa's rusticl on llvmpipe compiles them as a GPU's driver does.
 * Each in a process of its own, on one core.
 */
@EnabledOnOs(OS.LINUX)
class SecondOpinionTest {
    /** Oclgrind as a driver, beside its program; its own loader does not reach libraries that Java opens later. */
    private static final Optional<Path> OCLGRIND = Arrays.stream(System.getenv("PATH").split(":"))
            .map(place -> Path.of(place, "..", "lib", "oclgrind", "liboclgrind-rt-icd.so").normalize())
            .filter(Files::exists).findFirst();
    private static final Path RUSTICL = Path.of("/etc/OpenCL/vendors/rusticl.icd");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"convolution", "linear", "norm", "attention", "sums"})
    void oclgrindReportsNothing(String part) throws Exception {
        assumeTrue(OCLGRIND.isPresent(), "Oclgrind is not installed");
        assertThat(oclgrind(Path.of("kernels"), part)).contains(KernelSample.DONE);
        assertThat(reports()).as("Oclgrind's reports").isEmpty();
    }

    /** Were the check blind, the test above would mean nothing. */
    @Test
    void oclgrindReportsAMissingBarrier() throws Exception {
        assumeTrue(OCLGRIND.isPresent(), "Oclgrind is not installed");
        Path kernels = copyOf(Path.of("kernels"));
        Path broken = kernels.resolve("linear_gpu.cl");
        String text = Files.readString(broken);
        int last = text.indexOf("barrier(CLK_LOCAL_MEM_FENCE);", text.indexOf("multiply_tiles"));
        Files.writeString(broken, text.substring(0, last) + text.substring(text.indexOf(';', last)));
        oclgrind(kernels, "little");
        assertThat(reports()).contains("data race").contains("Kernel: linear_gpu");
    }

    @ParameterizedTest
    @ValueSource(strings = {"convolution", "linear", "norm", "attention", "sums"})
    void rusticlAgrees(String part) throws Exception {
        assumeTrue(Files.exists(RUSTICL), "rusticl is not installed");
        assertThat(child(Map.of("RUSTICL_ENABLE", "llvmpipe"), "llvmpipe", Path.of("kernels"), part))
                .contains(KernelSample.DONE);
    }

    private String oclgrind(Path kernels, String part) throws Exception {
        Map<String, String> environment = Map.of("OCL_ICD_VENDORS", OCLGRIND.orElseThrow().toString(),
                "OCLGRIND_DATA_RACES", "1", "OCLGRIND_MAX_ERRORS", "20", "OCLGRIND_CHECK_API", "1",
                "OCLGRIND_LOG", folder.resolve("log").toString());
        return child(environment, "oclgrind", kernels, part);
    }

    private String reports() throws IOException {
        Path log = folder.resolve("log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** What it prints. One processor: Oclgrind's compiler is not safe on several threads. */
    private String child(Map<String, String> environment, String device, Path kernels, String part) throws Exception {
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ActiveProcessorCount=1",
                "-XX:TieredStopAtLevel=1", "-Dkaobako.device=" + device, "-Dkaobako.kernels=" + kernels,
                "-cp", System.getProperty("java.class.path"), KernelSample.class.getName(), part);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("XDG_CACHE_HOME", folder.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return output;
    }

    private Path copyOf(Path kernels) throws IOException {
        Path copy = Files.createDirectory(folder.resolve("kernels"));
        try (Stream<Path> files = Files.list(kernels)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) Files.copy(file, copy.resolve(file.getFileName()));
        }
        return copy;
    }
}
