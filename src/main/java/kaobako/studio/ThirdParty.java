package kaobako.studio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A library that is shipped, as the build listed it.
 *
 * @param id      group and artifact with a colon between them
 * @param licence SPDX identifiers
 * @param address of its project; may be empty
 */
public record ThirdParty(String id, String version, String licence, String name, String address) {
    private static final String TABLE = "/kaobako/third-party.tsv";

    /** All of them; none where the program runs from classes that no build has finished. Throws nothing else. */
    public static List<ThirdParty> all() {
        try (InputStream in = ThirdParty.class.getResourceAsStream(TABLE)) {
            return in == null ? List.of() : table(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line a library, tabs between the columns. */
    public static List<ThirdParty> table(String text) {
        return text.lines().filter(line -> !line.isBlank()).map(line -> line.split("\t", -1))
                .map(c -> new ThirdParty(c[0], c[1], c[2], c[3], c[4])).toList();
    }

    public String group() {
        return id.substring(0, id.indexOf(':'));
    }

    /** Whether a jar is this library's, or its native part. */
    public boolean isIn(String jar) {
        String start = id.substring(id.indexOf(':') + 1) + "-" + version;
        return jar.equals(start + ".jar") || jar.startsWith(start + "-natives-");
    }
}
