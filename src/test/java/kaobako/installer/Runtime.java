package kaobako.installer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Java of its own for the program: the modules that its classes ask for and nothing else.
 *
 * @param folder of the runtime
 */
record Runtime(Path folder) {
    /** Found by name or by service, so that no class file tells of them: words and numbers in Chinese. */
    private static final String BY_SERVICE = "jdk.localedata";

    /** Links a runtime for the program's jar and its libraries. */
    static Runtime link(Path folder, Path program, Path libraries) throws IOException {
        TreeSet<String> modules = modules(program, libraries);
        modules.add(BY_SERVICE);
        if (Libraries.ofThisSystem().os().equals("windows")) modules.add("jdk.accessibility");
        System.err.println("modules: " + String.join(" ", modules));
        tool("jlink", List.of("--add-modules", String.join(",", modules), "--include-locales=en,zh-CN", "--strip-debug", "--no-man-pages",
                "--no-header-files", "--output", folder.toString()));
        return new Runtime(folder);
    }

    /** What jdeps says of the program and its libraries together. */
    private static TreeSet<String> modules(Path program, Path libraries) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--print-module-deps", "--ignore-missing-deps", "--multi-release", "17", program.toString()));
        try (Stream<Path> files = Files.list(libraries)) {
            files.filter(f -> f.toString().endsWith(".jar")).map(Path::toString).sorted().forEach(arguments::add);
        }
        return new TreeSet<>(List.of(tool("jdeps", arguments).strip().split(",")));
    }

    /**
     * Lets the virtual machine write down which of the runtime's classes a start needs, and keeps them ready to be mapped into memory.
     *
     * @param lists files of {@code -XX:DumpLoadedClassList}
     */
    void archive(List<Path> lists, Path merged) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (Path list : lists) if (Files.exists(list)) names.addAll(Files.readAllLines(list));
        // a class that was made while running (a proxy) has no file to be read from
        names.removeIf(name -> name.startsWith("#"));
        Files.write(merged, names);
        java(List.of("-Xshare:dump", "-XX:SharedClassListFile=" + merged));
    }

    /** Runs the runtime's own {@code java}, which {@link #finish} takes away; what it says is shown if it fails. */
    void java(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(folder.resolve("bin").resolve("java").toString()));
        command.addAll(arguments);
        run(command, List.of(0));
    }

    /** Leaves what the program's launcher needs: it loads the virtual machine by itself. */
    void finish() throws IOException {
        Path bin = folder.resolve("bin");
        if (!Libraries.ofThisSystem().os().equals("windows")) {
            delete(bin);
            return;
        }
        // Windows keeps its libraries in bin
        try (Stream<Path> files = Files.list(bin)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".exe")).toList()) Files.delete(file);
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    /** Runs a tool of the JDK in this process; what it printed. Throws IllegalStateException with that if it fails. */
    static String tool(String name, List<String> arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        ToolProvider tool = ToolProvider.findFirst(name).orElseThrow(() -> new IllegalStateException("This JDK has no " + name));
        if (tool.run(out, out, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException(name + " " + String.join(" ", arguments) + " failed:\n" + said.toString(StandardCharsets.UTF_8));
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    /** Runs a program to its end; what it printed. Throws IllegalStateException with that unless it ends with one of these codes. */
    static String run(List<String> command, List<Integer> codes) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (codes.contains(process.waitFor())) return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException(String.join(" ", command) + " failed:\n"
                + Arrays.stream(said.split("\n")).skip(Math.max(0, said.split("\n").length - 40L)).collect(Collectors.joining("\n")));
    }
}
