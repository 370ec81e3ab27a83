package kaobako.installer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class path of the installed program, in the order in which its launcher has it: an archive of classes fits one order only. */
final class ClassPath {
    private ClassPath() {}

    /** The program first, then what lies beside it, as jpackage writes it into the launcher's configuration. */
    static String of(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
            Path program = folder.resolve("kaobako.jar");
            return Stream.concat(Stream.of(program), jars.stream().filter(jar -> !jar.equals(program))).map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
