package kaobako.diffusion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every sampler that diffusers has too, against numbers computed by diffusers. */
class SchedulerVectorsTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden/sched");

    @TestFactory
    Stream<DynamicTest> agreesWithDiffusers() {
        try {
            return Files.list(FOLDER).sorted()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> SchedulerCase.check(folder)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
