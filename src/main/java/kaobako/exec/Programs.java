package kaobako.exec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kaobako.cl.Kernel;
import kaobako.cl.Program;
import kaobako.cl.Queue;
import kaobako.graph.KernelCall;

/** The programs of one queue. */
public final class Programs implements AutoCloseable {
    private final Queue queue;
    private final Map<String, Program> programs = new HashMap<>();

    Programs(Queue queue) {
        this.queue = queue;
    }

    void prepare(List<KernelCall> calls) {
        calls.forEach(this::program);
    }

    Kernel kernel(KernelCall call) {
        return program(call).kernel(call.kernel());
    }

    private Program program(KernelCall call) {
        String options = "-cl-std=CL1.2" + new TreeMap<>(call.defines()).entrySet().stream()
                .map(e -> " -D" + e.getKey() + "=" + e.getValue()).collect(Collectors.joining());
        return programs.computeIfAbsent(call.file() + options, k -> Program.build(queue, call.file(), source(call.file()), options));
    }

    private static String source(String file) {
        try {
            StringBuilder sb = new StringBuilder();
            for (String line : java.nio.file.Files.readString(java.nio.file.Path.of(System.getProperty("kaobako.kernels", "kernels"), file)).split("\n")) {
                if (line.startsWith("#include")) sb.append(source(line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'))));
                else sb.append(line);
                sb.append('\n');
            }
            return sb.toString();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        programs.values().forEach(Program::close);
    }
}
