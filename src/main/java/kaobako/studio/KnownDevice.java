package kaobako.studio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kaobako.cl.Device;
import kaobako.generate.SelfTest;
import kaobako.store.FormatException;
import kaobako.store.Json;

/**
 * Remembers in the cache what was found out about a device, for this driver and this version of ours: that its numbers were right, its speed.
 *
 * @param file what the names of its files begin with
 */
record KnownDevice(Path file) {
    private static final System.Logger LOG = System.getLogger(KnownDevice.class.getName());

    static KnownDevice of(Device device) {
        String facts = String.join("\n", device.name(), device.platform(), device.driver(), device.version(), Version.NUMBER);
        String key = UUID.nameUUIDFromBytes(facts.getBytes(StandardCharsets.UTF_8)).toString();
        return new KnownDevice(CacheFolder.path().resolve("devices").resolve(key));
    }

    /** What its numbers were found right for. */
    Set<SelfTest.Use> right() {
        Set<SelfTest.Use> right = EnumSet.allOf(SelfTest.Use.class);
        right.removeIf(use -> !Files.isRegularFile(rightFile(use)));
        return right;
    }

    /** Empty until it was measured. */
    Optional<Speed> speed() {
        if (!Files.isRegularFile(speedFile())) return Optional.empty();
        try {
            return Optional.of(Json.read(speedFile(), Speed.class));
        } catch (FormatException damaged) {
            return Optional.empty();
        }
    }

    void remember(SelfTest.Use use, String summary) {
        write(rightFile(use), target -> Files.writeString(target, summary + "\n"));
    }

    void remember(Speed speed) {
        write(speedFile(), target -> Json.write(target, speed));
    }

    private Path rightFile(SelfTest.Use use) {
        return file.resolveSibling(file.getFileName() + "." + use.name().toLowerCase(Locale.ROOT));
    }

    private Path speedFile() {
        return file.resolveSibling(file.getFileName() + ".speed.json");
    }

    private interface Writing {
        void to(Path file) throws IOException;
    }

    /** A cache: what cannot be kept is found out again next time. */
    private static void write(Path file, Writing writing) {
        try {
            Files.createDirectories(file.getParent());
            writing.to(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "What was found out about a device cannot be remembered: " + e);
        }
    }
}
