package kaobako.studio;

import java.nio.file.Path;
import net.harawata.appdirs.AppDirsFactory;

/** Where things are kept that can be made again. */
final class CacheFolder {
    private CacheFolder() {}

    /** {@code -Dkaobako.cache=DIR}, otherwise the user's cache folder of this system; it may not exist yet. */
    static Path path() {
        String chosen = System.getProperty("kaobako.cache", "");
        return Path.of(chosen.isBlank() ? AppDirsFactory.getInstance().getUserCacheDir("kaobako", null, null) : chosen);
    }
}
