package kaobako.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the program once as its users will, the command line and where there is a display the window too, and has the virtual machine write
 * down the classes it needed. A rehearsal that fails costs speed, not correctness: a class that is not in the list is loaded as ever.
 */
final class Rehearsal {
    /** A small model that draws in a moment; it is not shipped. */
    private static final String MODEL = "src/test/resources/golden/pipeline_trained";
    private static final int WINDOW_SECONDS = 40;

    private Rehearsal() {}

    /** The list of classes. */
    static Path record(Path root, Path work, Runtime runtime, Path input) throws IOException {
        Path home = Files.createDirectories(work.resolve("rehearsal"));
        List<String> names = new ArrayList<>();
        String model = root.resolve(MODEL).toString();
        run(command(runtime, input, home, "draw", List.of("generate", "--model", model, "--steps", "4", "--count", "2", "--out", home.toString())), 300);
        if (!System.getenv().getOrDefault("DISPLAY", "").isEmpty() || !Libraries.ofThisSystem().os().equals("linux")) {
            run(command(runtime, input, home, "window", List.of()), WINDOW_SECONDS);
        } else {
            System.err.println("no display: the window's classes are not among those that start fast");
        }
        for (String part : List.of("draw", "window")) {
            Path list = home.resolve(part + ".classes");
            if (Files.exists(list)) names.addAll(Files.readAllLines(list));
        }
        return Files.write(work.resolve("rehearsed.classes"), names);
    }

    private static List<String> command(Runtime runtime, Path input, Path home, String part, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(runtime.folder().resolve("bin").resolve("java").toString(),
                "-Xshare:off", "-XX:DumpLoadedClassList=" + home.resolve(part + ".classes"), "-Dkaobako.home=" + home,
                "-Dkaobako.models=" + Path.of(MODEL).toAbsolutePath()));
        command.addAll(JavaOptions.in(input.toString()));
        command.addAll(List.of("-cp", ClassPath.of(input), "kaobako.Main"));
        command.addAll(arguments);
        return command;
    }

    /** Until it ends by itself or its time is over. */
    private static void run(List<String> command, int seconds) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8"));
        Process process = builder.start();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroy();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
