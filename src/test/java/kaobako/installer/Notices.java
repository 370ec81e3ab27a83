package kaobako.installer;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import kaobako.store.ModelCard;
import kaobako.studio.ThirdParty;

/**
 * The notices that an installer shows: our own licence, the models' credits, and every shipped library with its licence's text. The list
 * of libraries is the build's; here it must agree with the jars, file by file.
 *
 * @param root     of the repository
 * @param jars     folder of the libraries that are shipped
 * @param rows     the build's list
 * @param licences folder of the standard texts and of {@code copyright.properties}
 */
record Notices(Path root, Path jars, List<ThirdParty> rows, Path licences) {
    private static final String RULE = "\n" + "-".repeat(100) + "\n";

    /** The whole text. Throws IllegalStateException naming the library where anything is missing or too much. */
    String text() throws IOException {
        List<Path> files = list(jars);
        check(files);
        StringBuilder text = new StringBuilder("KAOBAKO\n\n").append(own()).append(models()).append(java());
        text.append(RULE).append("LIBRARIES\n");
        for (ThirdParty row : rows) text.append(library(row, files.stream().filter(f -> row.isIn(f.getFileName().toString())).toList()));
        for (String licence : rows.stream().flatMap(r -> Stream.of(r.licence().split(" or "))).collect(Collectors.toCollection(TreeSet::new))) {
            Path file = licences.resolve(licence + ".txt");
            if (Files.exists(file)) text.append(RULE).append("THE TEXT OF ").append(licence).append("\n\n").append(Files.readString(file));
        }
        return text.toString();
    }

    private void check(List<Path> files) {
        List<String> wrong = new ArrayList<>();
        for (Path file : files) {
            if (rows.stream().noneMatch(r -> r.isIn(file.getFileName().toString()))) wrong.add(file.getFileName() + " is shipped but not listed");
        }
        for (ThirdParty row : rows) {
            if (row.licence().isBlank()) wrong.add(row.id() + " has no licence");
            if (files.stream().noneMatch(f -> row.isIn(f.getFileName().toString()))) wrong.add(row.id() + " " + row.version() + " is listed but not shipped");
        }
        if (!wrong.isEmpty()) throw new IllegalStateException("The notices do not agree with the libraries: " + String.join("; ", wrong));
    }

    private String own() throws IOException {
        Path licence = root.resolve("LICENSE");
        return Files.exists(licence) ? Files.readString(licence) : "All rights are with its authors; they have not chosen a licence yet.\n";
    }

    private String models() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path folder : Files.isDirectory(root.resolve("models")) ? list(root.resolve("models")) : List.<Path>of()) {
            if (!Files.isDirectory(folder)) continue;
            ModelCard card = ModelCard.read(folder);
            if (!card.facts().containsKey("license")) throw new IllegalStateException("The model card of " + folder.getFileName() + " names no license");
            text.append(RULE).append("MODEL ").append(folder.getFileName()).append("\n\n");
            card.facts().forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
            text.append('\n').append(card.text());
        }
        return text.toString();
    }

    private static String java() {
        return RULE + """
                JAVA

                The Java runtime is OpenJDK %s of %s, under the GNU General Public License, version 2, with the Classpath Exception.
                Its licence, and those of what it is made of, are in the folder legal of the runtime.
                """.formatted(System.getProperty("java.version"), System.getProperty("java.vendor"));
    }

    private String library(ThirdParty row, List<Path> files) throws IOException {
        StringBuilder text = new StringBuilder("\n").append(row.name()).append(' ').append(row.version()).append(" (").append(row.id())
                .append(")\n  licence: ").append(row.licence()).append('\n');
        if (!row.address().isBlank()) text.append("  ").append(row.address()).append('\n');
        List<String> own = new ArrayList<>();
        for (Path file : files) own.addAll(textsIn(file));
        String holder = copyrights().getProperty(row.group());
        boolean apache = row.licence().contains("Apache-2.0");
        if (holder != null) text.append("  ").append(holder).append('\n');
        else if (own.isEmpty() && !apache) {
            throw new IllegalStateException(row.id() + " brings no licence file, and " + licences.resolve("copyright.properties")
                    + " does not say whose it is");
        }
        own.forEach(part -> text.append('\n').append(part.indent(4)));
        return text.toString();
    }

    private Properties copyrights() throws IOException {
        Properties holders = new Properties();
        try (Reader in = Files.newBufferedReader(licences.resolve("copyright.properties"))) {
            holders.load(in);
        }
        return holders;
    }

    /** Licences and notices that a jar brings; the long text of the Apache licence is given once, at the end. */
    private static List<String> textsIn(Path jar) throws IOException {
        List<String> texts = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().filter(e -> e.getName().matches("META-INF/[^/]*(LICEN[SC]E|NOTICE)[^/]*")).toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    if (!text.contains("TERMS AND CONDITIONS FOR USE, REPRODUCTION")) texts.add(text);
                }
            }
        }
        return texts;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
