package kaobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import kaobako.data.Samples;
import kaobako.store.Json;
import kaobako.store.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training, by its command, on a folder with every bad kind of file: it trains, and names each of them. */
class BadFolderTest {
    private static final int COPIES = 3000;

    @TempDir
    private Path folder;

    @Test
    void trainsAndNamesEachFile() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        for (int i = 0; i < 3; i++) write(data, "good" + i + ".png", Samples.png(Samples.noise(20, 20, i)));
        write(data, "cmyk.jpg", Samples.cmykJpeg(20, 20, 0, 200, 100, 30));
        write(data, "animated.gif", Samples.animatedGif(Samples.quarters(20, 20), Samples.quarters(40, 40)));
        write(data, "truncated.png", Arrays.copyOf(Samples.png(Samples.noise(20, 20, 9)), 700));
        write(data, "text.jpg", "no picture at all".getBytes(StandardCharsets.UTF_8));
        write(data, "absurd.png", Samples.pngHeader(60_000, 60_000));
        write(data, "zero.png", new byte[0]);
        Files.createSymbolicLink(data.resolve("loop"), data);
        Files.createSymbolicLink(data.resolve("self.png"), data.resolve("self.png"));
        unreadable(data.resolve("unreadable.png"));
        byte[] same = Samples.png(Samples.noise(12, 12, 77));
        for (int i = 0; i < COPIES; i++) write(data, "copy%04d.png".formatted(i), same);
        Path network = Files.writeString(folder.resolve("network.json"), """
                {"sample_size": 8, "block_out_channels": [8], "down_block_types": ["DownBlock2D"], "up_block_types": ["UpBlock2D"],
                 "layers_per_block": 1, "norm_num_groups": 4, "add_attention": false}
                """);
        Path model = folder.resolve("model");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int code = Cli.run(new String[] {"train", "--data", data.toString(), "--out", model.toString(), "--config", network.toString(),
            "--steps", "2", "--batch", "3"}, new Terminal(new PrintWriter(out), new PrintWriter(err)));

        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString()).contains("Trained 2 steps in");
        assertThat(err.toString()).contains("6 pictures, 3,006 files refused: 1 empty (zero.png), 1 not a picture (text.jpg),")
                .contains("1 unreadable or damaged (unreadable.png)").contains("1 cut off (truncated.png)").contains("1 too large (absurd.png)")
                .contains("2,999 a duplicate (copy0001.png, copy0002.png, copy0003.png, ...)")
                .contains("each of them is named, with its reason, in " + model.resolve("refused-files.txt"));
        assertThat(err.toString().lines().count()).as("lines on the terminal").isLessThan(30);
        List<String> report = Files.readAllLines(model.resolve("refused-files.txt"));
        List<String> expected = List.of(
                "absurd.png: It claims 60000 x 60000 pixels; at most ",
                "loop: It is a link that leads back to a folder it is in.",
                "self.png: It is a link that cannot be followed: ",
                "text.jpg: It is not a picture, whatever its name",
                "truncated.png: The PNG file ends before its picture does.",
                "unreadable.png: The file cannot be read: ",
                "zero.png: The file is empty.",
                "animated.gif: It is animated: only the first of its 2 frames is used.");
        List<String> found = report.stream().filter(line -> !line.startsWith("copy")).toList();
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) assertThat(found.get(i)).startsWith(expected.get(i));
        assertThat(report.stream().filter(line -> line.startsWith("copy"))).hasSameElementsAs(IntStream.range(1, COPIES)
                .mapToObj(i -> "copy%04d.png: It is the same picture as copy0000.png.".formatted(i)).toList());
        try (ModelFolder trained = ModelFolder.open(model)) {
            assertThat(trained.card().facts()).containsEntry("pictures", "6").containsEntry("steps", "2");
        }
        assertThat(Json.object(Files.readAllLines(model.resolve("training.jsonl")).get(0), model)).containsEntry("event", "prepared")
                .containsEntry("refused", 3006);
    }

    /** An administrator may read everything but what is no file on a disk. */
    private static void unreadable(Path file) throws IOException {
        Files.write(file, Samples.png(Samples.noise(20, 20, 8)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        if (!Files.isReadable(file)) return;
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/proc/self/mem"));
    }

    private static void write(Path folder, String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }
}
