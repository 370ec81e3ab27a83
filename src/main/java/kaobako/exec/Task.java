package kaobako.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kaobako.graph.Argument;
import kaobako.graph.KernelCall;

/**
 * A kernel as a function of a {@link Tape}: the same text, in which each kernel's head has one parameter more, by which its
 * {@code get_group_id} and {@code get_global_id} know where they are. So kernels on a tape may ask for these only in kernels themselves,
 * and must do without barriers and local variables of their own, as those of the CPU family do.
 *
 * @param arguments what each argument is: {@code g} global memory, {@code l} local memory, {@code i} int, {@code f} float
 * @param small     whether work-items are many and small, and in a line: a vector of them may go at once; else each is a core's for a while
 */
record Task(String file, String kernel, Map<String, Object> defines, String arguments, boolean small) {
    /** Extents that come before a task's arguments. */
    static final int EXTENTS = 3;
    private static final String LINE = "{{i, 0, 0}, {across, 1, 1}}";
    private static final String SPACE = "{{i % across, i / across % down, i / across / down}, {across, down, a[2]}}";
    private static final Pattern HEAD = Pattern.compile("\\b((?:__kernel|CPU_KERNEL)\\s+void\\s+\\w+\\s*\\()");

    static Task of(KernelCall call) {
        String arguments = call.arguments().stream().map(Task::letter).collect(Collectors.joining());
        return new Task(call.file(), call.kernel(), new TreeMap<>(call.defines()), arguments, isSmall(call.range()));
    }

    /** Whether so many work-items are small: a core's come in groups of one. */
    static boolean isSmall(KernelCall.Range range) {
        return range.global().size() == 1 && !range.local().equals(List.of(1L));
    }

    private static String letter(Argument argument) {
        if (argument instanceof Argument.Int) return "i";
        if (argument instanceof Argument.Float) return "f";
        return argument instanceof Argument.Local ? "l" : "g";
    }

    /** OpenCL C of {@code void name(int begin, int end, const __global ulong *arguments, __local float *scratch)}. */
    String text(KernelSource source, String name) {
        return """
                typedef struct { int id[3], count[3]; } Position;
                #define __kernel static %s
                #define ONE_WORK_ITEM
                #define get_group_id(d) ((size_t)position->id[d])
                #define get_global_id(d) get_group_id(d)
                #define get_num_groups(d) ((size_t)position->count[d])
                #define get_global_size(d) get_num_groups(d)
                %s
                void %s(int begin, int end, const __global ulong *a, __local float *scratch) {
                    const int across = a[0], down = a[1];
                    %s
                    for (int i = begin; i < end; i++) {
                        const Position position = %s;
                        %s(&position, %s);
                    }
                }
                """.formatted(small ? "inline" : "__attribute__((noinline))", HEAD.matcher(source.resolve(file)).replaceAll("$1const Position *position, "),
                name, small ? "_Pragma(\"clang loop vectorize(assume_safety)\")" : "", small ? LINE : SPACE, kernel, parameters());
    }

    private String parameters() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < arguments.length(); i++) {
            String word = "a[" + (EXTENTS + i) + "]";
            text.append(i == 0 ? "" : ", ").append(switch (arguments.charAt(i)) {
                case 'g' -> "(__global void *)" + word;
                case 'l' -> "(__local void *)(scratch + " + word + ")";
                case 'i' -> "(int)" + word;
                default -> "as_float((int)" + word + ")";
            });
        }
        return text.toString();
    }

    /** How these tasks are compiled and linked: each by itself, then what calls them by their places in the list. */
    static List<ProgramCache.Part> program(List<Task> tasks, KernelSource source) {
        List<ProgramCache.Part> parts = new ArrayList<>();
        StringBuilder names = new StringBuilder("#define TASKS(T)");
        for (int kind = 0; kind < tasks.size(); kind++) {
            Task task = tasks.get(kind);
            String name = "task_" + kind;
            names.append(" T(").append(kind).append(", ").append(name).append(')');
            parts.add(new ProgramCache.Part(task.text(source, name), new ProgramCache.Build(task.file, task.defines).options()));
        }
        parts.add(new ProgramCache.Part(names.append('\n') + source.resolve(Tape.FILE), new ProgramCache.Build(Tape.FILE, Map.of()).options()));
        return parts;
    }
}
