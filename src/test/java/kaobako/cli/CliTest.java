package kaobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import kaobako.data.PngFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole command lines in this process: exit codes, files, what is said. */
class CliTest {
    private static final String MODEL = "src/test/resources/golden/pipeline_trained";

    @TempDir
    private Path folder;
    private StringWriter out;
    private StringWriter err;
    private Terminal terminal;

    @BeforeEach
    void terminal() {
        out = new StringWriter();
        err = new StringWriter();
        terminal = new Terminal(new PrintWriter(out), new PrintWriter(err));
    }

    private int run(String... arguments) {
        return Cli.run(arguments, terminal);
    }

    private int generate(String... more) {
        List<String> all = new ArrayList<>(List.of("generate", "--model", MODEL, "--steps", "3", "--sampler", "ddim"));
        all.addAll(Arrays.asList(more));
        return run(all.toArray(String[]::new));
    }

    @Test
    void drawsPicturesASheetAndTheSamePictureAgain() throws IOException {
        Path first = folder.resolve("first");
        Path sheet = folder.resolve("sheet.png");
        assertThat(generate("--seed", "42", "--count", "3", "--out", first.toString(), "--grid", sheet.toString())).as(err.toString()).isZero();
        assertThat(names(first)).containsExactly("kaobako-42.png", "kaobako-43.png", "kaobako-44.png");
        assertThat(out.toString()).contains("3 pictures in " + first);
        assertThat(err.toString()).contains("DDIM draws poor pictures below 20 steps");

        Path picture = first.resolve("kaobako-43.png");
        BufferedImage image = ImageIO.read(picture.toFile());
        assertThat(image.getWidth()).isEqualTo(16);
        assertThat(ImageIO.read(sheet.toFile()).getWidth()).isEqualTo(2 * 16 + 3 * 2);
        Map<String, String> texts = PngFile.readTexts(picture);
        assertThat(texts.get("parameters")).startsWith("Steps: 3, Sampler: DDIM, ").contains(", Seed: 43, Size: 16x16, Model hash: ");
        assertThat(texts.get("kaobako")).contains("\"version\":1").contains("\"seed\":43");
        // our own text is an iTXt chunk: type, keyword, zero
        assertThat(new String(Files.readAllBytes(picture), StandardCharsets.ISO_8859_1)).contains("iTXtkaobako\0");

        Path again = folder.resolve("again");
        assertThat(run("generate", "--model", MODEL, "--recipe", picture.toString(), "--out", again.toString())).as(err.toString()).isZero();
        assertThat(names(again)).containsExactly("kaobako-43.png");
        assertThat(pixels(again.resolve("kaobako-43.png"))).isEqualTo(pixels(picture));
        assertThat(PngFile.readTexts(again.resolve("kaobako-43.png"))).isEqualTo(texts);

        Path sheetAgain = folder.resolve("sheet-again.png");
        assertThat(run("generate", "--model", MODEL, "--recipe", sheet.toString(), "--grid", sheetAgain.toString())).as(err.toString()).isZero();
        assertThat(pixels(sheetAgain)).isEqualTo(pixels(sheet));
    }

    @Test
    void enlargesByWholeFactorsAndCanKeepItsSecrets() throws IOException {
        assertThat(generate("--seed", "1", "--out", folder.toString())).as(err.toString()).isZero();
        Path large = folder.resolve("large");
        assertThat(generate("--seed", "1", "--scale", "4", "--no-metadata", "--out", large.toString())).as(err.toString()).isZero();
        BufferedImage small = ImageIO.read(folder.resolve("kaobako-1.png").toFile());
        BufferedImage image = ImageIO.read(large.resolve("kaobako-1.png").toFile());
        assertThat(image.getWidth()).isEqualTo(64);
        for (int y = 0; y < 64; y++) for (int x = 0; x < 64; x++) assertThat(image.getRGB(x, y)).isEqualTo(small.getRGB(x / 4, y / 4));
        assertThat(PngFile.readTexts(large.resolve("kaobako-1.png"))).isEmpty();
    }

