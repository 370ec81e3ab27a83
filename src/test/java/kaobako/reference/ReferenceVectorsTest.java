package kaobako.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kaobako.cl.Devices;
import kaobako.diffusion.SchedulerCase;
import kaobako.exec.Engine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Everything that PyTorch and diffusers computed, against this engine: one test for each {@code case.json} below
 * {@code -Dkaobako.reference=DIR}, or below {@code golden} of the test resources.
 */
class ReferenceVectorsTest {
    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engine.open(Devices.choose(System.getProperty("kaobako.device")));
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        Path root = root();
        List<Path> folders;
        try (Stream<Path> files = Files.walk(root)) {
            folders = files.filter(f -> f.getFileName().toString().equals("case.json")).map(Path::getParent).sorted().toList();
        }
        assertThat(folders).as("cases below " + root).isNotEmpty();
        return folders.stream().map(folder -> DynamicTest.dynamicTest(root.relativize(folder).toString(), () -> {
            try (Case c = new Case(folder)) {
                check(c);
            }
        }));
    }

    private static void check(Case c) {
        switch (c.text("kind")) {
            case "op" -> OpCases.check(engine, c);
            case "unet" -> UNetCases.check(engine, c);
            case "trajectories" -> TrajectoryCases.check(engine, c);
            case "schedule", "ddpm_steps", "ddim_steps", "dpm_chain" -> SchedulerCase.check(c.folder);
            case "train" -> TrainCases.check(engine, c);
            default -> throw new AssertionError("unknown kind of case: " + c.text("kind"));
        }
    }

    private static Path root() {
        String given = System.getProperty("kaobako.reference", "");
        return given.isBlank() ? Path.of("src/test/resources/golden") : Path.of(given);
    }
}
