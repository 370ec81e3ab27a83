package kaobako.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import kaobako.cl.ClBuildException;
import kaobako.cl.DeviceBuffer;
import kaobako.cl.Devices;
import kaobako.cl.Kernel;
import kaobako.cl.Queue;
import kaobako.graph.Argument;
import kaobako.graph.KernelCall;
import kaobako.graph.Shape;
import kaobako.graph.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCacheTest {
    @TempDir
    Path folder;
    private final Queue queue = Queue.open(Devices.choose(System.getProperty("kaobako.device")));
    private final List<String> built = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void sources() throws IOException {
        Files.writeString(folder.resolve("put.cl"), """
                #include "value.clh"
                __kernel void put(__global int *x) { x[0] = VALUE; }
                """);
        Files.writeString(folder.resolve("value.clh"), "#ifndef VALUE\n#define VALUE 7\n#endif\n");
    }

    @AfterEach
    void close() {
        queue.close();
    }

    private ProgramCache cache() {
        return new ProgramCache(queue, KernelSource.folder(folder), new ProgramFiles(folder.resolve("cache")),
                (file, index, count) -> built.add(file + " " + index + "/" + count));
    }

    private int run(ProgramCache cache, Map<String, Object> defines) {
        try (Kernel kernel = cache.program("put.cl", defines).kernel("put"); DeviceBuffer x = queue.allocate(4)) {
            queue.launch(kernel.set(0, x), new long[] {1}, new long[] {1});
            int[] back = new int[1];
            queue.read(x, 0, back);
            return back[0];
        }
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.toList();
        }
    }

    @Test
    void aProgramIsBuiltOnceAndReadBackAtTheNextStart() throws IOException {
        try (ProgramCache cache = cache()) {
            assertThat(run(cache, Map.of())).isEqualTo(7);
            assertThat(run(cache, Map.of("VALUE", 9))).isEqualTo(9);
            assertThat(cache.program("put.cl", Map.of())).isSameAs(cache.program("put.cl", Map.of()));
            assertThat(cache.unsaved()).hasSize(2);
            cache.save();
            assertThat(cache.unsaved()).isEmpty();
        }
        assertThat(built).containsExactly("put.cl 1/1", "put.cl 1/1");
        assertThat(entries()).hasSize(2);
        try (ProgramCache cache = cache()) {
            assertThat(run(cache, Map.of("VALUE", 9))).isEqualTo(9);
            assertThat(cache.unsaved()).as("built from source").isEmpty();
        }
    }

    @Test
    void anEditedKernelIsBuiltAnew() throws IOException {
        try (ProgramCache cache = cache()) {
            run(cache, Map.of());
            cache.save();
        }
        Files.writeString(folder.resolve("value.clh"), "#define VALUE 8\n");
        try (ProgramCache cache = cache()) {
            assertThat(run(cache, Map.of())).isEqualTo(8);
        }
    }

    @Test
    void aDamagedEntryIsDroppedAndBuiltAnew() throws IOException {
        try (ProgramCache cache = cache()) {
            run(cache, Map.of());
            cache.save();
        }
        Path entry = entries().get(0);
        byte[] good = Files.readAllBytes(entry);
        byte[] flipped = good.clone();
        flipped[good.length / 2] ^= 1;
        for (byte[] bad : List.of(new byte[0], new byte[] {1, 2, 3}, java.util.Arrays.copyOf(good, good.length - 9), flipped)) {
            Files.write(entry, bad);
            try (ProgramCache cache = cache()) {
                assertThat(run(cache, Map.of())).isEqualTo(7);
                assertThat(cache.unsaved()).as("built from source").hasSize(1);
                assertThat(entry).doesNotExist();
            }
        }
    }

    @Test
    void anEntryThatTheDriverRefusesIsDroppedAndBuiltAnew() throws IOException {
        // rusticl aborts the process where it should refuse; the checksum keeps such bytes away from it
        assumeThat(queue.device().platform()).isNotEqualTo("rusticl");
        try (ProgramCache cache = cache()) {
            run(cache, Map.of());
            cache.save();
        }
        Path entry = entries().get(0);
        new ProgramFiles(folder.resolve("cache")).write(entry.getFileName().toString(), "no program of this driver".getBytes());
        try (ProgramCache cache = cache()) {
            assertThat(run(cache, Map.of())).isEqualTo(7);
            assertThat(entry).doesNotExist();
        }
    }

    /** Whoever watches hears of kernels that are linked beside the work, when that begins and when it has ended. */
    @Test
    void tellsOfLinkingBesideTheWork() throws Exception {
        List<Task> tasks = linkable();
        BlockingQueue<Boolean> told = new LinkedBlockingQueue<>();
        ProgramCache.Listener listener = new ProgramCache.Listener() {
            @Override
            public void building(String file, int index, int count) {}

            @Override
            public void linking(boolean underWay) {
                told.add(underWay);
            }
        };
        try (ProgramCache cache = new ProgramCache(queue, KernelSource.folder(folder), new ProgramFiles(folder.resolve("cache")), listener)) {
            LinkedProgram program = cache.tape(tasks);
            for (int i = 0; i < LinkedProgram.ENOUGH; i++) assertThat(program.ifReady()).isEmpty();
            assertThat(told).isEmpty();
            program.ifReady();
            assertThat(told.take()).isTrue();
            assertThat(told.take()).isFalse();
            assertThat(program.ifReady()).isPresent();
        }
    }

    @Test
    void whatIsBeingLinkedIsKeptForTheNextStart() throws IOException {
        List<Task> tasks = linkable();
        try (ProgramCache cache = cache()) {
            for (int i = 0; i <= LinkedProgram.ENOUGH; i++) cache.tape(tasks).ifReady();
            cache.save();
        }
        try (ProgramCache cache = cache()) {
            assertThat(cache.tape(tasks).ifReady()).isPresent();
        }
    }

    @Test
    void tellsWhatItKeeps() {
        List<String> told = new ArrayList<>();
        ProgramCache.Listener listener = new ProgramCache.Listener() {
            @Override
            public void building(String file, int index, int count) {}

            @Override
            public void keeping(int index, int count) {
                told.add(index + "/" + count);
            }

            @Override
            public void kept() {
                told.add("done");
            }
        };
        try (ProgramCache cache = new ProgramCache(queue, KernelSource.folder(folder), new ProgramFiles(folder.resolve("cache")), listener)) {
            run(cache, Map.of("VALUE", 3));
            run(cache, Map.of("VALUE", 4));
            told.clear();
            cache.save();
            assertThat(told).containsExactly("1/2", "2/2", "done");
        }
    }

    /** What a tape of one kernel does, with its files beside those of this test. */
    private List<Task> linkable() throws IOException {
        assumeThat(queue.device().coresShareMemory()).isTrue();
        for (String shared : List.of("tape_cpu.cl", "cpu.clh")) Files.copy(Path.of("kernels", shared), folder.resolve(shared));
        Value x = new Value("x", Value.Role.RESULT, Value.Type.I32, Shape.of(1));
        return List.of(Task.of(new KernelCall("put.cl", "put", Map.of(), List.of(new Argument.Write(x, Optional.empty())),
                KernelCall.Range.of(1).inGroupsOf(1), 0)));
    }

    @Test
    void aCacheFolderThatCannotBeWrittenIsNoError() throws IOException {
        Files.writeString(folder.resolve("cache"), "a file where the folder should be");
        try (ProgramCache cache = cache()) {
            assertThat(run(cache, Map.of())).isEqualTo(7);
            cache.save();
        }
    }

    @Test
    void severalAreBuiltAtOnceAndCounted() {
        List<ProgramCache.Build> builds = new ArrayList<>();
        for (int i = 0; i < 5; i++) builds.add(new ProgramCache.Build("put.cl", Map.of("VALUE", i)));
        builds.add(builds.get(0));
        try (ProgramCache cache = cache()) {
            cache.prepare(builds);
            assertThat(built).containsExactlyInAnyOrder("put.cl 1/5", "put.cl 2/5", "put.cl 3/5", "put.cl 4/5", "put.cl 5/5");
            for (int i = 0; i < 5; i++) assertThat(run(cache, Map.of("VALUE", i))).isEqualTo(i);
            assertThat(built).hasSize(5);
        }
    }

    @Test
    void aListenerThatThrowsEndsTheBuildingAndWhatIsBuiltStays() {
        List<ProgramCache.Build> builds = new ArrayList<>();
        for (int i = 0; i < 9; i++) builds.add(new ProgramCache.Build("put.cl", Map.of("VALUE", i)));
        AtomicBoolean again = new AtomicBoolean();
        ProgramCache.Listener listener = (file, index, count) -> {
            if (index > 4 && !again.get()) throw new CancellationException("stopped");
            built.add(file);
        };
        try (ProgramCache cache = new ProgramCache(queue, KernelSource.folder(folder), new ProgramFiles(folder.resolve("cache")), listener)) {
            assertThatThrownBy(() -> cache.prepare(builds)).isInstanceOf(CancellationException.class);
            again.set(true);
            cache.prepare(builds);
            assertThat(built).as("none twice").hasSize(9);
            assertThat(run(cache, Map.of("VALUE", 8))).isEqualTo(8);
        }
    }

    @Test
    void whatWasOnlyTriedIsNotKept() throws IOException {
        try (ProgramCache cache = cache()) {
            run(cache, Map.of());
            cache.save();
            run(cache, Map.of("VALUE", 9));
            Set<String> before = cache.unsaved();
            run(cache, Map.of("VALUE", 8));
            cache.forgetUnsaved(before);
            assertThat(cache.unsaved()).as("what was built before").hasSize(1);
            assertThat(run(cache, Map.of("VALUE", 9))).isEqualTo(9);
            cache.forgetUnsaved(Set.of());
            assertThat(cache.unsaved()).isEmpty();
            cache.save();
            assertThat(entries()).hasSize(1);
            assertThat(run(cache, Map.of("VALUE", 8))).as("built anew").isEqualTo(8);
            assertThat(run(cache, Map.of())).isEqualTo(7);
        }
        assertThat(built).hasSize(4);
    }

    @Test
    void aBuildErrorNamesTheIncludedFileAndLine() throws IOException {
        // Oclgrind's preprocessor forgets #line
        assumeThat(queue.device().platform()).isNotEqualTo("Oclgrind");
        Files.writeString(folder.resolve("value.clh"), "#define VALUE 1\n\n__constant int broken = missing;\n");
        try (ProgramCache cache = cache()) {
            assertThatThrownBy(() -> cache.program("put.cl", Map.of())).isInstanceOfSatisfying(ClBuildException.class, e -> {
                assertThat(e).hasMessageContaining("put.cl").hasMessageContaining("value.clh:3").hasMessageContaining("missing");
                assertThat(e.log()).contains("missing");
            });
            assertThatThrownBy(() -> cache.prepare(List.of(new ProgramCache.Build("put.cl", Map.of()))))
                    .isInstanceOf(ClBuildException.class);
        }
    }

    @Test
    void macrosAreSortedAndTypedLiterals() {
        var build = new ProgramCache.Build("put.cl", Map.of("Z", 2, "A", 1e-5f, "M", true, "F", "float4"));
        assertThat(build.options()).isEqualTo("-cl-std=CL1.2 -w -DA=1.0E-5f -DF=float4 -DM=1 -DZ=2");
        assertThatThrownBy(() -> new ProgramCache.Build("put.cl", Map.of("A", "x y")).options()).hasMessageContaining("x y");
    }
}