    @Test
    void replacesOnlyTheSamePicture() throws IOException {
        Path taken = folder.resolve("kaobako-5.png");
        Files.writeString(taken, "somebody's notes");
        assertThat(generate("--seed", "5", "--out", folder.toString())).isZero();
        assertThat(generate("--seed", "5", "--out", folder.toString())).isZero();
        assertThat(taken).hasContent("somebody's notes");
        assertThat(names(folder)).as("drawn twice, saved once").containsExactly("kaobako-5-2.png", "kaobako-5.png");
        assertThat(generate("--seed", "5", "--grid", taken.toString())).isZero();
        assertThat(out.toString()).contains("kaobako-5-2.png");
        assertThat(taken).hasContent("somebody's notes");
        for (String seed : List.of("7", "9", "7")) {
            assertThat(generate("--seed", seed, "--count", "2", "--grid", folder.resolve("all.png").toString())).isZero();
        }
        assertThat(names(folder)).as("sheets of 7 and of 9").containsExactly("all-2.png", "all.png", "kaobako-5-2.png", "kaobako-5.png");
    }

    @Test
    void walksFromSeedToSeed() throws IOException {
        assertThat(run("walk", "--model", MODEL, "--seeds", "1,2", "--frames", "2", "--sampler", "ddpm", "--steps", "3",
                "--out", folder.toString())).as(err.toString()).isZero();
        assertThat(names(folder)).containsExactly("kaobako-1.png", "kaobako-1x2-500.png", "kaobako-2.png");
        assertThat(PngFile.readTexts(folder.resolve("kaobako-1x2-500.png")).get("parameters"))
                .contains("Seed: 1, ").contains("Variation seed: 2, Variation seed strength: 0.5");
        Path loop = folder.resolve("loop");
        assertThat(run("walk", "--model", MODEL, "--seeds", "1,2", "--frames", "2", "--loop", "--easing", "gentle", "--sampler", "ddpm",
                "--steps", "3", "--out", loop.toString())).as(err.toString()).isZero();
        assertThat(names(loop)).containsExactly("kaobako-1.png", "kaobako-1x2-500.png", "kaobako-2.png", "kaobako-2x1-500.png");
    }

    @Test
    void stopsWithinAStepAndLeavesNothingHalfWritten() throws IOException {
        terminal.stop();
        assertThat(generate("--count", "2", "--out", folder.toString())).isEqualTo(130);
        assertThat(names(folder)).isEmpty();

        // stopped once the first picture is there: the others are not begun
        StringWriter said = new StringWriter();
        Terminal stopping = new Terminal(new PrintWriter(out), new PrintWriter(said));
        Thread watcher = new Thread(() -> {
            while (names(folder).stream().noneMatch(name -> name.endsWith(".png"))) Thread.onSpinWait();
            stopping.stop();
        });
        watcher.setDaemon(true);
        watcher.start();
        int code = Cli.run(new String[] {"generate", "--model", MODEL, "--sampler", "ddim", "--steps", "2", "--seed", "0", "--count", "5000",
            "--batch", "1", "--out", folder.toString()}, stopping);
        assertThat(code).isEqualTo(130);
        assertThat(said.toString()).contains("of 5000 pictures are saved in " + folder).contains("no half-written file is left");
        assertThat(names(folder)).isNotEmpty().hasSizeLessThan(5000).allMatch(name -> name.endsWith(".png"));
        for (String name : names(folder)) assertThat(ImageIO.read(folder.resolve(name).toFile())).as(name).isNotNull();
    }

