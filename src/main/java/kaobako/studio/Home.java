package kaobako.studio;

import java.nio.file.Path;
import net.harawata.appdirs.AppDirs;
import net.harawata.appdirs.AppDirsFactory;

/**
 * Where the user's things are.
 *
 * @param settings file of the settings
 * @param pictures folder of the gallery unless the settings name another
 * @param models   folder of the models that were learned or added here
 */
public record Home(Path settings, Path pictures, Path models) {
    private static final String NAME = "kaobako";

    /** {@code -Dkaobako.home=DIR} keeps everything in one folder; otherwise where this system's programs keep such things. */
    public static Home standard() {
        String chosen = System.getProperty("kaobako.home", "");
        if (!chosen.isBlank()) return in(Path.of(chosen));
        AppDirs dirs = AppDirsFactory.getInstance();
        return new Home(Path.of(dirs.getUserConfigDir(NAME, null, null)).resolve("settings.json"),
                PicturesFolder.of(Path.of(System.getProperty("user.home")), System.getenv()).resolve("Kaobako"),
                Path.of(dirs.getUserDataDir(NAME, null, null)).resolve("models"));
    }

    /** What was measured on this computer's devices, to keep. */
    Path tuning() {
        return settings.resolveSibling("tuning");
    }

    public static Home in(Path folder) {
        return new Home(folder.resolve("settings.json"), folder.resolve("pictures"), folder.resolve("models"));
    }
}
