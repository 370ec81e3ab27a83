package kaobako.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kaobako.store.Safetensors;
import kaobako.store.SafetensorsWriter;
import kaobako.store.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void writesANewFileAndReplacesAnOldOne() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, "first");
        assertThat(file).hasContent("first");
        AtomicFile.write(file, out -> {
            out.write(new byte[100_000]);
            assertThat(file).as("the old content is there until the end").hasContent("first");
        });
        assertThat(file).hasSize(100_000);
        assertThat(folder.toFile().list()).containsExactly("a.txt");
    }

    @Test
    void aFailureInTheMiddleKeepsTheOldFileAndLeavesNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
            out.write(new byte[1_000_000]);
            throw new IOException("No space left on device");
        })).isInstanceOf(IOException.class).hasMessageMatching("cannot write " + file
                + ": there is no space left on its disk \\([\\d.,]+ (bytes|MiB|GiB) free\\); what was there before is untouched");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
            out.write(1);
            throw new IllegalStateException("a mistake");
        })).isInstanceOf(IllegalStateException.class).hasMessage("a mistake");
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("a.txt");
    }

    @Test
    void aWeightThatCannotBeReadBackKeepsTheOldModel() throws IOException {
        Path file = folder.resolve("x.safetensors");
        SafetensorsWriter.write(file, List.of(TensorData.of("x", new float[] {1}, 1)));
        assertThatThrownBy(() -> SafetensorsWriter.write(file, List.of(TensorData.of("x", new float[100_000], 100_000),
                TensorData.of("y", () -> {
            throw new IllegalStateException("the device is gone");
        }, 1)))).hasMessage("the device is gone");
        try (Safetensors kept = Safetensors.open(file)) {
            assertThat(kept.tensor("x").floats()).containsExactly(1);
        }
        assertThat(folder.toFile().list()).containsExactly("x.safetensors");
    }

    @Test
    void saysWhyItCannotWrite() throws IOException {
        Path missing = folder.resolve("gone").resolve("a.txt");
        assertThatThrownBy(() -> AtomicFile.write(missing, "x")).isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write " + missing + ": ");
        assertThat(folder.resolve("gone")).as("a folder that vanished is not made anew").doesNotExist();
        Path taken = Files.createDirectories(folder.resolve("taken").resolve("inner")).getParent();
        assertThatThrownBy(() -> AtomicFile.write(taken, "x")).isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write " + taken + ": ");
        assertThat(folder.toFile().list()).containsExactly("taken");
    }

    @Test
    void anInterruptedThreadStillSaves() throws IOException {
        Path file = folder.resolve("a.txt");
        Thread.currentThread().interrupt();
        try {
            AtomicFile.write(file, "saved");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(file).hasContent("saved");
    }

    @Test
    void aWriterThatWasKilledLeavesOnlyWhatIsRemovedLater() throws IOException {
        Path left = Files.writeString(folder.resolve(".a.txt.0123456789abcdef.tmp"), "half");
        Files.writeString(folder.resolve(".someone.else.tmp"), "kept");
        Files.writeString(folder.resolve("a.txt"), "kept");
        AtomicFile.removeLeftovers(folder);
        assertThat(left).doesNotExist();
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder(".someone.else.tmp", "a.txt");
    }
}