    @Test
    void saysWhatIsWrongWithTheCommandLineInASentence() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        refused("--out DIR, --grid FILE.png or both", "generate", "--model", MODEL);
        refused("Unknown options: '--colour'", "generate", "--model", MODEL, "--colour", "red");
        refused("sampler must be one of ddpm, ddim", "generate", "--model", MODEL, "--out", "x", "--sampler", "magic");
        refused("--spacing must be one of leading, linspace, trailing, karras, exponential, but is wide", "generate", "--model", MODEL, "--out", "x", "--spacing", "wide");
        refused("steps must be 1 to", "generate", "--model", MODEL, "--out", "x", "--steps", "0");
        refused("eta must be 0 to 1", "generate", "--model", MODEL, "--out", "x", "--eta", "2");
        refused("--scale must be 1 to 64", "generate", "--model", MODEL, "--out", "x", "--scale", "0");
        for (String size : List.of("big", "0", "0x96", "64x")) {
            refused("--size must be a number of pixels", "generate", "--model", MODEL, "--out", "x", "--size", size);
        }
        refused("whose name ends in .png, but " + file, "generate", "--model", MODEL, "--grid", file.toString());
        refused("million pixels does not fit", "generate", "--model", MODEL, "--grid", folder.resolve("all.png").toString(), "--scale", "64", "--count", "9999");
        refused("cannot be saved in " + file, "generate", "--model", MODEL, "--grid", file.resolve("all.png").toString());
        refused("'--seed': expected a whole number from -9223372036854775808 to 9223372036854775807, found 1e9", "generate", "--model", MODEL, "--out", "x",
                "--seed", "1e9");
        refused("expected a whole number from -2147483648 to 2147483647, found 2147483648", "bench", "--batch", "1,2147483648");
        refused("the number of pictures must be 1 to", "generate", "--model", MODEL, "--out", "x", "--count", "0");
        refused("expected a model folder, found nothing", "generate", "--model", "/nowhere", "--out", folder.toString());
        refused("cannot be saved in " + file, "generate", "--model", MODEL, "--out", file.toString());
        refused("is not a PNG file", "generate", "--model", MODEL, "--out", "x", "--recipe", MODEL + "/model_index.json");
        refused("fits none of the devices", "generate", "--model", MODEL, "--out", folder.toString(), "--device", "abacus");
        refused("Unmatched argument", "paint");
    }

    @Test
    void drawsWithTheModelThatCameWithTheProgramUnlessAnotherIsNamed() throws IOException {
        String[] names = {"kaobako.home", "kaobako.models"};
        String[] before = Arrays.stream(names).map(System::getProperty).toArray(String[]::new);
        try {
            System.setProperty("kaobako.home", folder.resolve("home").toString());
            System.setProperty("kaobako.models", folder.resolve("none").toString());
            refused("No model was found in " + folder.resolve("none"), "generate", "--out", folder.toString());
            System.setProperty("kaobako.models", MODEL);
            assertThat(run("generate", "--seed", "3", "--steps", "3", "--out", folder.toString())).as(err.toString()).isZero();
            assertThat(names(folder)).containsExactly("kaobako-3.png");
            assertThat(run("generate", "--recipe", folder.resolve("kaobako-3.png").toString(), "--out", folder.toString())).as(err.toString()).isZero();
            assertThat(names(folder)).as("the same picture").containsExactly("kaobako-3.png");
            refused("expected a model folder", "generate", "--model", "nobody", "--out", folder.toString());
        } finally {
            for (int i = 0; i < names.length; i++) {
                if (before[i] == null) System.clearProperty(names[i]);
                else System.setProperty(names[i], before[i]);
            }
        }
    }

    @Test
    void theDoctorReportsOnStandardOutput() {
        assertThat(run("doctor")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("Kaobako ").contains("driver").contains("Self-test").doesNotContain(System.getProperty("user.home") + "/");
        assertThat(run("doctor", "--device", "abacus")).isEqualTo(2);
    }

    private void refused(String sentence, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(arguments)).as(String.join(" ", arguments)).isEqualTo(2);
        assertThat(err.toString()).contains(sentence).doesNotContain("\tat ").doesNotContain("Exception");
    }

    @Test
    void aRecipeOfAnotherModelIsRefused() throws IOException {
        assertThat(generate("--seed", "5", "--out", folder.toString())).isZero();
        assertThat(run("generate", "--model", "src/test/resources/golden/unet_tiny", "--recipe", folder.resolve("kaobako-5.png").toString(),
                "--out", folder.resolve("x").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("drawn by the model pipeline_trained").contains("unet_tiny is another one");
    }

    @Test
    void helpTeachesByExample() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("generate").contains("devices").contains("selftest").contains("Examples:");
        assertThat(run("generate", "--help")).isZero();
        assertThat(out.toString()).contains("--recipe faces/kaobako-42.png").contains("dpm++2m");
        for (String[] version : new String[][] {{"--version"}, {"bench", "--version"}, {"generate", "-V"}}) {
            out.getBuffer().setLength(0);
            assertThat(run(version)).isZero();
            assertThat(out.toString()).startsWith("kaobako ");
        }
        assertThat(run()).as("no arguments").isZero();
        assertThat(run("devices")).isZero();
        assertThat(out.toString()).contains("*").contains("compute units");
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] pixels(Path file) throws IOException {
        return kaobako.data.Pictures.toBytes(ImageIO.read(file.toFile()));
    }
}
