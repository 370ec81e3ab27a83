package kaobako.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import kaobako.generate.UnsuitableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where models are found: in a clone, in an installed program, and by name. */
class ModelsTest {
    private static final Path MODEL = Path.of("src/test/resources/golden/pipeline_trained");

    @TempDir
    Path folder;
    private final Properties before = new Properties();

    @BeforeEach
    void remember() {
        before.putAll(System.getProperties());
        System.setProperty("kaobako.home", folder.resolve("home").toString());
        System.setProperty("kaobako.models", folder.resolve("shipped").toString());
    }

    @AfterEach
    void restore() {
        for (String name : new String[] {"kaobako.home", "kaobako.models"}) {
            if (before.getProperty(name) == null) System.clearProperty(name);
            else System.setProperty(name, before.getProperty(name));
        }
    }

    @Test
    void areBesideTheProgramOrAboveItAsInEachLayout() throws IOException {
        Path clone = Files.createDirectories(folder.resolve("clone/models"));
        assertThat(Models.beside(folder.resolve("clone/target/kaobako-1.jar"))).contains(clone);
        assertThat(Models.beside(folder.resolve("clone/target/classes"))).contains(clone);
        Path installed = Files.createDirectories(folder.resolve("opt/kaobako/lib/app/models"));
        assertThat(Models.beside(folder.resolve("opt/kaobako/lib/app/kaobako.jar"))).contains(installed);
        // another program's models further up are not ours
        Files.createDirectories(folder.resolve("far/models"));
        assertThat(Models.beside(folder.resolve("far/a/b/c/kaobako.jar"))).isEmpty();
    }

    @Test
    void theWorkingFolderIsNotAPlaceOfModels() {
        assertThat(Models.beside(folder.resolve("elsewhere/kaobako.jar"))).isEmpty();
    }

    @Test
    void theFirstThatCanBeDrawnFromIsTheDefault() throws IOException {
        Files.createDirectories(folder.resolve("shipped/a-broken"));
        Files.writeString(folder.resolve("shipped/a-broken/config.json"), "{}");
        copy(folder.resolve("shipped/faces"));
        copy(folder.resolve("home/models/mine"));
        assertThat(Models.choose(null)).isEqualTo(folder.resolve("shipped/faces"));
        assertThat(Models.choose("mine")).isEqualTo(folder.resolve("home/models/mine"));
        assertThat(Models.choose(MODEL.toString())).as("a path").isEqualTo(MODEL);
        assertThat(Models.choose("nobody")).as("whoever opens it says what is wrong").isEqualTo(Path.of("nobody"));
        assertThat(Models.named("mine")).contains(folder.resolve("home/models/mine"));
        assertThat(Models.named("nobody")).isEmpty();
    }

    @Test
    void withoutAnyTheRemedyIsNamed() {
        assertThatThrownBy(() -> Models.choose(null)).isInstanceOf(UnsuitableException.class)
                .hasMessageContaining("shipped").hasMessageContaining("--model").hasMessageContaining("kaobako train");
    }

    static void copy(Path to) throws IOException {
        try (Stream<Path> files = Files.walk(MODEL)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(MODEL.relativize(file).toString());
                if (Files.isDirectory(file)) Files.createDirectories(target);
                else Files.copy(file, target);
            }
        }
    }
}
