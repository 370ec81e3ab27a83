package kaobako.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrariesTest {
    /** As the shipped libraries really call them. */
    private static final List<String> LINUX = List.of("linux/x64/org/lwjgl/liblwjgl.so", "com/formdev/flatlaf/natives/libflatlaf-linux-x86_64.so",
            "org/jline/nativ/Linux/x86_64/libjlinenative.so", "com/sun/jna/linux-x86-64/libjnidispatch.so");
    private static final List<String> WINDOWS = List.of("windows/x64/org/lwjgl/lwjgl.dll", "com/formdev/flatlaf/natives/flatlaf-windows-x86_64.dll",
            "org/jline/nativ/Windows/x86_64/jlinenative.dll", "com/sun/jna/win32-x86-64/jnidispatch.dll");
    private static final List<String> MAC = List.of("macos/arm64/org/lwjgl/liblwjgl.dylib", "com/formdev/flatlaf/natives/libflatlaf-macos-arm64.dylib",
            "org/jline/nativ/Mac/arm64/libjlinenative.jnilib", "com/sun/jna/darwin-aarch64/libjnidispatch.jnilib");
    private static final List<String> OTHERS = List.of("org/jline/nativ/FreeBSD/x86_64/libjlinenative.so", "com/sun/jna/linux-x86/libjnidispatch.so",
            "com/formdev/flatlaf/natives/flatlaf-windows-x86.dll", "com/sun/jna/freebsd-x86-64/libjnidispatch.so");

    @TempDir
    Path folder;

    @Test
    void nativeCodeOfOneSystemAndProcessorIsKnownByItsPath() {
        Libraries linux = new Libraries("linux", "x64");
        assertThat(LINUX).allMatch(linux::isOurs);
        assertThat(Stream.of(WINDOWS, MAC, OTHERS).flatMap(List::stream)).noneMatch(linux::isOurs);
        Libraries windows = new Libraries("windows", "x64");
        assertThat(WINDOWS).allMatch(windows::isOurs);
        assertThat(Stream.of(LINUX, MAC, OTHERS).flatMap(List::stream)).noneMatch(windows::isOurs);
        Libraries mac = new Libraries("mac", "arm64");
        assertThat(MAC).allMatch(mac::isOurs);
        assertThat(Stream.of(LINUX, WINDOWS, OTHERS).flatMap(List::stream)).noneMatch(mac::isOurs);
    }

    @Test
    void jarsLoseWhatOthersLoadAndKeepTheRest() throws IOException {
        Path from = Files.createDirectory(folder.resolve("from"));
        Path to = Files.createDirectory(folder.resolve("to"));
        jar(from.resolve("jline-native-1.jar"), "org/jline/A.class", "module-info.class", LINUX.get(2), WINDOWS.get(2), MAC.get(2));
        jar(from.resolve("lwjgl-1-natives-linux.jar"), "META-INF/MANIFEST.MF", LINUX.get(0));
        new Libraries("linux", "x64").stage(from, to);
        try (ZipFile thin = new ZipFile(to.resolve("jline-native-1.jar").toFile())) {
            assertThat(thin.stream().map(ZipEntry::getName)).containsExactly("org/jline/A.class", LINUX.get(2));
        }
        assertThat(to.resolve("lwjgl-1-natives-linux.jar")).doesNotExist();
        assertThat(to.resolve("liblwjgl.so")).hasContent(LINUX.get(0));
    }

    @Test
    void theVersionIsThePoms() throws IOException {
        assertThat(Packaging.version("<project><artifactId>kaobako</artifactId>\n  <version>1.2.3</version>")).isEqualTo("1.2.3");
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<version>" + Packaging.version(Files.readString(Path.of("pom.xml"))) + "</version>");
    }

    /** Every entry holds its own name. */
    private static void jar(Path file, String... entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(entry.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
    }
}
