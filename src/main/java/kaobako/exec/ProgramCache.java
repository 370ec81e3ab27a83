package kaobako.exec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kaobako.cl.ClException;
import kaobako.cl.Device;
import kaobako.cl.Program;
import kaobako.cl.Queue;

/**
 * The built programs of one queue: each (file, macros) is built once, and what was built is kept on disk for the next start.
 * Owner: whoever made it; it owns its programs; close after their kernels and before the queue. One thread at a time.
 *
 * <p>{@link #save()} is a step of its own because drivers finish compiling at the first launch: a binary taken after it starts faster
 * (PoCL: 10 ms instead of 360 ms to the first launch), and taking it can itself cost (PoCL compiles more variants, about half a second
 * a program). So: run once, show the result, then save.
 */
public final class ProgramCache implements AutoCloseable {
    /** Told before each program that has to be loaded or built. Called on the building threads. */
    public interface Listener {
        /** {@code index} counts from 1; {@code count} is 1 outside {@link #prepare}. What it throws ends the building. */
        void building(String file, int index, int count);

        /**
         * Told before each program that is kept for the next start, which may take a driver seconds. {@code index} counts from 1; it is 0
         * while one is waited for that is still being linked. What it throws ends the keeping. On the thread that saves.
         */
        default void keeping(int index, int count) {}

        /** Told when all that was announced is there, or has failed. Called on the thread that asked for it. */
        default void built() {}

        /** Told when all is kept that will be. On the thread that saves. */
        default void kept() {}

        /** Told when a program that would make the work faster begins to be linked beside it, and when that has ended. Called on the linking thread. */
        default void linking(boolean underWay) {}

        Listener NONE = (file, index, count) -> {};
    }

    /** One program: a kernel file and its macros. Values: strings without spaces, integers, floats; a Boolean gives 1 or 0. */
    public record Build(String file, Map<String, Object> defines) {
        public Build {
            defines = Map.copyOf(defines);
        }

        /** The compiler options: macros sorted by name. {@code -w}: some drivers print warning counts on the terminal. */
        String options() {
            return new TreeMap<>(defines).entrySet().stream().map(e -> "-D" + e.getKey() + "=" + literal(e.getValue()))
                    .collect(Collectors.joining(" ", "-cl-std=CL1.2 -w ", "")).strip();
        }

