package kaobako.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kaobako.studio.ThirdParty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of the build against Maven's own class path, and the notices' refusals. */
class NoticesTest {
    private static final Path LICENCES = Path.of("installer/licences");

    @TempDir
    Path root;
    private Path jars;

    @BeforeEach
    void folders() throws IOException {
        jars = Files.createDirectories(root.resolve("jars"));
    }

    @Test
    void theTableIsWhatMavenShips() throws IOException {
        Set<String> shipped = Arrays.stream(Files.readString(Path.of("target/runtime.classpath")).strip().split(File.pathSeparator))
                .map(jar -> Path.of(jar).getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        List<ThirdParty> rows = ThirdParty.all();
        assertThat(rows).hasSizeGreaterThan(20).allMatch(r -> !r.licence().isBlank() && !r.name().isBlank());
        for (String jar : shipped) assertThat(rows.stream().filter(r -> r.isIn(jar))).as(jar).hasSize(1);
        for (ThirdParty row : rows) assertThat(shipped).as(row.id()).anyMatch(row::isIn);
        assertThat(shipped).as("the tests' own libraries are not shipped").noneMatch(jar -> jar.contains("junit") || jar.contains("archunit"));
    }

    @Test
    void everyListedLibraryCanBeGivenItsText() throws IOException {
        for (String jar : Files.readString(Path.of("target/runtime.classpath")).strip().split(File.pathSeparator)) {
            Files.copy(Path.of(jar), jars.resolve(Path.of(jar).getFileName().toString()));
        }
        String text = new Notices(root, jars, ThirdParty.all(), LICENCES).text();
        for (ThirdParty row : ThirdParty.all()) assertThat(text).contains(row.name() + " " + row.version());
        assertThat(text).contains("Lightweight Java Game Library").contains("libffi").contains("TERMS AND CONDITIONS FOR USE, REPRODUCTION")
                .contains("Neither the name of the copyright holder").contains("Classpath Exception");
    }

    @Test
    void aJarThatIsNotListedAndAListedOneThatIsNotThereAreRefused() throws IOException {
        jar("stranger-1.jar");
        Notices notices = new Notices(root, jars, List.of(row("a:gone", "1", "MIT")), LICENCES);
        assertThatThrownBy(notices::text).hasMessageContaining("stranger-1.jar is shipped but not listed").hasMessageContaining("a:gone 1 is listed but not");
    }

    @Test
    void aLibraryWithoutLicenceOrWithoutItsOwnersNameIsRefused() throws IOException {
        jar("x-1.jar");
        assertThatThrownBy(new Notices(root, jars, List.of(row("a:x", "1", "")), LICENCES)::text).hasMessageContaining("a:x has no licence");
        assertThatThrownBy(new Notices(root, jars, List.of(row("a:x", "1", "MIT")), LICENCES)::text).hasMessageContaining("does not say whose it is");
        jar("x-1.jar", "META-INF/LICENSE", "Copyright X");
        assertThat(new Notices(root, jars, List.of(row("a:x", "1", "MIT")), LICENCES).text()).contains("Copyright X");
    }

    @Test
    void aModelIsCreditedAndOneWithoutALicenceIsRefused() throws IOException {
        Path model = Files.createDirectories(root.resolve("models/faces"));
        Files.writeString(model.resolve("README.md"), "---\nlicense: cc0-1.0\n---\n\nDrawn by nobody.\n");
        assertThat(new Notices(root, jars, List.of(), LICENCES).text()).contains("MODEL faces").contains("license: cc0-1.0").contains("Drawn by nobody.");
        Files.writeString(model.resolve("README.md"), "no facts\n");
        assertThatThrownBy(new Notices(root, jars, List.of(), LICENCES)::text).hasMessageContaining("faces names no license");
    }

    private static ThirdParty row(String id, String version, String licence) {
        return new ThirdParty(id, version, licence, "Name", "");
    }

    private void jar(String name, String... entryAndText) throws IOException {
        try (OutputStream out = Files.newOutputStream(jars.resolve(name)); ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("x"));
            for (int i = 0; i < entryAndText.length; i += 2) {
                zip.putNextEntry(new ZipEntry(entryAndText[i]));
                zip.write(entryAndText[i + 1].getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
    }
}
