package kaobako.studio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import kaobako.cl.Device;
import kaobako.exec.Tuning;
import kaobako.store.FormatException;
import kaobako.store.Json;

/**
 * Tuning tables by device: what this user measured, else what comes with the program for the device, else for its vendor and type.
 * Shipped tables lie in {@code kernels/tuning}; a user's table that cannot be read is as good as none.
 */
final class TuningTables {
    private TuningTables() {}

    static Tuning of(Device device) {
        Tuning shipped = shipped(vendorAndType(device)).under(shipped(name(device)));
        Path own = file(device);
        if (!Files.exists(own)) return shipped;
        try {
            return shipped.under(read(own));
        } catch (FormatException | IllegalArgumentException unreadable) {
            return shipped;
        }
    }

    /** What a user's table is worth, for a report. */
    static String state(Path table) {
        try {
            return read(table).size() + " numbers";
        } catch (FormatException | IllegalArgumentException unreadable) {
            return "NOT USED: " + unreadable.getMessage();
        }
    }

    private static Tuning read(Path table) {
        return Tuning.of(Json.object(table));
    }

    /** Keeps a table for this device. Throws {@link UncheckedIOException} with a sentence where it cannot be written. */
    static void save(Device device, Tuning tuning) {
        try {
            Files.createDirectories(file(device).getParent());
            Json.write(file(device), tuning.toMap());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file(Device device) {
        return Home.standard().tuning().resolve(name(device) + ".json");
    }

    /** A file name that says which device: letters, digits and dashes. */
    static String name(Device device) {
        return plain(device.platform() + " " + device.name() + " " + device.computeUnits() + " units");
    }

    static String vendorAndType(Device device) {
        return plain(device.vendor().split("[ ,(]")[0] + " " + device.type());
    }

    private static Tuning shipped(String name) {
        String resource = "/kernels/tuning/" + name + ".json";
        try (InputStream in = TuningTables.class.getResourceAsStream(resource)) {
            if (in == null) return Tuning.empty();
            return Tuning.of(Json.object(new String(in.readAllBytes(), StandardCharsets.UTF_8), Path.of(resource)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
