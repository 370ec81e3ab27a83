package kaobako.installer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Libraries as one system wants them: native code of other systems is left out of the jars, and that of this system which can be loaded from
 * a folder lies beside them, so that a start unpacks nothing.
 *
 * @param os   {@code linux}, {@code windows} or {@code mac}
 * @param arch {@code x64} or {@code arm64}
 */
record Libraries(String os, String arch) {
    /** How the libraries' makers call a system or a processor in their paths. */
    private static final Map<String, String> OS = Map.of("linux", "linux", "windows", "windows|win32", "mac", "macos|mac|darwin");
    private static final Map<String, String> ARCH = Map.of("x64", "x64|x86_64|x86-64", "arm64", "arm64|aarch64");
    private static final String NATIVE = ".*\\.(so|dll|dylib|jnilib|a)";
    /** LWJGL and FlatLaf look into a folder that they are told; the others only into their jars. */
    private static final List<String> FROM_FOLDER = List.of("lwjgl-", "flatlaf-");

    static Libraries ofThisSystem() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch");
        return new Libraries(name.contains("win") ? "windows" : name.contains("mac") ? "mac" : "linux",
                processor.equals("aarch64") ? "arm64" : "x64");
    }

    /** Copies every jar of {@code from} to {@code to}, thinner where it can be. */
    void stage(Path from, Path to) throws IOException {
        try (Stream<Path> jars = Files.list(from)) {
            for (Path jar : jars.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) stageJar(jar, to);
        }
    }

    private void stageJar(Path jar, Path folder) throws IOException {
        String name = jar.getFileName().toString();
        boolean outside = FROM_FOLDER.stream().anyMatch(name::startsWith);
        Path thin = folder.resolve(name);
        int kept = 0;
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(thin))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String path = entry.getName();
                // on the class path nobody reads it, and jdeps would insist on the modules it names
                if (path.endsWith("module-info.class")) continue;
                if (path.matches(NATIVE)) {
                    if (!isOurs(path)) continue;
                    if (outside) {
                        Files.copy(in, folder.resolve(path.substring(path.lastIndexOf('/') + 1)));
                        continue;
                    }
                }
                kept += path.endsWith("/") || path.startsWith("META-INF/") ? 0 : 1;
                copy(in, entry, out);
            }
        }
        // a jar of nothing but a native library that now lies beside it
        if (kept == 0) Files.delete(thin);
    }

    /** Whether the path of a native library names this system and this processor. */
    boolean isOurs(String path) {
        String words = "(^|.*[/-])(%s)(/|-|\\.|$).*";
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.matches(words.formatted(OS.get(os))) && lower.matches(words.formatted(ARCH.get(arch)));
    }

    private static void copy(InputStream in, ZipEntry entry, OutputStream to) throws IOException {
        ZipOutputStream out = (ZipOutputStream) to;
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        in.transferTo(out);
        out.closeEntry();
    }
}
