package kaobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kaobako.store.DType;
import kaobako.store.ModelFolder;
import kaobako.store.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeCommandTest {
    @TempDir
    private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void mergesAndOverwritesNothing() throws IOException {
        Files.createDirectories(folder.resolve("merged/unet"));
        String a = model("a", 4), b = model("b=2", 8), merged = folder.resolve("merged").toString();
        assertThat(run("merge", "--model", a + "=0.75", "--model", b + "=0.25", "--out", merged)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("the model is in " + merged);
        try (ModelFolder model = ModelFolder.open(Path.of(merged))) {
            assertThat(model.weights().read("w", 1)).containsExactly(5);
        }
        assertThat(run("merge", "--model", a + "=1", "--out", merged)).isEqualTo(Cli.FIXABLE);
        assertThat(err.toString()).contains("new or empty folder").contains(merged);
        assertThat(run("merge", "--model", a + "=2", "--out", folder.resolve("new").toString())).isEqualTo(Cli.FIXABLE);
        assertThat(run("merge", "--model", a + "=0.5", "--model", a + "=0.5", "--out", folder.resolve("new").toString())).isEqualTo(Cli.FIXABLE);
        assertThat(run("merge", "--model", a, "--out", folder.resolve("new").toString())).isEqualTo(Cli.FIXABLE);
        assertThat(run("merge", "--model", a + "=1", "--out", "")).isEqualTo(Cli.FIXABLE);
        assertThat(err.toString()).contains("named twice").contains("but is " + a).contains("'--out': expected the name of a file or folder");
        assertThat(run("merge", "--model", a + "=much", "--out", folder.resolve("new").toString())).isEqualTo(Cli.FIXABLE);
        assertThat(run("merge", "--model", folder.resolve("none") + "=1", "--out", folder.resolve("new").toString())).isEqualTo(Cli.FIXABLE);
        assertThat(err.toString()).contains("1 together").contains("much").contains("none").doesNotContain("\tat ");
        assertThat(Files.exists(folder.resolve("new"))).isFalse();
    }

    private String model(String name, float weight) throws IOException {
        Path model = folder.resolve(name);
        ModelFolder.write(model, Map.of("sample_size", 8), Map.of(), List.of(TensorData.of("w", new float[] {weight}, 1)), DType.F32);
        return model.toString();
    }

    private int run(String... arguments) {
        return Cli.run(arguments, new Terminal(new PrintWriter(out), new PrintWriter(err)));
    }
}
