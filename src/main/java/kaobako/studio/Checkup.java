package kaobako.studio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kaobako.file.Why;
import kaobako.generate.SelfTest;
import kaobako.text.Sentence;

/**
 * What a developer would ask first about a computer on which something is wrong. Nothing in it says who the user is: home and name are
 * replaced, and what the user named (models, chosen folders) is counted, not told.
 *
 * @param text    to paste into a report, in Markdown's fence
 * @param healthy whether a device was found and its numbers are right
 */
public record Checkup(String text, boolean healthy) {
    /** Looks at everything and runs the self-test; a minute at most. Throws nothing for what is wrong here: that is the report. */
    public static Checkup run(String selectorOrNull, Session.Watcher watcher) {
        return run(selectorOrNull, watcher, Home.standard(), Privacy.standard());
    }

    static Checkup run(String selectorOrNull, Session.Watcher watcher, Home home, Privacy privacy) {
        StringBuilder text = new StringBuilder("```\n");
        text.append(program());
        text.append("\nDevices\n").append(indented(devices()));
        StringBuilder test = new StringBuilder();
        boolean healthy = selfTest(selectorOrNull, watcher, test);
        text.append("\nSelf-test\n").append(indented(test.toString()));
        text.append("\nFolders\n").append(indented(folders(home)));
        text.append("\nModels\n").append(indented(models(home)));
        return new Checkup(privacy.clean(text.append("```\n").toString()), healthy);
    }

    private static String program() {
        return String.format(Locale.ROOT, "%s\nJava %s, %s, at most %d MiB of heap\n%s %s, %s, %d processors, language %s\n",
                Version.APP, property("java.version"), property("java.vm.name") + " of " + property("java.vendor"),
                Runtime.getRuntime().maxMemory() >> 20, property("os.name"), property("os.version"), property("os.arch"),
                Runtime.getRuntime().availableProcessors(), Locale.getDefault().toLanguageTag());
    }

    private static String property(String name) {
        return System.getProperty(name, "?");
    }

    private static String devices() {
        try {
            return DeviceTable.text();
        } catch (RuntimeException e) {
            return Problem.of(e).sentence();
        }
    }

    private static boolean selfTest(String selectorOrNull, Session.Watcher watcher, StringBuilder text) {
        long start = System.nanoTime();
        try (Session session = Session.unchecked(selectorOrNull, watcher)) {
            SelfTest.Result result = session.selfTest();
            text.append(session.deviceLabel()).append('\n');
            for (SelfTest.Part part : result.parts()) text.append(part).append('\n');
            text.append(String.format(Locale.ROOT, "%s in %.1f s%n", result.passed() ? "passed" : "FAILED", (System.nanoTime() - start) * 1e-9));
            return result.passed();
        } catch (CancellationException stopped) {
            throw stopped;
        } catch (RuntimeException e) {
            Problem problem = Problem.of(e);
            text.append(problem.sentence()).append('\n').append(problem.details());
            return false;
        }
    }

    private static String folders(Home home) {
        Settings settings = new SettingsFile(home.settings()).load().settings();
        String pictures = settings.pictures().isEmpty() ? folder(home.pictures()) : "a folder that the user chose, " + access(Path.of(settings.pictures()));
        return "settings  " + state(home.settings()) + "\npictures  " + pictures + "\nmodels    " + folder(home.models())
                + "\ncache     " + folder(CacheFolder.path()) + ", " + cacheSize() + "\ntuning    " + folder(home.tuning()) + tables(home.tuning()) + "\n";
    }

    private static String tables(Path folder) {
        if (!Files.isDirectory(folder)) return "";
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(file -> "\n          " + file.getFileName() + ", " + TuningTables.state(file)).collect(Collectors.joining());
        } catch (IOException e) {
            return ", which cannot be read: " + Why.of(e);
        }
    }

    private static String cacheSize() {
        try {
            return String.format(Locale.ROOT, "%.1f MiB of built kernels", CacheFolder.bytes() / 0x1p20);
        } catch (IOException e) {
            return "which cannot be read: " + Why.of(e);
        }
    }

    private static String state(Path path) {
        return path + ", " + access(path);
    }

    private static String folder(Path path) {
        return Files.exists(path) && !Files.isDirectory(path) ? path + ", NOT A FOLDER" : state(path);
    }

    private static String access(Path path) {
        if (!Files.exists(path)) return "not there yet";
        return Files.isWritable(path) ? "writable" : "NOT WRITABLE";
    }

    private static String models(Home home) {
        StringBuilder text = new StringBuilder();
        Models.shipped().ifPresent(folder -> Models.in(List.of(folder)).forEach(m -> text.append(m.name()).append(", ")
                .append(m.obstacle().map(Sentence::english).orElse(m.width() + " x " + m.height())).append('\n')));
        if (text.isEmpty()) text.append("none came with the program\n");
        List<Path> own = Models.folders(home, new SettingsFile(home.settings()).load().settings());
        Models.shipped().ifPresent(own::remove);
        List<Model> found = Models.in(own);
        long unusable = found.stream().filter(m -> m.obstacle().isPresent()).count();
        return text + "of the user's own: " + found.size() + (unusable > 0 ? ", of which " + unusable + " cannot be drawn from" : "") + "\n";
    }

    private static String indented(String text) {
        return text.stripTrailing().indent(2);
    }
}
