package kaobako.studio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The user's folder of pictures. Windows and macOS call it {@code Pictures} on the disk in every language; desktops that follow
 * freedesktop.org's xdg-user-dirs write its name, which is in the user's language, into {@code user-dirs.dirs}.
 */
final class PicturesFolder {
    private static final Pattern LINE = Pattern.compile("\\s*XDG_PICTURES_DIR=\"(\\$HOME)?([^\"]*)\"\\s*");

    private PicturesFolder() {}

    /** It may not exist. */
    static Path of(Path home, Map<String, String> environment) {
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path file = (config.isBlank() ? home.resolve(".config") : Path.of(config)).resolve("user-dirs.dirs");
        Path usual = home.resolve("Pictures");
        if (!Files.isRegularFile(file)) return usual;
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(LINE::matcher).filter(Matcher::matches).reduce((first, last) -> last).map(m -> named(home, m)).orElse(usual);
        } catch (IOException | UncheckedIOException | InvalidPathException unreadable) {
            return usual;
        }
    }

    private static Path named(Path home, Matcher line) {
        return line.group(1) == null ? Path.of(line.group(2)) : Path.of(home + line.group(2));
    }
}
