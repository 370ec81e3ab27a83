package kaobako.studio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import kaobako.cl.Device;

/** Remembers in the cache that a device's numbers were right, for this driver and this version of ours. */
record FirstUse(Path file) {
    private static final System.Logger LOG = System.getLogger(FirstUse.class.getName());

    static FirstUse of(Device device) {
        String facts = String.join("\n", device.name(), device.platform(), device.driver(), device.version(), Version.NUMBER);
        String key = UUID.nameUUIDFromBytes(facts.getBytes(StandardCharsets.UTF_8)).toString();
        return new FirstUse(CacheFolder.path().resolve("devices").resolve(key));
    }

    boolean isRemembered() {
        return Files.isRegularFile(file);
    }

    /** A cache: what cannot be kept is checked again next time. */
    void remember(String summary) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, summary + "\n");
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A passed self-test cannot be remembered: " + e);
        }
    }
}
