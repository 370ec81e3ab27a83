package kaobako.exec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of kernel files, from the jar or from a folder while kernels are being written, as one piece that any OpenCL compiler takes:
 * {@code #include "x.clh"} is replaced by the file, each file once (further includes of it are empty lines, so cycles end), and
 * {@code #line} keeps the compiler's file names and line numbers true. Keep includes out of {@code #if}: they are taken in regardless.
 */
public final class KernelSource {
    private static final Pattern INCLUDE = Pattern.compile("^\\s*#\\s*include\\s*\"([^\"]+)\".*$");

    private final Path folderOrNull;

    private KernelSource(Path folderOrNull) {
        this.folderOrNull = folderOrNull;
    }

    /** The folder of {@code -Dkaobako.kernels=DIR} where that is given, otherwise {@code kernels/} on the class path. */
    public static KernelSource standard() {
        String folder = System.getProperty("kaobako.kernels", "");
        return new KernelSource(folder.isBlank() ? null : Path.of(folder));
    }

    public static KernelSource folder(Path folder) {
        return new KernelSource(folder);
    }

    /** The file with its includes. Throws IllegalArgumentException naming the file, where it was looked for and who included it. */
    public String resolve(String file) {
        StringBuilder text = new StringBuilder();
        append(file, "", new HashSet<>(), text);
        return text.toString();
    }

    private void append(String file, String includedAt, Set<String> seen, StringBuilder text) {
        seen.add(file);
        text.append("#line 1 \"").append(file).append("\"\n");
        int number = 0;
        for (String line : read(file, includedAt).lines().toList()) {
            number++;
            Matcher include = INCLUDE.matcher(line);
            if (!include.matches()) {
                text.append(line).append('\n');
            } else if (seen.contains(include.group(1))) {
                text.append('\n');
            } else {
                append(include.group(1), ", included in " + file + ":" + number, seen, text);
                text.append("#line ").append(number + 1).append(" \"").append(file).append("\"\n");
            }
        }
    }

    private String read(String file, String includedAt) {
        if (List.of(file.split("[/\\\\]")).contains(".."))
            throw new IllegalArgumentException("Kernel file " + file + includedAt + ": names are relative to the kernels folder, without \"..\"");
        try {
            if (folderOrNull != null) {
                Path path = folderOrNull.resolve(file);
                if (!Files.isRegularFile(path)) throw missing(file, includedAt, "folder " + folderOrNull.toAbsolutePath());
                return Files.readString(path);
            }
            try (InputStream in = KernelSource.class.getResourceAsStream("/kernels/" + file)) {
                if (in == null) throw missing(file, includedAt, "jar");
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Kernel file " + file + " cannot be read", e);
        }
    }

    private static IllegalArgumentException missing(String file, String includedAt, String place) {
        return new IllegalArgumentException("Kernel file " + file + includedAt + " is not in the kernels " + place);
    }
}
