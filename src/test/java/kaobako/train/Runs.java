package kaobako.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kaobako.cl.Devices;
import kaobako.data.PngFile;
import kaobako.data.PreparedPictures;
import kaobako.exec.Engine;
import kaobako.store.Safetensors;
import kaobako.train.TrainRequest.Start;

/** Runs of the tiny network over a folder of tiny pictures; also the process that tests kill. */
final class Runs {
    private Runs() {}

    /** {@code DATA OUT STEPS fresh|resume}: trains {@link Tiny#least} with a checkpoint after every step and says each. */
    public static void main(String[] arguments) throws Exception {
        TrainRequest request = request(Path.of(arguments[0]), Path.of(arguments[1]), Long.parseLong(arguments[2])).with(Tiny.least())
                .with(arguments[3].equals("resume") ? new Start.Resume() : new Start.Fresh());
        try (Engine engine = Engine.open(Devices.choose(System.getProperty("kaobako.device")))) {
            run(engine, request, event -> {
                if (event instanceof TrainEvent.Saved saved) System.out.println("saved " + saved.step());
                if (event instanceof TrainEvent.Prepared prepared && prepared.step() > 0) System.out.println("saved " + prepared.step());
            });
        }
    }

    static TrainRequest request(Path data, Path out, long steps) {
        return TrainRequest.of(data, out).with(Tiny.config()).with(Budget.steps(steps)).with(new Rhythm(0, 1, 3));
    }

    static List<TrainEvent> run(Engine engine, TrainRequest request) throws InterruptedException {
        List<TrainEvent> events = java.util.Collections.synchronizedList(new ArrayList<>());
        run(engine, request, events::add);
        return events;
    }

    static void run(Engine engine, TrainRequest request, Consumer<TrainEvent> listener) throws InterruptedException {
        try (TrainingRun run = open(engine, request, listener)) {
            while (run.step()) { }
        }
    }

    static TrainingRun open(Engine engine, TrainRequest request, Consumer<TrainEvent> listener) {
        return TrainingRun.open(engine, Preparation.of(request, request.out().resolve("cache"), listener, () -> false), listener);
    }

    /** A folder of this many pictures. */
    static Path pictures(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        PreparedPictures pictures = Tiny.pictures(count);
        for (int i = 0; i < count; i++) {
            BufferedImage picture = pictures.image(i);
            PngFile.write(folder.resolve(i + ".png"), picture, Map.of());
        }
        return folder;
    }

    static Path newest(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out.resolve("checkpoints"))) {
            return files.filter(f -> f.toString().endsWith(".safetensors")).max(java.util.Comparator.naturalOrder()).orElseThrow();
        }
    }

    /** All tensors of the newest checkpoint. */
    static Map<String, float[]> tensors(Path out) throws IOException {
        try (Safetensors file = Safetensors.open(newest(out))) {
            return file.names().stream().collect(Collectors.toMap(name -> name, name -> file.tensor(name).floats()));
        }
    }

    /** Two runs that have come to the same numbers, to the bit. */
    static void assertSame(Path found, Path expected) throws IOException {
        Map<String, float[]> ours = tensors(found);
        Map<String, float[]> theirs = tensors(expected);
        assertThat(ours.keySet()).isEqualTo(theirs.keySet());
        theirs.forEach((name, values) -> assertThat(ours.get(name)).as("%s in %s", name, found).isEqualTo(values));
    }

    /** A child process that trains ({@link #main}); the caller ends it. It lives for seconds, so it starts fast rather than runs fast. */
    static Process child(Path data, Path out, long steps, String start) throws IOException {
        return new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), "-Dkaobako.kernels=" + System.getProperty("kaobako.kernels", "kernels"),
                Runs.class.getName(), data.toString(), out.toString(), String.valueOf(steps), start).redirectErrorStream(true).start();
    }

    /** Kills a child (SIGKILL) once it has said that a checkpoint of this step or a later one is saved; what it said. */
    static List<String> killAfter(Process child, long step) throws Exception {
        return killAfter(child, step, 0);
    }

    /** Kills a child so long after its start, wherever it is then. */
    static void killAtStart(Process child, int milliseconds) throws InterruptedException {
        child.waitFor(milliseconds, java.util.concurrent.TimeUnit.MILLISECONDS);
        child.destroyForcibly().waitFor();
    }

    /** Kills it some milliseconds after that step, in the middle of whatever it does then. */
    static List<String> killAfter(Process child, long step, int milliseconds) throws Exception {
        List<String> said = new ArrayList<>();
        try (BufferedReader reader = child.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                said.add(line);
                if (lastSaved(List.of(line)) >= step) break;
            }
            Thread.sleep(milliseconds);
        } finally {
            child.destroyForcibly().waitFor();
        }
        return said;
    }

    /** The last step that a child said it had saved, or -1. */
    static long lastSaved(List<String> said) {
        return said.stream().filter(line -> line.startsWith("saved ")).mapToLong(line -> Long.parseLong(line.substring(6))).max().orElse(-1);
    }
}