        private static String literal(Object value) {
            if (value instanceof Boolean b) return b ? "1" : "0";
            if (value instanceof Float || value instanceof Double) return ((Number) value).floatValue() + "f";
            String text = String.valueOf(value);
            if (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c == '"'))
                throw new IllegalArgumentException("The macro value \"" + text + "\" cannot be passed to an OpenCL compiler");
            return text;
        }
    }

    /** One of the texts that a program is linked from, with its compiler options. */
    record Part(String text, String options) {}

    /** Building on two threads takes 0.65 of the time of one with PoCL on two cores; more than a few threads only use memory. */
    private static final int THREADS = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));

    private final Queue queue;
    private final KernelSource source;
    private final ProgramFiles files;
    private final Listener listener;
    private final Map<Build, Program> programs = new ConcurrentHashMap<>();
    private final Map<String, Program> unsaved = new ConcurrentHashMap<>();
    private final Map<List<Task>, LinkedProgram> linked = new HashMap<>();
    private volatile boolean linking;
    private final ExecutorService background = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "kernel-linker");
        thread.setDaemon(true);
        return thread;
    });

    public ProgramCache(Queue queue, Listener listener) {
        this(queue, KernelSource.standard(), ProgramFiles.standard(), listener);
    }

    public ProgramCache(Queue queue, KernelSource source, ProgramFiles files, Listener listener) {
        this.queue = queue;
        this.source = source;
        this.files = files;
        this.listener = listener;
    }

    /** The built program; it stays this cache's own. Throws ClBuildException with the compiler's log. */
    public Program program(String file, Map<String, Object> defines) {
        Build build = new Build(file, defines);
        Program known = programs.get(build);
        if (known != null) return known;
        try {
            return program(build, 1, 1);
        } finally {
            listener.built();
        }
    }

    /** Builds those of a list that are not built yet, several at once. A failure is thrown once the builds that are running have ended. */
    public void prepare(List<Build> builds) {
        List<Build> missing = builds.stream().distinct().filter(b -> !programs.containsKey(b)).toList();
        if (missing.isEmpty()) return;
        AtomicInteger index = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(THREADS, missing.size()));
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Build build : missing)
                running.add(pool.submit(() -> program(build, index.incrementAndGet(), missing.size())));
            for (Future<?> future : running) future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            if (e.getCause() instanceof Error error) throw error;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while building kernels", e);
        } finally {
            pool.shutdownNow();
            awaitEnd(pool);
            listener.built();
        }
    }

    /** The program of a tape that can do these tasks; the same for the same tasks. */
    LinkedProgram tape(List<Task> tasks) {
        return linked.computeIfAbsent(tasks, made -> {
            List<Part> parts = Task.program(tasks, source);
            String key = key(parts, queue.device());
            return new LinkedProgram(() -> load(key, Tape.FILE, ""), () -> link(key, parts), this::beside);
        });
    }

    private void beside(Runnable link) {
        background.execute(() -> {
            linking = true;
            listener.linking(true);
            try {
                link.run();
            } finally {
                linking = false;
                listener.linking(false);
            }
        });
    }

    /** PoCL has been seen to lose a file of a program that it compiled while it was asked for the binary of another. False if interrupted. */
    private boolean awaitLinking() {
        try {
            background.submit(() -> {}).get();
            return true;
        } catch (ExecutionException e) {
            throw new AssertionError("it does nothing", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Program link(String key, List<Part> parts) {
        Program program = Program.link(queue, Tape.FILE, parts.stream().map(Part::text).toList(), parts.stream().map(Part::options).toList());
        try {
            Tape.finish(queue, program);
        } catch (RuntimeException | Error failure) {
            program.close();
            throw failure;
        }
        unsaved.put(key, program);
        return program;
    }

    /** Keys of the programs that were built from source and are not on disk yet. */
    Set<String> unsaved() {
        return Set.copyOf(unsaved.keySet());
    }

    /** Gives up what was built for launches that were only tried: all that is unsaved but for {@code kept}. None of its kernels may be open. */
    void forgetUnsaved(Set<String> kept) {
        unsaved.entrySet().removeIf(entry -> {
            boolean tried = !kept.contains(entry.getKey()) && programs.values().remove(entry.getValue());
            if (tried) entry.getValue().close();
            return tried;
        });
    }

    /**
     * Writes what was built since the last call to disk, and what is being linked once it is there; best after the programs' kernels ran
     * once. Fails only as the listener does: a cache may be lost.
     */
    public void save() {
        try {
            if (linking) listener.keeping(0, unsaved.size() + 1);
            if (!awaitLinking()) return;
            List<String> keys = List.copyOf(unsaved.keySet());
            for (int i = 0; i < keys.size(); i++) {
                listener.keeping(i + 1, keys.size());
                keep(keys.get(i));
            }
        } finally {
            listener.kept();
        }
    }

    private void keep(String key) {
        try {
            files.write(key, unsaved.remove(key).binary());
        } catch (ClException withoutBinaries) {
            return; // this driver builds anew at each start
        }
    }

    private Program program(Build build, int index, int count) {
        Program known = programs.get(build);
        if (known != null) return known;
        listener.building(build.file(), index, count);
        Program made = loadOrBuild(build);
        programs.put(build, made);
        return made;
    }

    private Program loadOrBuild(Build build) {
        Part part = new Part(source.resolve(build.file()), build.options());
        String key = key(List.of(part), queue.device());
        return load(key, build.file(), part.options()).orElseGet(() -> {
            Program program = Program.build(queue, build.file(), part.text(), part.options());
            unsaved.put(key, program);
            return program;
        });
    }

    private Optional<Program> load(String key, String name, String options) {
        byte[] binary = files.read(key);
        if (binary.length == 0) return Optional.empty();
        try {
            return Optional.of(Program.load(queue, name, binary, options));
        } catch (ClException refused) {
            files.drop(key);
            return Optional.empty();
        }
    }

    private static String key(List<Part> parts, Device device) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Stream<String> made = parts.stream().flatMap(part -> Stream.of(part.text(), part.options()));
            Stream.concat(made, Stream.of(device.name(), device.driver(), device.platform(), device.version())).forEach(text -> {
                digest.update(text.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** A build cannot be stopped half-way; its queue must not be closed under it. */
    private static void awaitEnd(ExecutorService pool) {
        boolean interrupted = Thread.interrupted();
        while (true) {
            try {
                if (pool.awaitTermination(1, java.util.concurrent.TimeUnit.HOURS)) break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    @Override
    public void close() {
        background.shutdownNow();
        awaitEnd(background);
        unsaved.clear();
        linked.values().forEach(LinkedProgram::close);
        linked.clear();
        programs.values().forEach(Program::close);
        programs.clear();
    }
}
