package kaobako.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskTest {
    /** The head of a function that begins a line. */
    private static final Pattern FUNCTION = Pattern.compile("(?m)^(?!//|/\\*| \\*)[^\\s(][^;{}]*?\\b(\\w+)\\([^;{}]*\\)\\s*\\{");

    private static final Pattern DIRECTIVE = Pattern.compile("(?m)^#(.*\\\\\n)*.*$");

    @TempDir
    private Path folder;

    @Test
    void aKernelBecomesAFunctionThatIsToldWhereItIs() throws IOException {
        Files.writeString(folder.resolve("k.cl"), "__kernel void k(__global float *y, int n, float f, __local float *l) {\n"
                + "    if (get_global_id(0) < n) y[get_global_id(0)] = f;\n}\n");
        String text = new Task("k.cl", "k", Map.of(), "gifl", true).text(KernelSource.folder(folder), "task_3");
        assertThat(text).contains("__kernel void k(const Position *position, __global float *y, int n,")
                .contains("void task_3(int begin, int end, ")
                .contains("k(&position, (__global void *)a[3], (int)a[4], as_float((int)a[5]), (__local void *)(scratch + a[6]));")
                .contains("#define __kernel static inline");
        assertThat(new Task("k.cl", "k", Map.of(), "gifl", false).text(KernelSource.folder(folder), "task_3"))
                .contains("#define __kernel static __attribute__((noinline))").contains("i / across % down");
    }

    /** Texts that are linked must not see each other's functions, and a function that is no kernel does not know where it is. */
    @Test
    void functionsOfKernelFilesAreStaticOrKernelsAndOnlyKernelsAskWhereTheyAre() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("kernels"))) {
            for (Path file : files.toList()) {
                String text = DIRECTIVE.matcher(Files.readString(file)).replaceAll("");
                Matcher function = FUNCTION.matcher(text);
                while (function.find()) {
                    boolean kernel = function.group().contains("__kernel") || function.group().contains("CPU_KERNEL");
                    boolean hidden = Stream.of("static", "INLINE", "OVERLOADED").anyMatch(function.group()::contains);
                    assertThat(kernel || hidden).as("%s: %s", file, function.group(1)).isTrue();
                    if (kernel || !isForCpus(file)) continue;
                    int end = text.indexOf("\n}", function.end());
                    assertThat(text.substring(function.end(), end)).as("%s: %s", file, function.group(1))
                            .doesNotContain("get_group_id", "get_global_id", "get_num_groups", "barrier(");
                }
            }
        }
    }

    private static boolean isForCpus(Path file) {
        return List.of("_gpu.cl", "_gpu.clh").stream().noneMatch(file.toString()::endsWith);
    }
}
