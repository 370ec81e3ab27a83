package kaobako.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A Debian package around the image: program in {@code /opt}, command, menu entry, icons and notices where Debian has them. dpkg knows
 * every file but the archive of classes, which the package's own scripts make and remove.
 *
 * @param root of the repository
 * @param work folder for what is made on the way
 */
record DebPackage(Path root, Path work, String version) {
    private static final List<Integer> ICONS = List.of(16, 24, 32, 48, 64, 128, 256, 512);

    Path make(Path image, Path out) throws IOException {
        Path tree = Files.createDirectories(work.resolve("deb"));
        Path home = Files.createDirectories(tree.resolve("opt")).resolve("kaobako");
        Runtime.run(List.of("cp", "-a", image.toString(), home.toString()), List.of(0));
        // made on the user's computer, for there the program's own classes can be in it
        Files.deleteIfExists(home.resolve("lib/runtime/lib/server/classes.jsa"));
        Path bin = Files.createDirectories(tree.resolve("usr/bin"));
        Files.createSymbolicLink(bin.resolve("kaobako"), Path.of("/opt/kaobako/bin/kaobako"));
        copy("kaobako.desktop", tree.resolve("usr/share/applications/kaobako.desktop"), "rw-r--r--");
        for (int size : ICONS) {
            Path icon = tree.resolve("usr/share/icons/hicolor/" + size + "x" + size + "/apps/kaobako.png");
            Files.createDirectories(icon.getParent());
            Files.write(icon, IconFiles.png(size));
        }
        Path drawn = Files.createDirectories(tree.resolve("usr/share/icons/hicolor/scalable/apps"));
        Files.copy(root.resolve("src/main/resources/kaobako/ui/icons/logo.svg"), drawn.resolve("kaobako.svg"));
        Path doc = Files.createDirectories(tree.resolve("usr/share/doc/kaobako"));
        Files.createSymbolicLink(doc.resolve("copyright"), Path.of("/opt/kaobako/lib/app/NOTICES.txt"));
        for (String script : List.of("postinst", "prerm", "postrm")) copy(script, tree.resolve("DEBIAN/" + script), "rwxr-xr-x");
        String architecture = Runtime.run(List.of("dpkg", "--print-architecture"), List.of(0)).strip();
        Files.writeString(tree.resolve("DEBIAN/control"), control(home, architecture, kib(tree)));
        Path file = out.resolve("kaobako_" + version + "_" + architecture + ".deb");
        Runtime.run(List.of("dpkg-deb", "--build", "--root-owner-group", "-Zxz", tree.toString(), file.toString()), List.of(0));
        return file;
    }

    private void copy(String name, Path to, String permissions) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(root.resolve("installer/linux").resolve(name), to);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString(permissions));
    }

    private String control(Path home, String architecture, long kib) throws IOException {
        TreeSet<String> depends = packages(home);
        return Files.readString(root.resolve("installer/linux/control")).replace("@VERSION@", version.replace("-SNAPSHOT", "~snapshot"))
                .replace("@ARCHITECTURE@", architecture).replace("@SIZE@", Long.toString(kib)).replace("@LIBRARIES@", String.join(", ", depends));
    }

    /** The packages of the shared libraries that the runtime's own ask for by name, as this system calls them. */
    private static TreeSet<String> packages(Path home) throws IOException {
        TreeSet<String> files = new TreeSet<>();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path library : all.filter(f -> f.toString().endsWith(".so")).toList()) {
                // ldd also lists what those need in turn, which is their packages' business
                List<String> needed = Runtime.run(List.of("objdump", "-p", library.toString()), List.of(0)).lines()
                        .filter(line -> line.strip().startsWith("NEEDED")).map(line -> line.strip().replaceFirst("NEEDED\\s+", "")).toList();
                Runtime.run(List.of("ldd", library.toString()), List.of(0)).lines().map(String::strip)
                        .filter(line -> line.contains("=> /") && !line.contains(home.toString()) && needed.contains(line.replaceFirst(" =>.*", "")))
                        .map(line -> line.replaceFirst(".*=> (\\S+) .*", "$1")).forEach(files::add);
            }
        }
        TreeSet<String> packages = new TreeSet<>();
        for (String file : files) {
            String real = Path.of(file).toRealPath().toString();
            // a system with merged folders knows a file by one of two names; 1: by neither
            for (String name : List.of(file, real, real.replaceFirst("^/usr", ""))) {
                String owner = Runtime.run(List.of("dpkg", "-S", name), List.of(0, 1));
                if (owner.contains("no path found")) continue;
                packages.add(owner.substring(0, owner.indexOf(':')));
                break;
            }
        }
        return packages;
    }

    private static long kib(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(f -> Files.isRegularFile(f, java.nio.file.LinkOption.NOFOLLOW_LINKS)).mapToLong(f -> f.toFile().length()).sum() >> 10;
        }
    }
}
