package kaobako.studio;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Before each test nothing is known of any device: the cache is a folder of the test's own. */
abstract class InEmptyCache {
    private static final String CACHE = "kaobako.cache";

    @TempDir
    private Path cache;
    private String before;

    @BeforeEach
    void useTheTemporaryFolder() {
        before = System.setProperty(CACHE, cache.toString());
    }

    @AfterEach
    void restore() {
        if (before == null) System.clearProperty(CACHE);
        else System.setProperty(CACHE, before);
    }
}
