package kaobako.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kaobako.studio.ThirdParty;

/**
 * Makes an installer out of {@code target}: {@code Packaging ROOT TYPE}, with TYPE one of {@code image} (a folder that runs where it lies),
 * {@code tar}, {@code deb}, {@code msi}, {@code dmg}. The order of the steps is to be read in {@link #make}.
 */
final class Packaging {
    private static final Libraries SYSTEM = Libraries.ofThisSystem();
    /** Linux' packages are named in small letters. */
    private static final String NAME = SYSTEM.os().equals("linux") ? "kaobako" : "Kaobako";
    /** Windows replaces an older version by the same number; it must never change. */
    private static final String WINDOWS_ID = "7c1f0f0a-5d0e-4b8e-9d55-0a9c3f6f2b61";

    private final Path root;
    private final Path work;
    private final String version;

    private Packaging(Path root) throws IOException {
        this.root = root;
        work = root.resolve("target/installer");
        version = version(Files.readString(root.resolve("pom.xml")));
    }

    public static void main(String[] arguments) throws IOException {
        Path made = new Packaging(Path.of(arguments[0]).toAbsolutePath().normalize()).make(arguments[1]);
        System.out.println(made);
        System.exit(0);
    }

    private Path make(String type) throws IOException {
        Runtime.delete(work);
        Path input = Files.createDirectories(work.resolve("input"));
        SYSTEM.stage(root.resolve("target/lib"), input);
        notices(input);
        Runtime runtime = Runtime.link(work.resolve("runtime"), program(), input);
        Files.copy(program(), input.resolve("kaobako.jar"));
        copyModels(root.resolve("models"), input.resolve("models"));
        IconFiles.write(Files.createDirectories(work.resolve("icons")));
        Path classes = Rehearsal.record(root, work, runtime, input);
        runtime.archive(List.of(classes), input.resolve("kaobako.classes"));
        runtime.finish();
        Path image = image(input, runtime);
        Path out = Files.createDirectories(root.resolve("target/dist"));
        return switch (type) {
            case "image" -> image;
            case "tar" -> tar(image, out);
            case "deb" -> new DebPackage(root, work, version).make(image, out);
            case "msi", "dmg" -> systemsOwn(type, image, out);
            default -> throw new IllegalArgumentException("The type must be image, tar, deb, msi or dmg, but is " + type);
        };
    }

    static String version(String pom) {
        Matcher found = Pattern.compile("<artifactId>kaobako</artifactId>\\s*<version>([^<]+)</version>").matcher(pom);
        if (!found.find()) throw new IllegalStateException("pom.xml names no version of kaobako");
        return found.group(1);
    }

    private Path program() {
        return root.resolve("target/kaobako-" + version + ".jar");
    }

    private void notices(Path input) throws IOException {
        List<ThirdParty> rows = ThirdParty.table(Files.readString(root.resolve("target/notices/kaobako/third-party.tsv")));
        Files.writeString(input.resolve("NOTICES.txt"), new Notices(root, root.resolve("target/lib"), rows, root.resolve("installer/licences")).text());
    }

    /** The models as they are drawn with: without hidden files and without what {@code evaluate} leaves, which shows training pictures. */
    static void copyModels(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        if (!Files.isDirectory(from)) return;
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path inside = from.relativize(file);
                if (StreamSupport.stream(inside.spliterator(), false).map(Path::toString)
                        .anyMatch(name -> name.startsWith(".") || name.equals("evaluation"))) continue;
                Path target = to.resolve(inside.toString());
                if (Files.isDirectory(file)) Files.createDirectories(target);
                else Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path image(Path input, Runtime runtime) {
        List<String> arguments = new ArrayList<>(List.of("--type", "app-image", "--name", NAME, "--app-version", systemVersion(),
                "--vendor", "Kaobako", "--description", "Draws random anime avatars from a learned box of faces",
                "--input", input.toString(), "--main-jar", "kaobako.jar", "--main-class", "kaobako.Main",
                "--runtime-image", runtime.folder().toString(), "--dest", work.toString(), "--icon", icon()));
        for (String option : JavaOptions.INSTALLED) arguments.addAll(List.of("--java-options", option));
        if (SYSTEM.os().equals("mac")) arguments.addAll(List.of("--mac-package-identifier", "kaobako", "--mac-package-name", "Kaobako"));
        // a program with a window has no console on Windows, so the command line is a second one
        if (SYSTEM.os().equals("windows")) arguments.addAll(List.of("--add-launcher", "kaobako-cli=" + root.resolve("installer/windows/cli.properties")));
        Runtime.tool("jpackage", arguments);
        return work.resolve(SYSTEM.os().equals("mac") ? NAME + ".app" : NAME);
    }

    /** macOS takes no version that begins with 0: it counts from 1 there; the program itself says the right one. */
    private String systemVersion() {
        String plain = version.replaceFirst("-.*", "");
        return SYSTEM.os().equals("mac") && plain.startsWith("0.") ? "1" + plain.substring(1) : plain;
    }

    private String icon() {
        String ending = switch (SYSTEM.os()) {
            case "windows" -> "ico";
            case "mac" -> "icns";
            default -> "png";
        };
        return work.resolve("icons/kaobako." + ending).toString();
    }

    private Path tar(Path image, Path out) throws IOException {
        Path file = out.resolve("kaobako-" + version + "-" + SYSTEM.os() + "-" + SYSTEM.arch() + ".tar.gz");
        Runtime.run(List.of("tar", "-C", image.getParent().toString(), "-czf", file.toString(), image.getFileName().toString()), List.of(0));
        return file;
    }

    /** Windows' and macOS' installers, which jpackage makes with those systems' own tools. */
    private Path systemsOwn(String type, Path image, Path out) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--type", type, "--app-image", image.toString(), "--name", NAME,
                "--app-version", systemVersion(), "--vendor", "Kaobako", "--dest", out.toString()));
        if (type.equals("msi")) {
            arguments.addAll(List.of("--win-menu", "--win-menu-group", "Kaobako", "--win-shortcut-prompt", "--win-dir-chooser",
                    "--win-upgrade-uuid", WINDOWS_ID));
        }
        Runtime.tool("jpackage", arguments);
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(f -> f.toString().endsWith("." + type)).findFirst().orElseThrow();
        }
    }
}
